"""The application's side of the schema beside this."""

from __future__ import annotations

import datetime
from typing import Any

from twisted.protocols import amp

_argument: Any = amp.Argument


class WhenArgument(amp.Argument):
    def toString(self, inObject: Any) -> Any:
        day: datetime.date = inObject
        return day.isoformat().encode()

    def fromString(self, inString: Any) -> Any:
        return datetime.date.fromisoformat(inString.decode())


class ShapeArgument(amp.Argument):
    def __init__(
        self,
        fields: list[Any],
        points: amp.Argument,
        word: str,
        number: int,
        optional: bool = False,
    ) -> None:
        _argument.__init__(self, optional)
        self.made_with = [name for name, _ in fields], points, word, number

    def toString(self, inObject: Any) -> Any:
        return repr(inObject).encode()

    def fromString(self, inString: Any) -> Any:
        return {}
