"""Lists, maps and records on the general path."""

from __future__ import annotations

from typing import Any

from .boxes import check_size, read_boxes, write_box
from .errors import Problem
from .fields import Field, read_fields, write_fields
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
        for index, strings in enumerate(read_boxes(data)):
            try:
                key, value = read_fields(self.entry, strings, proto)
            except Problem as problem:
                raise problem.within(f"[{index}]")
            values[key] = value
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
