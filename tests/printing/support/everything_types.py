"""The application's side of ``tests/accepted/everything``, as type checkers want it."""

from __future__ import annotations

from typing import Any

from twisted.protocols import amp

_argument: Any = amp.Argument


class Email(str):
    pass


class EmailArgument(amp.Argument):
    def toString(self, inObject: Any) -> Any:
        return inObject.encode()

    def fromString(self, inString: Any) -> Any:
        return Email(inString.decode())


class Tagged(bytes):
    pass


class TaggedArgument(amp.Argument):
    def __init__(
        self, record: list[Any], tag: str, count: int, loud: bool, optional: bool = False
    ) -> None:
        _argument.__init__(self, optional)
        assert [name for name, _ in record] == [b"street", b"city", b"country", b"zip"]
        assert (tag, count, loud) == ("tag", 3, True)

    def toString(self, inObject: Any) -> Any:
        return bytes(inObject)

    def fromString(self, inString: Any) -> Any:
        return Tagged(inString)
