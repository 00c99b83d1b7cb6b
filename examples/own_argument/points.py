"""The application's own type, and the argument class that carries it: written by hand."""

from __future__ import annotations

from typing import NamedTuple

from twisted.protocols import amp


class Point(NamedTuple):
    x: float
    y: float


class PointArgument(amp.Argument):
    def toString(self, inObject: Point) -> bytes:
        return f"{inObject.x:g},{inObject.y:g}".encode("ascii")

    def fromString(self, inString: bytes) -> Point:
        x, y = inString.decode("ascii").split(",")
        return Point(float(x), float(y))
