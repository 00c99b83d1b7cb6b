"""What calls return, as far as that is known without running them."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ampgen.importing.reading.program import DEEPEST, LARGEST, Program, first_unknown
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
    Unset,
    Value,
)
from ampgen.text import Place

if TYPE_CHECKING:
    from ampgen.importing.reading.expressions import Expressions

_PLAIN = re.compile(r"%[sd%]")
# Methods of texts that make none much longer.
_OF_TEXT = frozenset("lower upper title capitalize strip lstrip rstrip swapcase".split())


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
        return self._result(called, args, kwargs, scope, place, name[:60])

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
        return self._expressions.iterated(args[0], place) if args else []

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
                for pair in args[0] if args and isinstance(args[0], Table) else self._pairs(args):
                    table.put(*pair)
                for key, value in kwargs.items():
                    table.put(key, value)
                return table
            case "zip":
                rows = zip(*(self._expressions.iterated(arg, place) for arg in args))
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
                return str(args[0]) if abs_small(args[0]) else Unknown("it is very long", place)
            case "bytes" if len(args) == 2 and isinstance(args[0], str):
                return args[0].encode("utf-8", "surrogatepass")
            case "bool" if len(args) == 1 and isinstance(args[0], (bool, int, str)):
                return bool(args[0])
            case "type" if len(args) == 3 and scope is not None:
                return self._made(args, scope, place)
            case _:
                pass
        return Unknown(f"it is what `{name}(…)` returns", place)

    def _sorted(self, items: list[Value], kwargs: dict[str, Value], place: Place) -> Value:
        texts = [item for item in items if isinstance(item, (str, bytes))]
        if kwargs or len(texts) != len(items) or len(set(map(type, texts))) > 1:
            return Unknown("it is sorted when it runs", place)
        done: list[Value] = [
            *sorted(texts, key=lambda text: text.encode() if isinstance(text, str) else text)
        ]
        return Items("list", done, place)

    def _pairs(self, args: list[Value]) -> list[tuple[Value, Value]]:
        pairs: list[tuple[Value, Value]] = []
        for arg in args[:1]:
            place = arg.place if isinstance(arg, (Items, Table, Unknown)) else None
            for item in arg.items if isinstance(arg, Items) else [arg]:
                if isinstance(item, Items) and len(item.items) == 2:
                    pairs.append((item.items[0], item.items[1]))
                elif isinstance(item, Unknown):
                    pairs.append((item, item))
                elif place is not None:
                    reason = Unknown("what it holds is known only when it runs", place)
                    pairs.append((reason, reason))
        return pairs

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
            return self._of_list(owner, name, args, place)
        if isinstance(owner, Table):
            return self._of_table(owner, name, args, kwargs, place)
        if isinstance(owner, (str, bytes)):
            return self._of_text(owner, name, args, kwargs, place)
        return Unknown("it is computed", place)

    def _of_list(self, owner: Items, name: str, args: list[Value], place: Place) -> Value:
        items = owner.items
        match name, args:
            case "append" | "add", [item]:
                items.append(item)
            case "extend" | "update", [others]:
                items.extend(self._expressions.iterated(others, place))
            case "insert", [int() as index, item]:
                items.insert(index, item)
            case "copy", []:
                return Items(owner.kind, list(items), place)
            case "reverse", []:
                items.reverse()
            case "clear", []:
                items.clear()
            case ("index" | "count"), _:
                return Unknown("it is computed", place)
            case _:
                # A change that is not followed leaves nothing certain about the list.
                items.append(Unknown(f"it was changed by `{name}`", place))
                return Unknown("it is computed", place)
        if len(items) > LARGEST:
            items[:] = [Unknown("it is very long", place)]
        return None

    def _of_table(
        self, owner: Table, name: str, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> Value:
        match name, args:
            case "items", []:
                pairs: list[Value] = [Items("tuple", list(pair), place) for pair in owner]
                return Items("list", pairs, place)
            case "keys", []:
                return Items("list", [key for key, _ in owner], place)
            case "values", []:
                return Items("list", [value for _, value in owner], place)
            case "copy", []:
                return Table(place, dict(owner.pairs))
            case "get", [key, *default]:
                found = owner.get(key)
                return (default[0] if default else None) if found is Unset else found
            case "update", [*others]:
                changed = self._builtin("dict", others, kwargs, None, place)
                for key, value in changed if isinstance(changed, Table) else ():
                    owner.put(key, value)
                return None
            case "setdefault", [key, value] if owner.get(key) is Unset:
                owner.put(key, value)
                return value
            case _:
                reason = Unknown(f"it was changed by `{name}`", place)
                owner.put(reason, reason)
                return reason

    def _of_text(
        self,
        owner: str | bytes,
        name: str,
        args: list[Value],
        kwargs: dict[str, Value],
        place: Place,
    ) -> Value:
        if isinstance(owner, str) and name == "encode" and len(args) <= 1:
            codec = args[0] if args else kwargs.get("encoding", "utf-8")
            if codec in ("ascii", "utf-8", "utf8", "latin-1", "latin1"):
                try:
                    return owner.encode(str(codec))
                except UnicodeError:
                    return Unknown("it cannot be encoded", place)
        if isinstance(owner, bytes) and name == "decode" and len(args) <= 1:
            codec = args[0] if args else kwargs.get("encoding", "utf-8")
            if codec in ("ascii", "utf-8", "utf8", "latin-1", "latin1"):
                return owner.decode(str(codec), "replace")
        if name in _OF_TEXT and not args and not kwargs:
            changed = getattr(owner, name)()
            return changed if isinstance(changed, (str, bytes)) else None
        if name == "split" and not kwargs and len(args) <= 1:
            return self._split(owner, args, place)
        if name == "join" and len(args) == 1:
            return _joined(owner, self._expressions.iterated(args[0], place), place)
        if name == "replace" and len(args) == 2 and isinstance(owner, str) and len(owner) < 1000:
            old, new = args
            if isinstance(old, str) and isinstance(new, str) and len(new) < 1000:
                return owner.replace(old, new)
        if name == "format" and isinstance(owner, str) and not kwargs:
            parts = owner.split("{}")
            texts = [str(arg) for arg in args if isinstance(arg, (str, int)) and abs_small(arg)]
            if len(texts) == len(args) == len(parts) - 1 and "{" not in "".join(parts):
                pieces = [piece for pair in zip(parts, [*texts, ""]) for piece in pair]
                return "".join(pieces)[:LARGEST]
        return Unknown(f"it is what `{name}` returns", place)

    def _split(self, owner: str | bytes, args: list[Value], place: Place) -> Value:
        parts: list[Value] = []
        if isinstance(owner, str) and (not args or (isinstance(args[0], str) and args[0])):
            parts += owner.split(args[0] if args and isinstance(args[0], str) else None)
            return Items("list", parts, place)
        if isinstance(owner, bytes) and (not args or (isinstance(args[0], bytes) and args[0])):
            parts += owner.split(args[0] if args and isinstance(args[0], bytes) else None)
            return Items("list", parts, place)
        return Unknown("it is computed", place)

    def formatted(self, pattern: str | bytes, parts: Sequence[Value], place: Place) -> Value:
        """Return ``pattern % parts`` where it is as simple as ``%s``."""
        text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
        fields = [field for field in _PLAIN.findall(text) if field != "%%"]
        texts: list[str] = []
        for part in parts:
            if isinstance(part, bytes) and isinstance(pattern, bytes):
                texts.append(part.decode("latin-1"))
            elif isinstance(part, (str, int)) and abs_small(part):
                texts.append(str(part))
        if len(texts) != len(parts) or len(fields) != len(texts):
            return Unknown("it is computed", place)
        if text.count("%") != len(fields) + 2 * text.count("%%"):
            return Unknown("it is computed", place)
        values = iter(texts)
        done = _PLAIN.sub(lambda one: "%" if one[0] == "%%" else next(values), text)[:LARGEST]
        return done.encode("latin-1", "replace") if isinstance(pattern, bytes) else done


def abs_small(value: str | int) -> bool:
    """Say whether a value's text is not too long to be made."""
    return len(value) <= LARGEST if isinstance(value, str) else abs(value) < 1 << 64


def _joined(glue: str | bytes, parts: list[Value], place: Place) -> Value:
    missing = first_unknown(parts)
    if missing is not None:
        return missing
    if isinstance(glue, str):
        texts = [part for part in parts if isinstance(part, str)]
        if len(texts) == len(parts) and sum(map(len, texts)) + len(glue) * len(parts) <= LARGEST:
            return glue.join(texts)
    else:
        blobs = [part for part in parts if isinstance(part, bytes)]
        if len(blobs) == len(parts) and sum(map(len, blobs)) + len(glue) * len(parts) <= LARGEST:
            return glue.join(blobs)
    return Unknown("it is computed", place)


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
