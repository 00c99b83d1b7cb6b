"""What a rule is."""

from __future__ import annotations

from enum import Enum
from textwrap import dedent

from ampgen.frozen import dataclass


class Kind(Enum):
    """What a rule is about, and with that whether a schema may allow what the rule finds.

    ``LANGUAGE`` is refused, always. ``HABIT`` is a warning, and ``CHANGE`` is about two versions
    of a schema; both may be allowed, as ``ampgen.allowing`` reads it. ``ALLOWANCE`` is a warning
    about an allowance, which no other allowance takes back. ``IMPORTED`` is about hand-written
    commands, which are no schema yet.
    """

    LANGUAGE = "language"
    HABIT = "habit"
    CHANGE = "change"
    ALLOWANCE = "allowance"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that the compiler looks at.

    ``id`` never changes. ``summary`` is one line, ``explanation`` one paragraph. ``bad`` and
    ``good`` are schemas, or what is imported; several files follow each other, each after a line
    ``// --- folder/name.amp``, and a folder ``site-packages`` holds what is installed. What
    cannot be shown is described: ``⟨U+200B⟩`` is that character, ``⟨byte FF⟩`` that byte, and
    ``⟨300 × f#: int ⟩`` is 300 times that text with the number in place of ``#``. ``kind`` says
    whether a schema may allow it. Of a change, ``before`` is the older version, and the other two
    are newer ones.
    """

    id: str
    summary: str
    explanation: str
    bad: str
    good: str
    kind: Kind = Kind.LANGUAGE
    before: str = ""

    @property
    def allowable(self) -> bool:
        return self.kind in (Kind.HABIT, Kind.CHANGE)


def make_rule(
    id: str, summary: str, explanation: str, bad: str, good: str, kind: Kind = Kind.LANGUAGE
) -> Rule:
    """Return a rule whose texts may be indented as it suits the code around them."""
    paragraph = " ".join(explanation.split())
    return Rule(id, summary, paragraph, dedent(bad).strip("\n"), dedent(good).strip("\n"), kind)


def make_change(id: str, summary: str, explanation: str, before: str, bad: str, good: str) -> Rule:
    """Return a rule about two versions of a schema, of which the name may be left out."""
    paragraph = " ".join(explanation.split())
    return Rule(id, summary, paragraph, _whole(bad), _whole(good), Kind.CHANGE, _whole(before))


def _whole(text: str) -> str:
    text = dedent(text).strip()
    return text if text.startswith("schema ") else f"schema users\n\n{text}"
