"""Where the passes of the checker put what they find."""

from __future__ import annotations

from ampgen.findings import brief, Edit, Finding, Frame, Severity
from ampgen.text import Place

_MANY = 500


class Problems:
    """Collects findings, so that one run tells them all; after the 500th it stops listening."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    @property
    def full(self) -> bool:
        """Whether nothing more is listened to, so that nobody need look for a way out."""
        return len(self.findings) >= _MANY

    def add(
        self,
        rule: str,
        fact: str,
        place: Place,
        label: str,
        help: str,
        *,
        others: tuple[Frame, ...] = (),
        edits: tuple[Edit, ...] = (),
        severity: Severity = Severity.ERROR,
    ) -> None:
        if not self.full:
            frame = Frame(place, label)
            self.findings.append(brief(Finding(rule, fact, frame, help, others, edits, severity)))

    def add_twice(self, name: str, place: Place, first: Place) -> None:
        """Tell that what is declared at a place has a name that something has already."""
        self.add(
            "declared-twice",
            f"`{name}` is declared twice",
            place,
            "once more",
            "give one of them another name",
            others=(Frame(first, "first declared here"),),
        )
