"""What a module's statements make, followed one by one without running them."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from ampgen.importing import telling
from ampgen.importing.arguments import ARGUMENTS
from ampgen.importing.reading.attributes import is_command
from ampgen.importing.reading.expressions import Expressions
from ampgen.importing.reading.imports import imported, imported_from
from ampgen.importing.reading.program import Program
from ampgen.importing.reading.sequences import iterated
from ampgen.importing.reading.uncertain import Uncertain, inside
from ampgen.importing.reading.values import (
    Builtin,
    Class,
    External,
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
# What looks like the name of a class.
_CLASS = re.compile(r"[A-Z]\w*[a-z]")
# Decorators and metaclasses that leave the attributes of a class as they are.
_HARMLESS = frozenset("final deprecated runtime_checkable provider implementer".split())
_HARMLESS_METAS = ("abc.ABCMeta", "typing.GenericMeta", "builtins.type")


class Statements:
    """Follows statements."""

    def __init__(self, program: Program, expressions: Expressions) -> None:
        self._program = program
        self._expressions = expressions
        self._uncertain = Uncertain(program, expressions, self._one)

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
                self._suspect(node, value, scope)
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
                self._uncertain.note(
                    [one for handler in node.handlers for one in handler.body], scope
                )
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
                self._uncertain.note([node], scope)
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

    def _suspect(self, node: ast.Assign, value: Value, scope: Scope) -> None:
        """Tell about a command that a function seems to make which nobody read."""
        target, call = node.targets[0], node.value
        if not isinstance(value, Unknown) or not isinstance(call, ast.Call):
            return
        if scope.around is None and isinstance(target, ast.Name) and _CLASS.match(target.id):
            called = (one.func for one in ast.walk(call) if isinstance(one, ast.Call))
            if any(self._is_argument(one, scope) for one in called):
                name = ast.unparse(call.func)[:60]
                fact = f"whether `{target.id}` is a command cannot be known"
                label = f"it is what `{name}(…)` returns"
                self._program.tell(telling.unknown(fact, self._place(target, scope), label))

    def _is_argument(self, node: ast.expr, scope: Scope) -> bool:
        value = self._expressions.value(node, scope)
        return isinstance(value, External) and value.amp in ARGUMENTS

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
            current.items += iterated(added, place)
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
        for keyword in node.keywords:
            value = self._expressions.value(keyword.value, scope)
            if keyword.arg != "metaclass" or getattr(value, "path", "") not in _HARMLESS_METAS:
                reason = f"`{ast.unparse(keyword)[:60]}` may change it"
                cls.unsure = Unknown(reason, self._place(keyword, scope))
        for decorator in node.decorator_list:
            value = self._expressions.value(decorator, scope)
            made = decorator.func if isinstance(decorator, ast.Call) else decorator
            if not _harmless(value) and not _harmless(self._expressions.value(made, scope)):
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
        self._uncertain.note([*node.body, *node.orelse], scope)

    def _loop(self, node: ast.For, scope: Scope) -> None:
        items = iterated(self._expressions.value(node.iter, scope), self._place(node.iter, scope))
        makes = self._uncertain.makes(node, scope)
        plain = len(items) <= _ROUNDS and not any(isinstance(item, Unknown) for item in items)
        jumps = any(isinstance(one, (ast.Break, ast.Continue)) for one in inside(node.body))
        if makes is not None:
            self._uncertain.tell_loop(node, scope, makes)
        if makes is not None or not plain or jumps or node.orelse:
            self._uncertain.note([] if makes is not None else [node], scope)
            return
        for item in items:
            self._expressions.bind(node.target, item, scope)
            self.run(node.body, scope)


def _harmless(value: Value) -> bool:
    """Say whether a decorator leaves a class as it is."""
    path = getattr(value, "path", "")
    return path.rpartition(".")[2] in _HARMLESS


def _read(target: ast.expr) -> ast.expr:
    """Return a target of an assignment as something to read."""
    copied = ast.parse(ast.unparse(target), mode="eval").body
    for node in ast.walk(copied):
        ast.copy_location(node, target)
    return copied
