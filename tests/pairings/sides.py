"""The two kinds of sides: hand-written Twisted, straight from the model, and generated code."""

from __future__ import annotations

import enum
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from twisted.internet.defer import succeed
from twisted.protocols import amp

from tests.pairings.shapes import (
    Action,
    Choice,
    Group,
    Kind,
    Known,
    Large,
    Many,
    Model,
    Part,
    Plain,
    Table,
    Values,
)

# Twisted leaves most of this without annotations.
untyped: Any = amp

STOCK: dict[str, Any] = {
    "int": amp.Integer,
    "bytes": amp.String,
    "str": amp.Unicode,
    "float": amp.Float,
    "bool": amp.Boolean,
    "decimal": amp.Decimal,
    "datetime": amp.DateTime,
    "path": amp.Path,
    "json": amp.Unicode,
}


@dataclass(frozen=True)
class Outcome:
    """What a responder does: answer with values, or raise a declared error."""

    answer: Values
    fault: str = ""
    description: str = ""


class InPieces(amp.Argument):
    """An argument spread over numbered keys, as BigString of other AMP programs does it."""

    def __init__(self, inner: Any, first: int, optional: bool) -> None:
        base: Any = super()
        base.__init__(optional)
        self.inner = inner
        self.first = first

    def keys(self, name: bytes) -> Any:
        if self.first:
            yield name
        number = self.first
        while True:
            yield name + b".%d" % number
            number += 1

    def toBox(self, name: bytes, strings: Any, objects: Any, proto: Any) -> None:
        value = objects.get(python_name(name))
        if value is None:
            return
        data = self.inner.toStringProto(value, proto)
        keys = self.keys(name)
        if self.first and not data:
            strings[name] = b""
        while data:
            strings[next(keys)], data = data[:65_535], data[65_535:]

    def fromBox(self, name: bytes, strings: Any, objects: Any, proto: Any) -> None:
        found: list[bytes] = []
        for key in self.keys(name):
            if key not in strings:
                break
            found.append(strings.pop(key))
        value = None
        if found or not self.optional:
            value = self.inner.fromStringProto(b"".join(found), proto)
        objects[python_name(name)] = value


