"""Findings about small texts."""

from __future__ import annotations

from dataclasses import replace

from ampgen.findings import Edit, Finding, Frame, Severity
from ampgen.text import Place, Source


def place(source: Source, word: str, occurrence: int = 0) -> Place:
    """Return where a word stands in a source."""
    start = -1
    for _ in range(occurrence + 1):
        start = source.text.index(word, start + 1)
    return Place(source, start, start + len(word))


HEARTBEAT = Source(
    "users.amp", "\n" * 20 + "    oneway command Heartbeat(at: datetime) raises Banned\n"
)
ONEWAY = Finding(
    "oneway-raises",
    "one-way command `Heartbeat` cannot raise `Banned`",
    Frame(place(HEARTBEAT, "Banned"), "nobody waits for the answer"),
    "an error in a one-way command would have no one to go to; drop `raises`, or drop `oneway`",
)

TWICE = Source("a.amp", "error A\nerror B\nerror A\n")
DECLARED_TWICE = Finding(
    "declared-twice",
    "`A` is declared twice",
    Frame(place(TWICE, "A", 1), "declared again"),
    others=(Frame(place(TWICE, "A"), "first declared here"),),
    edits=(Edit(Place(TWICE, 16, 24), ""),),
)
WARNING = replace(DECLARED_TWICE, severity=Severity.WARNING)


def about(text: str, word: str, label: str = "here", name: str = "a.amp") -> Finding:
    """Return a finding about a word of a text."""
    return Finding("some-rule", "this is wrong", Frame(place(Source(name, text), word), label))
