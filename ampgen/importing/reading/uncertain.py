"""What statements may make of which nobody knows whether, or how often, they run."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence

from ampgen.findings import Frame
from ampgen.importing import telling
from ampgen.importing.reading.attributes import is_command
from ampgen.importing.reading.expressions import Expressions
from ampgen.importing.reading.program import Program
from ampgen.importing.reading.values import (
    Builtin,
    Function,
    Items,
    Method,
    Scope,
    Table,
    Unknown,
)
from ampgen.text import Place


class Uncertain:
    """Notes what may be made or changed, and tells about commands among it."""

    def __init__(
        self,
        program: Program,
        expressions: Expressions,
        follow: Callable[[ast.stmt, Scope], None],
    ) -> None:
        """``follow`` follows a statement as if it were certain to run."""
        self._program = program
        self._expressions = expressions
        self._follow = follow

    def _place(self, node: ast.AST, scope: Scope) -> Place:
        return self._expressions.place(node, scope)

    def note(self, body: Sequence[ast.stmt], scope: Scope) -> None:
        """Note what statements may make of which nobody knows whether, or how often, they run."""
        for node in inside(body):
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
                self._follow(node, scope)
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
                self.tell_loop(node, scope)
        elif isinstance(called, Function) and self._makes_commands(called):
            self.tell_loop(node, scope)

    def tell_loop(self, node: ast.AST, scope: Scope, made: ast.AST | None = None) -> None:
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

    def makes(self, node: ast.For, scope: Scope) -> ast.AST | None:
        """Return what in a loop makes commands, or None."""
        trial = Scope(dict(scope.names), scope.module, scope.around, None, scope.prefix)
        place = self._place(node.iter, scope)
        self._expressions.bind(node.target, Unknown("it is another in each round", place), trial)
        for one in inside(node.body):
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


def inside(body: Sequence[ast.stmt]) -> Iterator[ast.AST]:
    """Yield all that stands in statements, but not what is within functions and classes."""
    stack: list[ast.AST] = list(reversed(body))
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            stack += reversed(list(ast.iter_child_nodes(node)))
