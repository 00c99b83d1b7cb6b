"""What the compiler has to say about a schema."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from ampgen.escaping import visible
from ampgen.frozen import dataclass
from ampgen.text import Place


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Frame:
    """A place that is shown with its source line, and the fact about that spot."""

    place: Place
    label: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of a place; an empty place inserts."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake, told once.

    ``fact`` is one sentence in the reader's words, without a full stop. ``help`` is what to do
    about it. ``others`` are further places that matter ("first declared here"). ``edits`` is a
    safe repair, to be made as a whole, or empty.
    """

    rule: str
    fact: str
    frame: Frame
    help: str = ""
    others: tuple[Frame, ...] = ()
    edits: tuple[Edit, ...] = ()
    severity: Severity = Severity.ERROR


_LONGEST = 400  # characters
_MOST_FRAMES = 10


def brief(finding: Finding) -> Finding:
    """Return a finding whose texts are one line each, and no longer than somebody reads.

    They may quote what a schema says, and that may have line breaks, or fill a file; and as much
    as there is may have to do with it.
    """
    texts = (finding.fact, finding.help, finding.frame.label)
    if len(finding.others) <= _MOST_FRAMES and all(
        len(text) <= _LONGEST and text.isprintable() for text in texts
    ):
        return finding
    return Finding(
        finding.rule,
        _brief(finding.fact),
        Frame(finding.frame.place, _brief(finding.frame.label)),
        _brief(finding.help),
        finding.others[:_MOST_FRAMES],
        finding.edits,
        finding.severity,
    )


def _brief(text: str) -> str:
    text = visible(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


class Refused(Exception):
    """A schema is wrong: every finding of the run, sorted by place."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = in_order(findings)
        super().__init__("; ".join(map(_line, self.findings[:3])) or "refused")


def _line(finding: Finding) -> str:
    place = finding.frame.place
    where = f"{place.source.name}:{place.line}:{place.column}"
    return visible(f"{where}: {finding.severity.value}[{finding.rule}]: {finding.fact}")


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings sorted by place."""
    return tuple(sorted(findings, key=_place))


def _place(finding: Finding) -> tuple[str, int, int]:
    place = finding.frame.place
    return place.source.name, place.start, place.end


class Unusable(Exception):
    """A file or folder cannot be read or written: one line that says which and why (exit 3)."""