class ByHand:
    """What a Twisted programmer would write for a model: stock classes and dicts."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.lists: dict[str, list[tuple[bytes, Any]]] = {}
        for group in model.groups:
            self._fields(group)
        self.errors: dict[str, type[Exception]] = {
            fault.name: type(fault.name, (Exception,), {})
            for action in model.actions
            for fault in action.faults
        }
        self.commands = {action.name: self._command(action) for action in model.actions}

    def _fields(self, group: Group) -> list[tuple[bytes, Any]]:
        if group.name not in self.lists:
            fields = self.lists[group.name] = []
            fields += [self._named(part) for part in group.parts]
        return self.lists[group.name]

    def _named(self, part: Part) -> tuple[bytes, Any]:
        optional = part.optional or part.default is not None
        return part.wire.encode("ascii"), self._argument(part.kind, optional)

    def _argument(self, kind: Kind, optional: bool = False) -> Any:
        if isinstance(kind, Plain):
            return STOCK[kind.word](optional=optional)
        if isinstance(kind, Choice):
            return STOCK["int" if kind.whole else "str"](optional=optional)
        if isinstance(kind, Table):
            pair = [(b"key", self._argument(kind.key)), (b"value", self._argument(kind.value))]
            return untyped.AmpList(pair, optional=optional)
        if isinstance(kind, Large):
            return InPieces(self._argument(kind.inner), kind.first, optional)
        if isinstance(kind, Group):
            return untyped.AmpList(self._fields(kind), optional=optional)
        if isinstance(kind.element, Group):
            return untyped.AmpList(self._fields(kind.element), optional=optional)
        return untyped.ListOf(self._argument(kind.element), optional=optional)

    def _command(self, action: Action) -> type[amp.Command]:
        errors = {fault.name: fault.code.encode("ascii") for fault in action.faults}
        fatal = {fault.name for fault in action.faults if fault.fatal}
        return type(
            action.name,
            (amp.Command,),
            {
                "commandName": action.wire.encode("ascii"),
                "arguments": [self._named(part) for part in action.arguments],
                "response": [self._named(part) for part in action.response],
                "errors": {
                    self.errors[name]: code for name, code in errors.items() if name not in fatal
                },
                "fatalErrors": {
                    self.errors[name]: code for name, code in errors.items() if name in fatal
                },
                "requiresAnswer": not action.oneway,
            },
        )

    # From neutral values to Twisted's and back.

    def out(self, parts: tuple[Part, ...], values: Values, *, spare: bool = True) -> Values:
        """Turn neutral values into keywords. ``spare`` leaves out what equals its default."""
        found: Values = {}
        for part in parts:
            if part.name not in values:
                continue
            argument = self._argument(part.kind)
            value = self.value(part.kind, values[part.name])
            if spare and part.default is not None:
                default = self.value(part.kind, part.default)
                if argument.toStringProto(value, None) == argument.toStringProto(default, None):
                    continue
                value = self.value(part.kind, values[part.name])  # AmpList has emptied the first
            found[keyword(part)] = value
        return found

    def value(self, kind: Kind, value: Any) -> Any:
        if isinstance(kind, Plain):
            if kind.word == "json":
                return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            return value
        if isinstance(kind, Choice):
            return dict(kind.members)[value.member] if isinstance(value, Known) else value
        if isinstance(kind, Table):
            return [
                {"key": self.value(kind.key, key), "value": self.value(kind.value, one)}
                for key, one in value.items()
            ]
        if isinstance(kind, Large):
            return self.value(kind.inner, value)
        if isinstance(kind, Group):
            return [self.out(tuple(kind.parts), value)]
        if isinstance(kind.element, Group):
            return [self.out(tuple(kind.element.parts), one) for one in value]
        return [self.value(kind.element, one) for one in value]

    def back(self, parts: tuple[Part, ...], found: Values) -> Values:
        """Turn what Twisted read into neutral values, complete."""
        return {
            part.name: (
                part.default
                if found.get(keyword(part)) is None
                else self.back_value(part.kind, found[keyword(part)])
            )
            for part in parts
        }

    def back_value(self, kind: Kind, value: Any) -> Any:
        if isinstance(kind, Plain):
            return json.loads(value) if kind.word == "json" else value
        if isinstance(kind, Choice):
            names = {wire: name for name, wire in kind.members}
            return Known(names[value]) if value in names else value
        if isinstance(kind, Table):
            return {
                self.back_value(kind.key, one["key"]): self.back_value(kind.value, one["value"])
                for one in value
            }
        if isinstance(kind, Large):
            return self.back_value(kind.inner, value)
        if isinstance(kind, Group):
            (one,) = value
            return self.back(tuple(kind.parts), one)
        if isinstance(kind.element, Group):
            return [self.back(tuple(kind.element.parts), one) for one in value]
        return [self.back_value(kind.element, one) for one in value]

    def filled(self, parts: tuple[Part, ...], values: Values) -> Values:
        """Complete neutral values, inner records included, as a reader sees them."""
        return {
            part.name: (
                self._filled(part.kind, values[part.name]) if part.name in values else part.default
            )
            for part in parts
        }

    def _filled(self, kind: Kind, value: Any) -> Any:
        if isinstance(kind, Table):
            return {
                self._filled(kind.key, key): self._filled(kind.value, one)
                for key, one in value.items()
            }
        if isinstance(kind, Large):
            return self._filled(kind.inner, value)
        if isinstance(kind, Group):
            return self.filled(tuple(kind.parts), value)
        if isinstance(kind, Many):
            return [self._filled(kind.element, one) for one in value]
        return value

    def server(
        self,
        commands: dict[str, Any],
        errors: Callable[[str], type[Exception]],
        do: Callable[[Action, Values], Outcome],
    ) -> Any:
        """Make a hand-written server; ``do`` is told what was asked and says what to answer."""
        hand = self

        def responder(action: Action) -> Callable[..., Any]:
            def respond(self: Any, **found: Any) -> Any:
                outcome = do(action, hand.back(action.arguments, found))
                if outcome.fault:
                    raise errors(outcome.fault)(outcome.description)
                return hand.out(action.response, outcome.answer)

            return respond

        class Server(amp.AMP):
            for action in hand.model.actions:
                commands[action.name].responder(responder(action))

        server: Any = Server
        return server()


def keyword(part: Part) -> str:
    """Return what Twisted calls a field in Python."""
    return python_name(part.wire.encode("ascii"))


def python_name(wire: bytes) -> str:
    """Spell a key as Twisted does for keywords."""
    name: str = untyped._wireNameToPythonIdentifier(wire)
    return name


class Generated:
    """Neutral values as the generated package has them, and back."""

    def __init__(self, model: Model, package: Any) -> None:
        self.model = model
        self.package = package

    def out(self, parts: tuple[Part, ...], values: Values, spell: Callable[[str], str]) -> Values:
        return {
            spell(part.name): self.value(part.kind, values[part.name])
            for part in parts
            if part.name in values
        }

    def value(self, kind: Kind, value: Any) -> Any:
        if isinstance(kind, Choice):
            cls = getattr(self.package, kind.name)
            return cls[value.member] if isinstance(value, Known) else value
        if isinstance(kind, Table):
            return {
                self.value(kind.key, key): self.value(kind.value, one)
                for key, one in value.items()
            }
        if isinstance(kind, Large):
            return self.value(kind.inner, value)
        if isinstance(kind, Many):
            return [self.value(kind.element, one) for one in value]
        if isinstance(kind, Group):
            cls = getattr(self.package, kind.name)
            return cls(**self.out(tuple(kind.parts), value, str))
        return value

    def back(
        self, parts: tuple[Part, ...], find: Callable[[str], Any], spell: Callable[[str], str]
    ) -> Values:
        found: Values = {}
        for part in parts:
            value = find(spell(part.name))
            if value is None and not (isinstance(part.kind, Plain) and part.kind.word == "json"):
                assert part.optional, f"{part.name} is None"
                found[part.name] = None
            else:
                found[part.name] = self.back_value(part.kind, value)
        return found

    def back_value(self, kind: Kind, value: Any) -> Any:
        if isinstance(kind, Choice):
            if isinstance(value, enum.Enum):
                assert type(value) is getattr(self.package, kind.name)
                return Known(value.name)
            assert kind.open, f"{value!r} is no member"
            return value
        if isinstance(kind, Table):
            return {
                self.back_value(kind.key, key): self.back_value(kind.value, one)
                for key, one in value.items()
            }
        if isinstance(kind, Large):
            return self.back_value(kind.inner, value)
        if isinstance(kind, Many):
            return [self.back_value(kind.element, one) for one in value]
        if isinstance(kind, Group):
            assert type(value) is getattr(self.package, kind.name)
            return self.back(tuple(kind.parts), lambda name: getattr(value, name), str)
        return value

    def responder(self, do: Callable[[Action, Values], Outcome]) -> Any:
        """Make a responder; every third answer is a value, a Deferred, a coroutine."""
        members = {method(action): self._method(action, do) for action in self.model.actions}
        return type("Responder", (self.package.WorkResponder,), members)()

    def _method(self, action: Action, do: Callable[[Action, Values], Outcome]) -> Any:
        calls = 0

        def answer(found: Values) -> Any:
            outcome = do(action, self.back(action.arguments, found.__getitem__, snake_case))
            if outcome.fault:
                raise getattr(self.package, outcome.fault)(outcome.description)
            if not action.response:
                return None
            cls = getattr(self.package, f"{action.name}Result")
            return cls(**self.out(action.response, outcome.answer, str))

        async def later(found: Values) -> Any:
            return answer(found)

        def respond(this: Any, **found: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls % 3 == 1:
                return answer(found)
            if calls % 3 == 2:
                return later(found)
            fired: Any = succeed(found)
            return fired.addCallback(answer)

        return respond

    def call(self, client: Any, action: Action, values: Values) -> Any:
        """Call a command; its Deferred fires with neutral values."""
        stub = getattr(client, method(action))
        call: Any = stub(**self.out(action.arguments, values, snake_case))
        if action.oneway:
            assert call is None
            return None

        def back(result: Any) -> Values:
            if not action.response:
                assert result is None
                return {}
            return self.back(action.response, lambda name: getattr(result, name), str)

        return call.addCallback(back)


def method(action: Action) -> str:
    return action.name.lower()


def snake_case(name: str) -> str:
    """Spell the few names of the shapes that are not spelt so."""
    humps = {"userName": "user_name", "HTTPPort": "http_port", "FilePath": "file_path"}
    return humps.get(name, name.lower())
