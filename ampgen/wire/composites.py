"""Types made of others on the general path: lists, maps, records, enums, big and own ones."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

from .arguments import python_name
from .boxes import check_size, read_boxes, write_box
from .errors import Problem
from .fields import Field, read_fields, write_fields
from .payloads import COLLISIONS
from .pieces import chunks, gather
from .values import WireType


class ListType(WireType):
    """``list[T]``: elements behind their lengths, or boxes one after the other for records.

    :ivar element: the type of the elements.
    """

    def __init__(self, element: WireType) -> None:
        self.element = element

    def write(self, value: Any, proto: Any) -> bytes:
        elements: Any = value
        if not isinstance(value, (list, tuple)):
            raise Problem(TypeError, f"must be a list, not {type(value).__name__}")
        pieces: list[bytes] = []
        for index, element in enumerate(elements):
            try:
                data = check_size(self.element.write(element, proto))
            except Problem as problem:
                raise problem.within(f"[{index}]")
            if not isinstance(self.element, RecordType):
                pieces.append(len(data).to_bytes(2, "big"))
            pieces.append(data)
        return b"".join(pieces)

    def read(self, data: bytes, proto: Any) -> list[Any]:
        element = self.element
        values: list[Any] = []
        try:
            if isinstance(element, RecordType):
                for strings in read_boxes(data):
                    values.append(element.make(strings, proto))
            else:
                at = 0
                while at < len(data):
                    start = at + 2
                    at = start + int.from_bytes(data[at:start], "big")
                    if at > len(data):
                        raise Problem(ValueError, "ends in the middle of an element")
                    values.append(element.read(data[start:at], proto))
        except Problem as problem:
            raise problem.within(f"[{len(values)}]")
        return values


class MapType(WireType):
    """``map[K, V]``: a list of boxes with the keys ``key`` and ``value``; the last of a key counts.

    :ivar entry: the fields of such a box.
    """

    def __init__(self, key: WireType, value: WireType) -> None:
        self.entry = (Field("key", b"key", key), Field("value", b"value", value))

    def write(self, value: Any, proto: Any) -> bytes:
        entries: Any = value
        if not isinstance(value, dict):
            raise Problem(TypeError, f"must be a dict, not {type(value).__name__}")
        pieces: list[bytes] = []
        for index, pair in enumerate(entries.items()):
            try:
                strings: dict[bytes, bytes] = {}
                write_fields(self.entry, pair, strings, proto)
                pieces.append(write_box(strings))
            except Problem as problem:
                raise problem.within(f"[{index}]")
        return b"".join(pieces)

    def read(self, data: bytes, proto: Any) -> dict[Any, Any]:
        values: dict[Any, Any] = {}
        hashes: set[int] = set()
        for index, strings in enumerate(read_boxes(data)):
            try:
                key, value = read_fields(self.entry, strings, proto)
            except Problem as problem:
                raise problem.within(f"[{index}]")
            values[key] = value
            hashes.add(hash(key))
            if len(values) > len(hashes) + COLLISIONS:
                raise Problem(ValueError, "has keys that are made to collide")
        return values


class RecordType(WireType):
    """A record: exactly one box.

    :ivar cls: the class of its values, made from keyword arguments named like its fields.
    :ivar fields: the fields; set after it was made, since a record may hold lists of itself.
    """

    def __init__(self, cls: type[Any]) -> None:
        self.cls = cls
        self.fields: tuple[Field, ...] = ()

    def write(self, value: Any, proto: Any) -> bytes:
        if not isinstance(value, self.cls):
            kind = type(value).__name__
            raise Problem(
                TypeError, f"must be of the class {self.cls.__name__}, not {kind}"
            )
        strings: dict[bytes, bytes] = {}
        attributes = [getattr(value, field.name, None) for field in self.fields]
        write_fields(self.fields, attributes, strings, proto)
        return write_box(strings)

    def read(self, data: bytes, proto: Any) -> Any:
        boxes = read_boxes(data)
        if len(boxes) != 1:
            raise Problem(ValueError, f"must be one box, not {len(boxes)}")
        return self.make(boxes[0], proto)

    def make(self, strings: dict[bytes, bytes], proto: Any) -> Any:
        """The record that a box holds.

        :raises Problem: where the box does not hold one.
        """
        values = read_fields(self.fields, strings, proto)
        return self.cls(
            **{field.name: value for field, value in zip(self.fields, values)}
        )


class EnumType(WireType):
    """An enum by the values of its members.

    :ivar values: the type of those values, `INTEGER` or `TEXT`.
    :ivar open: whether a value that no member has is kept as it is.
    """

    def __init__(self, cls: type[Enum], values: WireType, open: bool) -> None:
        self.cls = cls
        self.values = values
        self.open = open

    def write(self, value: Any, proto: Any) -> bytes:
        if isinstance(value, self.cls):
            return self.values.write(value.value, proto)
        if self.open and not isinstance(value, Enum):
            return self.values.write(value, proto)
        kind = type(value).__name__
        raise Problem(
            TypeError, f"must be of the class {self.cls.__name__}, not {kind}"
        )

    def read(self, data: bytes, proto: Any) -> Any:
        value = self.values.read(data, proto)
        try:
            return self.cls(value)
        except ValueError:
            if self.open:
                return value
            raise Problem(ValueError, f"is no {self.cls.__name__}") from None


class BigType(WireType):
    """A value over as many keys as its bytes need.

    :ivar inner: the type of the value.
    :ivar first: 0 for keys that begin with ``name.0``, anything else for ``name``, ``name.2``, …
    """

    def __init__(self, inner: WireType, first: int) -> None:
        self.inner = inner
        self.first = first

    def write(self, value: Any, proto: Any) -> bytes:
        return self.inner.write(value, proto)

    def read(self, data: bytes, proto: Any) -> Any:
        return self.inner.read(data, proto)

    def put(
        self, key: bytes, value: Any, strings: dict[bytes, bytes], proto: Any
    ) -> None:
        strings.update(chunks(key, self.inner.write(value, proto), self.first))

    def take(self, key: bytes, strings: dict[bytes, bytes], proto: Any) -> Any:
        payload = gather(key, strings, self.first)
        return self.inner.read(payload, proto)


class CustomType(WireType):
    """An application's own ``amp.Argument``, used as Twisted uses it.

    :ivar argument: an instance of it.
    """

    def __init__(self, argument: Any) -> None:
        self.argument = argument

    def write(self, value: Any, proto: Any) -> bytes:
        data: bytes = self._guarded(
            lambda: self.argument.toStringProto(value, proto), True
        )
        return data

    def read(self, data: bytes, proto: Any) -> Any:
        return self._guarded(lambda: self.argument.fromStringProto(data, proto), False)

    def put(
        self, key: bytes, value: Any, strings: dict[bytes, bytes], proto: Any
    ) -> None:
        objects = {python_name(key): value}
        self._guarded(lambda: self.argument.toBox(key, strings, objects, proto), True)

    def take(self, key: bytes, strings: dict[bytes, bytes], proto: Any) -> Any:
        objects: dict[str, Any] = {}
        # Twisted's arguments remove what they read from the box that they are given.
        left = strings.copy()
        try:
            self.argument.fromBox(key, left, objects, proto)
        except Exception as error:
            if isinstance(error, KeyError) and key not in strings:
                raise
            raise self._problem(error, False) from error
        return objects[python_name(key)]

    def _guarded(self, action: Callable[[], Any], sending: bool) -> Any:
        try:
            return action()
        except Exception as error:
            raise self._problem(error, sending) from error

    def _problem(self, error: Exception, sending: bool) -> Problem:
        kind = type(self.argument).__name__
        if sending:
            wrong = TypeError if isinstance(error, TypeError) else ValueError
            return Problem(wrong, f"could not be written by {kind}: {error}")
        return Problem(
            ValueError, f"could not be read by {kind}: {type(error).__name__}"
        )
