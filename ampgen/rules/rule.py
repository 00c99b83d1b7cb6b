"""What a rule is."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that the compiler looks at.

    ``id`` never changes. ``summary`` is one line, ``explanation`` one paragraph. ``bad`` and
    ``good`` are schemas; several files follow each other, each after a line
    ``// --- folder/name.amp``. What cannot be shown is described: ``⟨U+200B⟩`` is that character,
    ``⟨byte FF⟩`` that byte, and ``⟨300 × f#: int ⟩`` is 300 times that text with the number in
    place of ``#``.
    """

    id: str
    summary: str
    explanation: str
    bad: str
    good: str


def make_rule(id: str, summary: str, explanation: str, bad: str, good: str) -> Rule:
    """Return a rule whose texts may be indented as it suits the code around them."""
    paragraph = " ".join(explanation.split())
    return Rule(id, summary, paragraph, dedent(bad).strip("\n"), dedent(good).strip("\n"))
