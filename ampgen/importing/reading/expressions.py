"""What expressions stand for, as far as that is known without running them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ampgen.importing.reading.attributes import attribute
from ampgen.importing.reading.calls import Calls
from ampgen.importing.reading.conditions import MAJOR, Conditions, is_version
from ampgen.importing.reading.methods import formatted
from ampgen.importing.reading.program import LARGEST, Program
from ampgen.importing.reading.sequences import first_unknown, iterated
from ampgen.importing.reading.values import (
    Builtin,
    Class,
    External,
    Function,
    Items,
    Scope,
    Table,
    Unknown,
    Unset,
    Value,
)
from ampgen.text import Place

BUILTINS = frozenset(
    "list tuple dict set frozenset sorted reversed zip enumerate range len str bytes type bool int "
    "globals locals vars setattr getattr exec eval super isinstance issubclass map filter".split()
)


class Expressions:
    """Finds out what expressions stand for."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._conditions = Conditions(self.value)
        self.calls = Calls(program, self)
        self.truth = self._conditions.truth

    def value(self, node: ast.expr, scope: Scope) -> Value:
        """Return what an expression stands for; ``Unknown`` where only running it would tell."""
        self._program.step()
        place = self.place(node, scope)
        match node:
            case ast.Constant():
                return _constant(node.value, place)
            case ast.Name():
                return self._name(node.id, scope, place)
            case ast.Attribute():
                return attribute(self._program, self.value(node.value, scope), node.attr, place)
            case ast.List() | ast.Tuple() | ast.Set():
                kind = {ast.List: "list", ast.Tuple: "tuple", ast.Set: "set"}[type(node)]
                return Items(kind, self.several(node.elts, scope), place)
            case ast.Dict():
                return self._table(node, scope, place)
            case ast.Call():
                return self.calls.call(node, scope, place)
            case ast.BinOp():
                return self._joined(node, scope, place)
            case ast.ListComp() | ast.GeneratorExp() | ast.SetComp():
                scopes = self._loops(node.generators, scope)
                items = [self.value(node.elt, inner) for inner in scopes]
                return Items("set" if isinstance(node, ast.SetComp) else "list", items, place)
            case ast.DictComp():
                table = Table(place)
                for inner in self._loops(node.generators, scope):
                    table.put(self.value(node.key, inner), self.value(node.value, inner))
                return table
            case ast.IfExp():
                test = self._conditions.truth(node.test, scope)
                if test is None:
                    return Unknown("it depends on a condition", place)
                return self.value(node.body if test else node.orelse, scope)
            case ast.Subscript():
                return self._item(node, scope, place)
            case ast.JoinedStr():
                return self._text(node, scope, place)
            case ast.UnaryOp(op=ast.USub()):
                number = self.value(node.operand, scope)
                if isinstance(number, (int, float)):
                    return -number
                return Unknown("it is computed", place)
            case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                test = self._conditions.truth(node, scope)
                return Unknown("it depends on a condition", place) if test is None else test
            case ast.NamedExpr():
                meant = self.value(node.value, scope)
                self.bind(node.target, meant, scope)
                return meant
            case ast.Lambda():
                return Function(node, scope.module, place, {}, scope)
            case ast.Await() | ast.Yield() | ast.YieldFrom():
                return Unknown("it is there only while the program runs", place)
            case _:
                return Unknown("it is computed", place)

    def place(self, node: ast.AST, scope: Scope) -> Place:
        return self._program.places(scope.module.source).of(node)

    def several(self, nodes: list[ast.expr], scope: Scope) -> list[Value]:
        """Return what the parts of a list stand for, those after a ``*`` one by one."""
        items: list[Value] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                inner = self.value(node.value, scope)
                items += iterated(inner, self.place(node, scope))
            else:
                items.append(self.value(node, scope))
            if len(items) > LARGEST:
                return [Unknown("it is very long", self.place(node, scope))]
        return items

    def _name(self, name: str, scope: Scope, place: Place) -> Value:
        found = scope.find(name)
        if found is not Unset:
            return found
        if name in BUILTINS:
            return Builtin(name)
        if name == "__name__":
            return scope.module.name
        return External(f"builtins.{name}")

    def _table(self, node: ast.Dict, scope: Scope, place: Place) -> Value:
        table = Table(place)
        for key, value in zip(node.keys, node.values):
            meant = self.value(value, scope)
            if key is not None:
                table.put(self.value(key, scope), meant)
            elif isinstance(meant, Table):
                for one, other in meant:
                    table.put(one, other)
            else:
                reason = Unknown("what it holds is known only when it runs", place)
                table.put(reason, reason)
        return table

    def _joined(self, node: ast.BinOp, scope: Scope, place: Place) -> Value:
        left, right = self.value(node.left, scope), self.value(node.right, scope)
        missing = first_unknown([left, right])
        if missing is not None:
            return missing
        for value in (left, right):
            if isinstance(value, External):
                return Unknown(f"`{value.path}` is in a file that was not found", place)
        if isinstance(node.op, ast.Add):
            if isinstance(left, Items) and isinstance(right, Items):
                items = [*left.items, *right.items]
                return Items(left.kind, items, place) if len(items) <= LARGEST else _long(place)
            if isinstance(left, str) and isinstance(right, str):
                return left + right if len(left) + len(right) <= LARGEST else _long(place)
            if isinstance(left, bytes) and isinstance(right, bytes):
                return left + right if len(left) + len(right) <= LARGEST else _long(place)
        if isinstance(left, int) and isinstance(right, int):
            return _arithmetic(node.op, left, right, place)
        if isinstance(node.op, ast.Mult) and isinstance(left, Items) and isinstance(right, int):
            if len(left.items) * right <= LARGEST:
                return Items(left.kind, left.items * right, place)
        if isinstance(node.op, ast.BitOr) and isinstance(left, Table) and isinstance(right, Table):
            table = Table(place)
            for key, value in [*left, *right]:
                table.put(key, value)
            return table
        if isinstance(node.op, ast.Mod) and isinstance(left, (str, bytes)):
            parts = right.items if isinstance(right, Items) else [right]
            return formatted(left, parts, place)
        return Unknown("it is computed", place)

    def _item(self, node: ast.Subscript, scope: Scope, place: Place) -> Value:
        owner = self.value(node.value, scope)
        if isinstance(owner, Unknown):
            return owner
        if isinstance(owner, (External, Class)):
            if is_version(owner) and not isinstance(node.slice, ast.Slice):
                first = self.value(node.slice, scope) == 0
                return External(MAJOR) if first else Unknown("it is computed", place)
            if isinstance(owner, External) and not _is_class(owner):
                return Unknown("what it holds is known only when it runs", place)
            # ``List[int]`` and the like: as a base it is the class itself.
            return owner
        if isinstance(owner, Items) and isinstance(node.slice, ast.Slice):
            parts = [node.slice.lower, node.slice.upper, node.slice.step]
            ends = [None if part is None else self.value(part, scope) for part in parts]
            whole = [end for end in ends if end is None or isinstance(end, int)]
            if len(whole) == 3 and whole[2] != 0:
                return Items(owner.kind, owner.items[slice(*whole)], place)
            return Unknown("it is computed", place)
        key = self.value(node.slice, scope)
        if isinstance(owner, Table):
            found = owner.get(key)
            return Unknown("it has no such key", place) if found is Unset else found
        if isinstance(owner, Items) and isinstance(key, int):
            if -len(owner.items) <= key < len(owner.items):
                return owner.items[key]
        return Unknown("it is computed", place)

    def _text(self, node: ast.JoinedStr, scope: Scope, place: Place) -> Value:
        pieces: list[str] = []
        for part in node.values:
            inner: ast.expr = part
            if isinstance(part, ast.FormattedValue):
                if part.conversion != -1 or part.format_spec is not None:
                    return Unknown("it is computed", place)
                inner = part.value
            value = self.value(inner, scope)
            if isinstance(value, Unknown):
                return value
            if not isinstance(value, (str, int)):
                return Unknown("it is computed", place)
            pieces.append(str(value))
        text = "".join(pieces)
        return text if len(text) <= LARGEST else _long(place)

    def _loops(self, loops: list[ast.comprehension], scope: Scope) -> Iterator[Scope]:
        """Yield a scope for each round of the loops of a comprehension."""
        # The outermost iterable of a comprehension sees the names of the class around it.
        names = dict(scope.names) if scope.cls is not None else {}
        yield from self._rounds(loops, Scope(names, scope.module, scope, prefix=scope.prefix))

    def _rounds(self, loops: list[ast.comprehension], scope: Scope) -> Iterator[Scope]:
        if not loops:
            yield scope
            return
        loop, *others = loops
        for item in iterated(self.value(loop.iter, scope), self.place(loop.iter, scope)):
            self._program.step()
            inner = Scope(dict(scope.names), scope.module, scope.around, prefix=scope.prefix)
            self.bind(loop.target, item, inner)
            tests = [self._conditions.truth(test, inner) for test in loop.ifs]
            if False not in tests:
                if None in tests:
                    place = self.place(loop.ifs[tests.index(None)], scope)
                    self.bind(loop.target, Unknown("it depends on a condition", place), inner)
                yield from self._rounds(others, inner)

    def bind(self, target: ast.expr, value: Value, scope: Scope) -> None:
        """Give a value to names, as an assignment or a loop does."""
        if isinstance(target, ast.Name):
            scope.names[target.id] = value
        elif isinstance(target, (ast.Tuple, ast.List)):
            parts = iterated(value, self.place(target, scope))
            unknown = first_unknown(parts)
            if unknown is None and len(parts) != len(target.elts):
                unknown = Unknown("it is computed", self.place(target, scope))
            for index, one in enumerate(target.elts):
                inner = one.value if isinstance(one, ast.Starred) else one
                self.bind(inner, parts[index] if unknown is None else unknown, scope)


def _constant(value: object, place: Place) -> Value:
    if value is None or isinstance(value, (bool, int, float, str, bytes)):
        return value
    return Unknown("it is computed", place)


def _is_class(value: External) -> bool:
    return value.path.rpartition(".")[2][:1].isupper() or value.path.startswith("builtins.")


def _long(place: Place) -> Unknown:
    return Unknown("it is very long", place)


def _arithmetic(operation: ast.operator, left: int, right: int, place: Place) -> Value:
    if max(abs(left), abs(right)) < 1 << 31:
        if isinstance(operation, ast.Add):
            return left + right
        if isinstance(operation, ast.Sub):
            return left - right
        if isinstance(operation, ast.Mult):
            return left * right
    return Unknown("it is computed", place)
