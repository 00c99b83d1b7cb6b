"""What a module's statements make, followed one by one without running them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from ampgen.findings import Frame
from ampgen.importing import telling
from ampgen.importing.reading.attributes import is_command
from ampgen.importing.reading.expressions import Expressions
from ampgen.importing.reading.imports import imported, imported_from
from ampgen.importing.reading.program import Program
from ampgen.importing.reading.values import (
    Builtin,
    Class,
    Function,
    Items,
    Method,
    Scope,
    Table,
    Unknown,
    Value,
)
from ampgen.text import Place

_ROUNDS = 1000  # of a loop
_Defined = ast.FunctionDef | ast.AsyncFunctionDef


class Statements:
    """Follows statements."""

    def __init__(self, program: Program, expressions: Expressions) -> None:
        self._program = program
        self._expressions = expressions

    def run(self, body: Sequence[ast.stmt], scope: Scope) -> None:
        """Follow statements until one of them returns."""
        for statement in body:
            if scope.ended:
                return
            self._program.step()
            self._one(statement, scope)

    def _one(self, node: ast.stmt, scope: Scope) -> None:
        expressions = self._expressions
        match node:
            case ast.Assign():
                value = expressions.value(node.value, scope)
                for target in node.targets:
                    self._assign(target, value, scope)
            case ast.AnnAssign(value=ast.expr() as given):
                self._assign(node.target, expressions.value(given, scope), scope)
            case ast.AugAssign():
                self._add(node, scope)
            case ast.ClassDef():
                self._class(node, scope)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._function(node, scope)
            case ast.Import():
                imported(self._program, node, scope)
            case ast.ImportFrom():
                imported_from(self._program, node, scope)
            case ast.Expr():
                self._expression(node.value, scope)
            case ast.If():
                self._condition(node, scope)
            case ast.Try():
                self.run(node.body, scope)
                self._unsure([one for handler in node.handlers for one in handler.body], scope)
                self.run([*node.orelse, *node.finalbody], scope)
            case ast.With():
                for item in node.items:
                    if item.optional_vars is not None:
                        reason = Unknown("it is known only when it runs", self._place(node, scope))
                        self._assign(item.optional_vars, reason, scope)
                self.run(node.body, scope)
            case ast.For():
                self._loop(node, scope)
            case ast.While() | ast.AsyncFor() | ast.AsyncWith() | ast.Match():
                self._unsure([node], scope)
            case ast.Return():
                scope.result = None if node.value is None else expressions.value(node.value, scope)
                scope.ended = True
            case ast.Raise():
                scope.ended = True
            case ast.Delete():
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        scope.names.pop(target.id, None)
            case _:
                pass

    def _place(self, node: ast.AST, scope: Scope) -> Place:
        return self._expressions.place(node, scope)

    def _assign(self, target: ast.expr, value: Value, scope: Scope) -> None:
        match target:
            case ast.Attribute():
                owner = self._expressions.value(target.value, scope)
                if isinstance(owner, Class):
                    owner.names[target.attr] = value
            case ast.Subscript():
                self._put(target, value, scope)
            case _:
                self._expressions.bind(target, value, scope)

    def _put(self, target: ast.Subscript, value: Value, scope: Scope) -> None:
        owner = self._expressions.value(target.value, scope)
        key = self._expressions.value(target.slice, scope)
        if isinstance(owner, Table):
            owner.put(key, value)
        elif isinstance(owner, Items):
            if isinstance(key, int) and -len(owner.items) <= key < len(owner.items):
                owner.items[key] = value
            else:
                owner.items.append(Unknown("it was changed", self._place(target, scope)))
        elif self._is_globals(target.value, scope):
            if isinstance(key, str):
                scope.names[key] = value
            elif is_command(value) or isinstance(value, Unknown):
                self._tell_made(target, scope)

    def _is_globals(self, node: ast.expr, scope: Scope) -> bool:
        if not isinstance(node, ast.Call):
            return False
        called = self._expressions.value(node.func, scope)
        return isinstance(called, Builtin) and called.name in ("globals", "locals", "vars")

    def _tell_made(self, node: ast.AST, scope: Scope) -> None:
        self._program.tell(
            telling.unknown(
                "commands are made while the program runs",
                self._place(node, scope),
                "what they are called is known only then",
            )
        )

    def _add(self, node: ast.AugAssign, scope: Scope) -> None:
        place = self._place(node, scope)
        target = node.target
        current = self._expressions.value(_read(target), scope)
        added = self._expressions.value(node.value, scope)
        if isinstance(current, Items) and current.kind == "list" and isinstance(node.op, ast.Add):
            current.items += self._expressions.iterated(added, place)
        elif isinstance(current, Table) and isinstance(added, Table):
            for key, value in added:
                current.put(key, value)
        else:
            whole = ast.copy_location(ast.BinOp(_read(target), node.op, node.value), node)
            self._assign(target, self._expressions.value(whole, scope), scope)

    def _expression(self, node: ast.expr, scope: Scope) -> None:
        value = self._expressions.value(node, scope)
        if not isinstance(node, ast.Call) or not isinstance(value, Unknown):
            return
        # A function that nobody read may change the lists that it is given.
        for argument in node.args:
            given = self._expressions.value(argument, scope)
            reason = Unknown(
                f"`{ast.unparse(node.func)[:60]}` may have changed it", self._place(node, scope)
            )
            if isinstance(given, Items):
                given.items.append(reason)
            elif isinstance(given, Table):
                given.put(reason, reason)

    def _function(self, node: _Defined, scope: Scope) -> None:
        expressions = self._expressions
        place = self._program.places(scope.module.source).name(node)
        for decorator in node.decorator_list:
            # `@X.responder` calls a method of a command: that is noted where it is called.
            called = expressions.value(decorator, scope)
            if isinstance(called, Method) and isinstance(called.owner, Class) and scope.cls:
                scope.cls.answers.append(called.owner)
        wanted = node.args
        positional = [*wanted.posonlyargs, *wanted.args]
        defaults: dict[str, Value] = {}
        for one, default in zip(reversed(positional), reversed(wanted.defaults)):
            defaults[one.arg] = expressions.value(default, scope)
        for one, given in zip(wanted.kwonlyargs, wanted.kw_defaults):
            if given is not None:
                defaults[one.arg] = expressions.value(given, scope)
        scope.names[node.name] = Function(node, scope.module, place, defaults, scope)

    def _class(self, node: ast.ClassDef, scope: Scope) -> None:
        place = self._program.places(scope.module.source).name(node)
        bases = tuple(self._expressions.several(node.bases, scope))
        qualname = scope.prefix + node.name
        doc = ast.get_docstring(node) or ""
        cls = Class(node.name, qualname, scope.module, bases, {}, node, place, doc)
        inner = Scope(cls.names, scope.module, scope, cls, prefix=f"{qualname}.")
        self.run(node.body, inner)
        for decorator in node.decorator_list:
            value = self._expressions.value(decorator, scope)
            if not _harmless(value):
                reason = f"`@{ast.unparse(decorator)[:60]}` may change it"
                cls.unsure = Unknown(reason, self._place(decorator, scope))
        scope.names[node.name] = cls
        self._program.classes.append(cls)

    def _condition(self, node: ast.If, scope: Scope) -> None:
        if isinstance(node.test, ast.Compare) and ast.unparse(node.test.left) == "__name__":
            return
        test = self._expressions.truth(node.test, scope)
        if test is not None:
            self.run(node.body if test else node.orelse, scope)
            return
        self._unsure([*node.body, *node.orelse], scope)

    def _unsure(self, body: Sequence[ast.stmt], scope: Scope) -> None:
        """Note what statements may make of which nobody knows whether, or how often, they run."""
        for node in _inside(body):
            place = self._place(node, scope)
            if isinstance(node, ast.ClassDef):
                bases = [self._expressions.value(base, scope) for base in node.bases]
                if any(map(is_command, bases)):
                    self._tell_unsure(node, scope)
                scope.names[node.name] = Unknown("it depends on a condition or a loop", place)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                scope.names.setdefault(node.name, Unknown("it depends on a condition", place))
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                before = dict(scope.names)
                self._one(node, scope)
                # `try: import …` and `except ImportError:` mean the same thing by one name.
                scope.names.update(before)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                scope.names[node.id] = Unknown("it depends on a condition or a loop", place)
            elif isinstance(node, ast.Call):
                self._unsure_call(node, scope)

    def _tell_unsure(self, node: ast.ClassDef, scope: Scope) -> None:
        self._program.tell(
            telling.unknown(
                f"whether there is a command `{node.name}` depends on a condition or a loop",
                self._program.places(scope.module.source).name(node),
                "made or not made when the program runs",
            )
        )

    def _unsure_call(self, node: ast.Call, scope: Scope) -> None:
        """Note what a call that may happen may change, and whether it makes commands."""
        place = self._place(node, scope)
        called = self._expressions.value(node.func, scope)
        reason = Unknown("it is changed under a condition or in a loop", place)
        if isinstance(called, Method) and isinstance(called.owner, Items):
            called.owner.items.append(reason)
        elif isinstance(called, Method) and isinstance(called.owner, Table):
            called.owner.put(reason, reason)
        elif isinstance(called, Builtin) and called.name == "type" and len(node.args) == 3:
            bases = self._expressions.value(node.args[1], scope)
            items = bases.items if isinstance(bases, Items) else [bases]
            if any(map(is_command, items)):
                self._tell_loop(node, scope)
        elif isinstance(called, Function) and self._makes_commands(called):
            self._tell_loop(node, scope)

    def _tell_loop(self, node: ast.AST, scope: Scope, made: ast.AST | None = None) -> None:
        others = () if made is None else (Frame(self._place(made, scope), "made here"),)
        self._program.tell(
            telling.unknown(
                "commands are made by a loop or under a condition",
                self._place(node, scope),
                "which, and how many, is known only when it runs",
                others,
            )
        )

    def _makes_commands(self, function: Function) -> bool:
        """Say whether a function makes commands, which is told by whoever asks."""
        node = function.node
        for one in ast.walk(node):
            scope = function.around
            if isinstance(one, ast.ClassDef):
                if any(is_command(self._expressions.value(base, scope)) for base in one.bases):
                    self._program.told.add(id(node))
                    return True
            elif isinstance(one, ast.Call) and len(one.args) == 3:
                bases = one.args[1]
                if isinstance(one.func, ast.Name) and isinstance(bases, ast.Tuple):
                    if any(is_command(self._expressions.value(b, scope)) for b in bases.elts):
                        return True
        return False

    def _loop(self, node: ast.For, scope: Scope) -> None:
        items = self._expressions.iterated(
            self._expressions.value(node.iter, scope), self._place(node.iter, scope)
        )
        makes = self._loop_makes(node, scope)
        plain = len(items) <= _ROUNDS and not any(isinstance(item, Unknown) for item in items)
        jumps = any(isinstance(one, (ast.Break, ast.Continue)) for one in _inside(node.body))
        if makes is not None:
            self._tell_loop(node, scope, makes)
        if makes is not None or not plain or jumps or node.orelse:
            self._unsure([] if makes is not None else [node], scope)
            return
        for item in items:
            self._expressions.bind(node.target, item, scope)
            self.run(node.body, scope)

    def _loop_makes(self, node: ast.For, scope: Scope) -> ast.AST | None:
        """Return what in a loop makes commands, or None."""
        trial = Scope(dict(scope.names), scope.module, scope.around, None, scope.prefix)
        place = self._place(node.iter, scope)
        self._expressions.bind(node.target, Unknown("it is another in each round", place), trial)
        for one in _inside(node.body):
            if isinstance(one, ast.ClassDef):
                if any(is_command(self._expressions.value(base, trial)) for base in one.bases):
                    return one
            elif isinstance(one, ast.Call):
                called = one.func
                if isinstance(called, ast.Name):
                    value = self._expressions.value(called, trial)
                    if isinstance(value, Builtin) and value.name == "type" and len(one.args) == 3:
                        bases = one.args[1]
                        parts = bases.elts if isinstance(bases, ast.Tuple) else [bases]
                        if any(is_command(self._expressions.value(b, trial)) for b in parts):
                            return one
                    if isinstance(value, Function) and self._makes_commands(value):
                        return one
        return None


def _harmless(value: Value) -> bool:
    """Say whether a decorator leaves a class as it is."""
    path = getattr(value, "path", "")
    return path.rpartition(".")[2] in ("final", "deprecated", "runtime_checkable", "provider")


def _read(target: ast.expr) -> ast.expr:
    """Return a target of an assignment as something to read."""
    copied = ast.parse(ast.unparse(target), mode="eval").body
    for node in ast.walk(copied):
        ast.copy_location(node, target)
    return copied


def _inside(body: Sequence[ast.stmt]) -> Iterator[ast.AST]:
    """Yield all that stands in statements, but not what is within functions and classes."""
    stack: list[ast.AST] = list(reversed(body))
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            stack += reversed(list(ast.iter_child_nodes(node)))
