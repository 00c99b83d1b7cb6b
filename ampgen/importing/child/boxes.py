"""The ways in which a command and a generated one make boxes and read them."""

from __future__ import annotations

import datetime
import decimal
from typing import Any

from .catalogue import AMP, kind_of, members
from twisted.internet import testing
from twisted.python.filepath import FilePath

TAG = b"1f"
_ASK = b"_ask"


def connection() -> Any:
    """Return a connection as arguments see it: descriptors travel as their own numbers."""
    proto = AMP.AMP()
    untyped: Any = testing
    proto.transport = untyped.StringTransport()
    # Only UNIX sockets have it, and only they carry descriptors.
    proto.transport.sendFileDescriptor = int
    proto._sendFileDescriptor = proto._getDescriptor = int
    return proto


def keyword(wire: bytes) -> str:
    """Return what Twisted calls a key in Python."""
    name: str = AMP._wireNameToPythonIdentifier(wire)
    return name


def request(strings: Any, name: bytes, answered: bool) -> bytes:
    """Return the bytes of a request as Twisted sends it."""
    ask = {_ASK: TAG} if answered else {}
    return _packed({**strings, **ask, b"_command": name})


def answer(strings: Any) -> bytes:
    """Return the bytes of an answer as Twisted sends it."""
    return _packed({**strings, b"_answer": TAG})


def _packed(strings: Any) -> bytes:
    box = AMP.AmpBox(strings)
    data: bytes = box.serialize()
    return data


def unpacked(data: bytes) -> Any:
    """Return the keys and values of a box without those of the protocol itself."""
    (box,) = AMP.parseString(data)
    for name in (_ASK, b"_command", b"_answer"):
        box.pop(name, None)
    return box


def behind(data: bytes, name: bytes) -> int:
    """Return where the value of a key of the protocol ends."""
    at = 0
    while True:
        size = int.from_bytes(data[at : at + 2], "big")
        key = data[at + 2 : at + 2 + size]
        at += 2 + size
        at += 2 + int.from_bytes(data[at : at + 2], "big")
        if key == name:
            return at


def lifted(kind: Any, value: Any) -> Any:
    """Return a value as generated code takes it: records instead of dictionaries."""
    name = type(kind).__name__
    if value is None:
        return None
    if name == "ListType":
        return [lifted(kind.element, one) for one in value]
    if name == "BigType":
        return lifted(kind.inner, value)
    if name == "RecordType":
        fields = kind.fields
        values = {one.name: lifted(one.type, value.get(keyword(one.wire))) for one in fields}
        return kind.cls(**values)
    return value


def lowered(kind: Any, value: Any) -> Any:
    """Return a value as hand-written code has it: dictionaries instead of records."""
    name = type(kind).__name__
    if value is None:
        return None
    if name == "ListType":
        return [lowered(kind.element, one) for one in value]
    if name == "BigType":
        return lowered(kind.inner, value)
    if name == "RecordType":
        fields = kind.fields
        return {keyword(one.wire): lowered(one.type, getattr(value, one.name)) for one in fields}
    return value


def same(one: Any, other: Any) -> bool:
    """Say whether two values are one: of one type, and alike in all that could be seen."""
    kind = kind_of(one)
    if kind is not kind_of(other):
        return False
    if kind is dict:
        keys: set[Any] = set(one)
        return keys == set(other) and all(same(one[key], other[key]) for key in keys)
    if kind in (list, tuple):
        return len(one) == len(other) and all(same(*pair) for pair in zip(one, other))
    if kind in (float, decimal.Decimal, FilePath):
        return repr(one) == repr(other)
    if kind is datetime.datetime:
        return bool(one == other) and one.utcoffset() == other.utcoffset()
    equal: Any = one is other or one == other
    if equal is True:
        return True
    # An application's own class, without a way to compare: what it holds.
    return hasattr(one, "__dict__") and same(members(one), members(other))
