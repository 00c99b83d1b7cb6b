"""What changed, before it is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ampgen.breaking.effects import BOTH, Effects, Pairing
from ampgen.breaking.table import ROWS, Row
from ampgen.findings import Frame


@dataclass(frozen=True, slots=True)
class Change:
    """One change and what it does.

    ``frame`` is in the new schema: what changed, or what is left where it stood. ``was`` is in
    the old one. ``pairings`` are those that count, by who is upgraded first; ``names`` fill the
    sentences of the row. ``oneway`` are commands that fail and nobody is told.
    """

    row: Row
    fact: str
    frame: Frame
    was: Frame | None
    pairings: frozenset[Pairing]
    names: Mapping[str, str]
    oneway: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        return self.row.id

    @property
    def effects(self) -> Effects:
        return self.row.effects

    def breaks(self) -> bool:
        """Return whether anything happens to calls in a pairing that counts."""
        return any(self.effects.of(pairing).breaks for pairing in self.pairings)


class Changes:
    """Collects the changes between two versions.

    ``renamed`` has the schemas and names of enums and records that are called otherwise now.
    """

    def __init__(self) -> None:
        self.found: list[Change] = []
        self.renamed: dict[tuple[str, str], tuple[str, str]] = {}

    def add(
        self,
        rule: str | Row,
        fact: str,
        frame: Frame,
        before: Frame | None = None,
        pairings: Collection[Pairing] = BOTH,
        oneway: Sequence[str] = (),
        **names: str,
    ) -> None:
        """Note a change. ``rule`` is a rule's id, or its row as it is in this case.

        ``oneway`` are the commands, among those it is true of, that nobody waits for: if they
        fail, nobody hears of it.

        What a schema says goes into ``names``: the sentences of a row are patterns.
        """
        row = ROWS[rule] if isinstance(rule, str) else rule
        unheard = row.effects.unheard() if oneway else row.effects
        if unheard != row.effects:
            row = row.but(unheard)
        else:
            oneway = ()
        self.found.append(
            Change(row, fact, frame, before, frozenset(pairings), names, tuple(oneway))
        )
