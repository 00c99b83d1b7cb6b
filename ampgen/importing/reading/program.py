"""One run of reading: what was read so far, and how much more may be."""

from __future__ import annotations

from collections.abc import Callable

from ampgen.findings import Finding
from ampgen.importing.reading.places import Places
from ampgen.importing.reading.values import Class, Module
from ampgen.text import Source

LARGEST = 100_000  # items of a list, characters of a text that is put together
DEEPEST = 40  # calls of functions within each other
_STEPS = 1_000_000


class TooMuch(Exception):
    """A program goes on for too long to be followed."""


class Program:
    """What is known about the program that is read."""

    def __init__(self, load: Callable[[str], Module | None]) -> None:
        """``load`` returns the module of a dotted name, read, or None if there is no file."""
        self.load = load
        self.findings: list[Finding] = []
        self.classes: list[Class] = []
        # Functions that make commands, which was told where they are called.
        self.told: set[int] = set()
        self.depth = 0
        self._steps = 0
        self._places: dict[int, Places] = {}

    def step(self) -> None:
        """Count a step. Raises ``TooMuch`` after very many."""
        self._steps += 1
        if self._steps > _STEPS:
            raise TooMuch

    def places(self, source: Source) -> Places:
        """Return what finds places in a file."""
        return self._places.setdefault(id(source), Places(source))

    def tell(self, finding: Finding) -> None:
        if finding not in self.findings:
            self.findings.append(finding)
