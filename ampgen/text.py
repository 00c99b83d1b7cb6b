"""Source text and places in it."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import cached_property

from ampgen.frozen import dataclass, field

_BLOCK = 4096


@dataclass(frozen=True)
class Source:
    """One schema file as text: decoded, without a byte order mark, lines ending in ``\\n``.

    ``name`` is what messages call it: the path as the user gave it, or ``<stdin>``.
    """

    name: str
    text: str = field(repr=False)

    @cached_property
    def _ends(self) -> array[int]:
        """How many lines end before each block of the text, and in all of it."""
        # To count is much cheaper than to look for each: a file may be nothing but lines.
        ends = array("I", [0])
        for start in range(0, len(self.text), _BLOCK):
            ends.append(ends[-1] + self.text.count("\n", start, start + _BLOCK))
        return ends

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column, both from 1, of a character offset."""
        block = min(offset, len(self.text)) // _BLOCK
        line = self._ends[block] + self.text.count("\n", block * _BLOCK, offset) + 1
        return line, offset - self.text.rfind("\n", 0, offset)

    def line(self, number: int) -> str:
        """Return the text of a line, counted from 1, without its end."""
        start = self._start(number)
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]

    def _start(self, number: int) -> int:
        """Return where a line begins."""
        if number == 1:
            return 0
        block = bisect_left(self._ends, number - 1) - 1
        start = block * _BLOCK
        for _ in range(number - 1 - self._ends[block]):
            start = self.text.index("\n", start) + 1
        return start


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
