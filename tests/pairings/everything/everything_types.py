"""The application's own types that the schema of everything names."""

from __future__ import annotations

from typing import Any, NamedTuple

from twisted.protocols import amp


class Email(NamedTuple):
    user: str
    host: str


class EmailArgument(amp.Argument):
    def toString(self, inObject: Email) -> bytes:
        return f"{inObject.user}@{inObject.host}".encode()

    def fromString(self, inString: bytes) -> Email:
        return Email(*inString.decode().split("@"))


class Tagged(NamedTuple):
    tag: str
    data: bytes


class TaggedArgument(amp.Argument):
    """Is made with a record, a text, a number and a truth value, as the schema says."""

    def __init__(
        self, record: Any, tag: str, count: int, loud: bool, optional: bool = False
    ) -> None:
        super().__init__(optional)
        assert (count, loud) == (3, True), (count, loud)
        assert record is not None
        self.tag = tag

    def toString(self, inObject: Tagged) -> bytes:
        return f"{inObject.tag}:".encode() + inObject.data

    def fromString(self, inString: bytes) -> Tagged:
        tag, _, data = inString.partition(b":")
        assert tag.decode() == self.tag
        return Tagged(tag.decode(), data)
