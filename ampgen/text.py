"""Source text and places in it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from functools import cached_property

from ampgen.frozen import dataclass, field


@dataclass(frozen=True)
class Source:
    """One schema file as text: decoded, without a byte order mark, lines ending in ``\\n``.

    ``name`` is what messages call it: the path as the user gave it, or ``<stdin>``.
    """

    name: str
    text: str = field(repr=False)

    @cached_property
    def _starts(self) -> array[int]:
        # A file may be nothing but lines, and an integer of Python's own takes eight times this.
        starts = array("I", [0])
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column, both from 1, of a character offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return the text of a line, counted from 1, without its end."""
        start = self._starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a source: character offsets from ``start`` up to, not including, ``end``."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.start)[1]
