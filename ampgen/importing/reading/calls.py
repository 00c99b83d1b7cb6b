"""What calls return, as far as that is known without running them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ampgen.importing import telling
from ampgen.importing.reading.attributes import is_command
from ampgen.importing.reading.methods import is_short, of_list, of_table, of_text
from ampgen.importing.reading.program import DEEPEST, LARGEST, Program
from ampgen.importing.reading.sequences import iterated, pairs
from ampgen.importing.reading.values import (
    Builtin,
    Class,
    External,
    Function,
    Instance,
    Items,
    Method,
    Scope,
    Table,
    Unknown,
    Value,
)
from ampgen.text import Place

if TYPE_CHECKING:
    from ampgen.importing.reading.expressions import Expressions


class Calls:
    """Finds out what calls return."""

    def __init__(self, program: Program, expressions: Expressions) -> None:
        self._program = program
        self._expressions = expressions

    def call(self, node: ast.Call, scope: Scope, place: Place) -> Value:
        """Return what a call returns, with what it changes in lists and dictionaries changed."""
        expressions = self._expressions
        called = expressions.value(node.func, scope)
        args = expressions.several(node.args, scope)
        kwargs: dict[str, Value] = {}
        for keyword in node.keywords:
            value = expressions.value(keyword.value, scope)
            if keyword.arg is not None:
                kwargs[keyword.arg] = value
            elif isinstance(value, Table):
                kwargs |= {str(key): one for key, one in value}
            else:
                kwargs["**"] = Unknown("what it holds is known only when it runs", place)
        name = ast.unparse(node.func) if len(node.args) < 50 else "that"
        result = self._result(called, args, kwargs, scope, place, name[:60])
        if isinstance(result, (Unknown, Instance)) and any(map(is_command, _bases(args))):
            fact = f"a command is made by `{name[:60]}(…)`"
            label = "what it is like is known only when it runs"
            self._program.tell(telling.unknown(fact, place, label))
        return result

    def _result(
        self,
        called: Value,
        args: list[Value],
        kwargs: dict[str, Value],
        scope: Scope,
        place: Place,
        name: str,
    ) -> Value:
        match called:
            case Unknown():
                return called
            case Builtin():
                return self._builtin(called.name, args, kwargs, scope, place)
            case Method():
                return self._method(called, args, kwargs, scope, place)
            case Function():
                return self._inlined(called, args, kwargs, place, name)
            case External():
                return self._external(called, args, kwargs, place, name)
            case Class():
                return Instance(called, tuple(args), kwargs, place)
            case _:
                return Unknown(f"it is what `{name}(…)` returns", place)

    def _external(
        self,
        called: External,
        args: list[Value],
        kwargs: dict[str, Value],
        place: Place,
        name: str,
    ) -> Value:
        if called.path in ("itertools.chain", "itertools.chain.from_iterable"):
            parts = args if called.path.endswith("chain") else self._items(args, place)
            return Items(
                "list", [one for part in parts for one in self._items([part], place)], place
            )
        if called.path == "collections.OrderedDict":
            return self._builtin("dict", args, kwargs, None, place)
        if called.path in ("copy.copy", "copy.deepcopy") and len(args) == 1:
            return _copied(args[0], place)
        if called.path.rpartition(".")[2][:1].isupper():
            return Instance(called, tuple(args), kwargs, place)
        # What takes a list may change it.
        return Unknown(f"it is what `{name}(…)` returns", place)

    def _items(self, args: list[Value], place: Place) -> list[Value]:
        return iterated(args[0], place) if args else []

    def _inlined(
        self,
        function: Function,
        args: list[Value],
        kwargs: dict[str, Value],
        place: Place,
        name: str,
    ) -> Value:
        """Follow a call of a function whose source is known."""
        from ampgen.importing.reading.statements import Statements

        names = _bound(function, args, kwargs, place)
        node = function.node
        if (
            names is None
            or self._program.depth >= DEEPEST
            or isinstance(node, ast.AsyncFunctionDef)
        ):
            return Unknown(f"it is what `{name}(…)` returns", place)
        label = "<lambda>" if isinstance(node, ast.Lambda) else node.name
        prefix = f"{function.around.prefix}{label}.<locals>."
        inner = Scope(names, function.module, function.around, prefix=prefix)
        self._program.depth += 1
        try:
            if isinstance(node, ast.Lambda):
                return self._expressions.value(node.body, inner)
            if node.decorator_list or any(
                isinstance(one, (ast.Yield, ast.YieldFrom)) for one in ast.walk(node)
            ):
                return Unknown(f"it is what `{name}(…)` returns", place)
            Statements(self._program, self._expressions).run(node.body, inner)
            return inner.result
        finally:
            self._program.depth -= 1

    def _builtin(
        self,
        name: str,
        args: list[Value],
        kwargs: dict[str, Value],
        scope: Scope | None,
        place: Place,
    ) -> Value:
        match name:
            case "list" | "tuple" | "set" | "frozenset" | "sorted" | "reversed":
                items = self._items(args, place)
                if name == "reversed":
                    items.reverse()
                if name == "sorted":
                    return self._sorted(items, kwargs, place)
                kind = name if name in ("tuple", "set") else "list"
                return Items(kind, items, place)
            case "dict":
                table = Table(place)
                for pair in args[0] if args and isinstance(args[0], Table) else pairs(args):
                    table.put(*pair)
                for key, value in kwargs.items():
                    table.put(key, value)
                return table
            case "zip":
                rows = zip(*(iterated(arg, place) for arg in args))
                return Items("list", [Items("tuple", list(row), place) for row in rows], place)
            case "enumerate":
                start = args[1] if len(args) > 1 else kwargs.get("start", 0)
                first = start if isinstance(start, int) else 0
                numbered = enumerate(self._items(args, place), first)
                return Items("list", [Items("tuple", list(row), place) for row in numbered], place)
            case "range" if all(isinstance(arg, int) for arg in args) and 1 <= len(args) <= 3:
                numbers = [arg for arg in args if isinstance(arg, int)]
                if numbers[2:] != [0] and len(range(*numbers)) <= LARGEST:
                    return Items("list", list(range(*numbers)), place)
            case "len" if args and isinstance(args[0], (Items, str, bytes)):
                value = args[0]
                return len(value.items) if isinstance(value, Items) else len(value)
            case "str" if len(args) == 1 and isinstance(args[0], (str, int)):
                return str(args[0]) if is_short(args[0]) else Unknown("it is very long", place)
            case "bytes" if len(args) == 2 and isinstance(args[0], str):
                return args[0].encode("utf-8", "surrogatepass")
            case "bool" if len(args) == 1 and isinstance(args[0], (bool, int, str)):
                return bool(args[0])
            case "type" if len(args) == 3 and scope is not None:
                return self._made(args, scope, place)
            case "setattr" if len(args) == 3 and isinstance(args[0], Class):
                return _set(args[0], args[1], args[2], place)
            case _:
                pass
        return Unknown(f"it is what `{name}(…)` returns", place)

    def _sorted(self, items: list[Value], kwargs: dict[str, Value], place: Place) -> Value:
        # Pairs are in the order of what they begin with, if no two begin alike.
        keys = [one.items[0] if isinstance(one, Items) and one.items else one for one in items]
        texts = [key for key in keys if isinstance(key, (str, bytes))]
        pairs_alike = keys != items and len(set(texts)) < len(texts)
        if kwargs or pairs_alike or len(texts) != len(items) or len(set(map(type, texts))) > 1:
            return Unknown("it is sorted when it runs", place)
        ordered = [
            text.encode("utf-32-be", "surrogatepass") if isinstance(text, str) else text
            for text in texts
        ]
        done = [items[index] for index in sorted(range(len(items)), key=ordered.__getitem__)]
        return Items("list", done, place)

    def _made(self, args: list[Value], scope: Scope, place: Place) -> Value:
        """Return the class that ``type(name, bases, attributes)`` makes."""
        name, bases, attributes = args
        if not isinstance(name, str) or not isinstance(bases, Items):
            return Unknown("it is a class that is made when the program runs", place)
        if not isinstance(attributes, Table):
            return Unknown("it is a class that is made when the program runs", place)
        names = {key: value for key, value in attributes if isinstance(key, str)}
        cls = Class(
            name, scope.prefix + name, scope.module, tuple(bases.items), names, None, place
        )
        doc = names.get("__doc__")
        cls.doc = doc if isinstance(doc, str) else ""
        self._program.classes.append(cls)
        return cls

    def _method(
        self,
        method: Method,
        args: list[Value],
        kwargs: dict[str, Value],
        scope: Scope,
        place: Place,
    ) -> Value:
        owner, name = method.owner, method.name
        if isinstance(owner, Class):
            # `X.responder(function)` in the body of a class.
            if scope.cls is not None:
                scope.cls.answers.append(owner)
            return args[0] if args else None
        if isinstance(owner, Items) and not kwargs:
            return of_list(owner, name, args, place)
        if isinstance(owner, Table):
            return of_table(owner, name, args, kwargs, place)
        if isinstance(owner, (str, bytes)):
            return of_text(owner, name, args, kwargs, place)
        return Unknown("it is computed", place)


def _bases(args: list[Value]) -> list[Value]:
    """Return the bases of the class that a call makes which is like that of ``type``."""
    return args[1].items if len(args) > 1 and isinstance(args[1], Items) else []


def _set(cls: Class, name: Value, value: Value, place: Place) -> Value:
    if isinstance(name, str):
        cls.names[name] = value
    else:
        cls.unsure = Unknown("`setattr` changes it", place)
    return None


def _copied(value: Value, place: Place) -> Value:
    if isinstance(value, Items):
        return Items(value.kind, list(value.items), place)
    if isinstance(value, Table):
        return Table(place, dict(value.pairs))
    return value


def _bound(
    function: Function, args: list[Value], kwargs: dict[str, Value], place: Place
) -> dict[str, Value] | None:
    """Return the names that a call gives to a function, or None where they do not fit."""
    wanted = function.node.args
    names = [one.arg for one in (*wanted.posonlyargs, *wanted.args)]
    bound: dict[str, Value] = dict(function.defaults)
    if len(args) > len(names) and wanted.vararg is None:
        return None
    bound |= dict(zip(names, args))
    if wanted.vararg is not None:
        bound[wanted.vararg.arg] = Items("tuple", args[len(names) :], place)
    known = {*names, *(one.arg for one in wanted.kwonlyargs)}
    bound |= {name: value for name, value in kwargs.items() if name in known}
    others = {name: value for name, value in kwargs.items() if name not in known}
    if others and wanted.kwarg is None:
        return None
    if wanted.kwarg is not None:
        rest = Table(place)
        for name, value in others.items():
            rest.put(name, value)
        bound[wanted.kwarg.arg] = rest
    return bound if known <= bound.keys() else None
