"""Compare hand-written commands with generated ones: what they declare, and their boxes."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import Any

from . import boxes, declared
from .catalogue import AMP, Catalogue, Failed, members
from .introspecting import watch
from .sampling import samples

_MOST = 3  # differences of a command that are told


def work(request: dict[str, Any]) -> dict[str, Any]:
    """Return what differs between commands and what was generated for them, one row each."""
    watch()
    try:
        catalogue = Catalogue(request["modules"])
    except Failed as failed:
        return {"failed": failed.args[0]}
    known = {(one.module, one.name): one.cls for one in catalogue.classes()}
    package = request["package"]
    commands: Any = importlib.import_module(f"{package}.commands")
    codecs: Any = importlib.import_module(f"{package}._codecs")
    values = members(codecs).values()
    operations = {value.name: value for value in values if type(value).__name__ == "Operation"}
    rows: list[dict[str, Any]] = []
    for module, name, generated in request["commands"]:
        made = getattr(commands, generated)
        rows.append(_Pair(known[module, name], made, operations[generated]).row())
    return {"rows": rows}


class _Pair:
    """A hand-written command, and the generated one that is to take its place."""

    def __init__(self, old: Any, new: Any, operation: Any) -> None:
        self._old = old
        self._new = new
        self._operation = operation
        self._proto = boxes.connection()
        self._differences: list[str] = []
        self._notes: list[str] = []
        self._boxes = [0, 0]
        self._refused = [0, 0]

    def row(self) -> dict[str, Any]:
        self._declared()
        try:
            self._both(0)
            if self._old.requiresAnswer:
                self._both(1)
        except Exception as error:
            # Code of the application's own may fail in any way.
            self._tell(f"{type(error).__name__}: {' '.join(str(error).split())[:200]}")
        more = len(self._differences) - _MOST
        if more > 1:
            self._differences[_MOST:] = [f"and {more} more"]
        return {
            "differences": self._differences,
            "notes": self._notes,
            "requests": self._boxes[0],
            "responses": self._boxes[1],
        }

    def _tell(self, difference: str) -> None:
        if difference not in self._differences:
            self._differences.append(difference)

    def _declared(self) -> None:
        old, new = self._old, self._new
        for difference in declared.differences(old, new):
            self._tell(difference)
        for name in ("commandType", "responseType"):
            if getattr(old, name) is not getattr(new, name):
                self._note(f"its {name} `{getattr(old, name).__name__}` is not generated")
        for name in declared.unmade(old):
            self._note(
                f"`{name}` cannot be made from a message: who calls never gets it, by hand or not"
            )

    def _both(self, way: int) -> None:
        """Make and read boxes: of requests (0) or of responses (1)."""
        listed = (self._old.arguments, self._old.response)[way]
        strange = next(_strange(listed), None)
        if strange is not None:
            self._note(f"Twisted itself cannot carry the key {strange!r}")
            return
        values: dict[bytes, list[Any]] = {}
        for wire, argument in listed:
            values[wire] = samples(argument, self._proto)
            if not values[wire] and argument.optional:
                self._lacks(wire, argument)
            elif not values[wire]:
                self._lacks(wire, argument)
                return
        for objects in _combined(listed, values):
            self._boxes[way] += 1
            self._one(way, objects)

    def _note(self, note: str) -> None:
        if len(self._notes) < _MOST:
            self._notes.append(note)

    def _lacks(self, wire: bytes, argument: Any) -> None:
        name = wire.decode("utf-8", "backslashreplace")
        self._note(
            f"no value is known that `{type(argument).__name__}` takes for `{name}`: the class is "
            "the same, its bytes were not compared"
        )

    def _one(self, way: int, objects: dict[str, Any]) -> None:
        what = ("request", "response")[way]
        expected = _tried(lambda: self._twisted(self._old, way, objects))
        for name, make in self._writers(way, objects):
            made = _tried(make)
            if made is None and name == "fast path":
                continue
            if not isinstance(expected, bytes):
                continue
            if not isinstance(made, bytes):
                self._tell(f"{what}: refuses {_values(objects)} ({name}: {made})")
            elif made != expected:
                self._tell(f"{what}: other bytes for {_values(objects)} ({name})")
        if not isinstance(expected, bytes):
            self._refused[way] += 1
            if self._refused[way] == 1:
                self._note(f"{what}: the original refuses {_values(objects)} ({expected!r})")
            return
        read = _tried(lambda: self._parsed(self._old, way, expected))
        for name, parse in self._readers(way, expected):
            found = _tried(parse)
            if found is None and name == "fast path":
                continue
            if isinstance(read, Exception) and isinstance(found, Exception):
                continue
            if not boxes.same(read, found):
                self._tell(f"{what}: reads otherwise {_values(objects)} ({name})")

    def _twisted(self, command: Any, way: int, objects: dict[str, Any]) -> bytes:
        if way == 0:
            made = command.makeArguments(dict(objects), self._proto)
            return boxes.request(made, command.commandName, command.requiresAnswer)
        return boxes.answer(command.makeResponse(dict(objects), self._proto))

    def _parsed(self, command: Any, way: int, data: bytes) -> Any:
        box = boxes.unpacked(data)
        parse = command.parseArguments if way == 0 else command.parseResponse
        return dict(parse(box, self._proto))

    def _writers(
        self, way: int, objects: dict[str, Any]
    ) -> Iterator[tuple[str, Callable[[], Any]]]:
        operation = self._operation
        fields = (operation.arguments, operation.response)[way]
        values = [boxes.lifted(one.type, objects.get(boxes.keyword(one.wire))) for one in fields]
        yield "Command class", lambda: self._twisted(self._new, way, objects)
        if way == 0:
            yield "general path", lambda: boxes.request(
                operation.encode_request(values, self._proto),
                operation.wire,
                not operation.oneway,
            )
            if operation.write_request is not None:
                yield "fast path", lambda: _fast(
                    lambda: operation.write_request(boxes.TAG, *values)
                )
            return
        names = [one.name for one in fields]
        result = operation.result(**dict(zip(names, values))) if operation.result else None
        yield "general path", lambda: boxes.answer(operation.encode_answer(result, self._proto))
        if operation.write_answer is not None:
            yield "fast path", lambda: _fast(lambda: operation.write_answer(boxes.TAG, result))

    def _readers(self, way: int, data: bytes) -> Iterator[tuple[str, Callable[[], Any]]]:
        operation = self._operation
        yield "Command class", lambda: self._parsed(self._new, way, data)
        fields = (operation.arguments, operation.response)[way]
        if way == 0:

            def lower(values: Any) -> Any:
                return {
                    boxes.keyword(one.wire): boxes.lowered(one.type, values[one.parameter])
                    for one in fields
                }

            strings = dict(boxes.unpacked(data))
            yield "general path", lambda: lower(operation.decode_request(strings, self._proto))
            if operation.read_request is not None:
                at = boxes.behind(data, b"_command")
                yield "fast path", lambda: _fast(
                    lambda: lower(operation.read_request(data, at)[1])
                )
            return

        def lower_result(result: Any) -> Any:
            return {
                boxes.keyword(one.wire): boxes.lowered(one.type, getattr(result, one.name))
                for one in fields
            }

        strings = dict(boxes.unpacked(data))
        yield "general path", lambda: lower_result(operation.decode_answer(strings, self._proto))
        if operation.read_answer is not None:
            at = boxes.behind(data, b"_answer")
            yield "fast path", lambda: _fast(
                lambda: lower_result(operation.read_answer(data, at)[1])
            )


def _tried(action: Callable[[], Any]) -> Any:
    """Return what an action returns, or the exception that it raises."""
    try:
        return action()
    except Exception as error:
        return error


def _fast(action: Callable[[], Any]) -> Any:
    """Return what the fast path makes; None where it leaves the work to the general one."""
    try:
        return action()
    except Exception:
        return None


def _combined(listed: Any, values: dict[bytes, list[Any]]) -> Iterator[dict[str, Any]]:
    """Yield objects for boxes: usual ones, each value once, and what may be absent left out."""
    usual = {wire: found[0] for wire, found in values.items() if found}
    yield _named(usual)
    for wire, found in values.items():
        for value in found[1:]:
            yield _named({**usual, wire: value})
    optional = [wire for wire, argument in listed if argument.optional]
    for wire in optional:
        yield _named({one: value for one, value in usual.items() if one != wire})
    if len(optional) > 1:
        yield _named({one: value for one, value in usual.items() if one not in optional})


def _named(values: dict[bytes, Any]) -> dict[str, Any]:
    return {boxes.keyword(wire): value for wire, value in values.items()}


def _values(objects: dict[str, Any]) -> str:
    pairs = [_cut(f"{name}={value!r}", 60) for name, value in objects.items()]
    return _cut(", ".join(pairs), 200) or "nothing"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _strange(fields: Any, around: tuple[Any, ...] = ()) -> Iterator[bytes]:
    """Yield the keys of fields, and of boxes within them, that are not ASCII."""
    for wire, argument in fields:
        if not wire.isascii():
            yield wire
        while (inner := getattr(argument, "elementType", None)) is not None:
            argument = inner
        inside = getattr(argument, "subargs", None)
        if isinstance(argument, AMP.AmpList) and not any(inside is one for one in around):
            yield from _strange(inside, (*around, inside))
