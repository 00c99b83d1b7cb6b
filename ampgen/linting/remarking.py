"""Where the looks at a schema put what they find."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ampgen.allowing import Allowances
from ampgen.findings import Finding, Frame, Severity
from ampgen.text import Place

# Nobody reads more.
_MANY = 500
_MOST_NAMED = 3


class Remarks:
    """Collects warnings that are neither ignored nor allowed, and not more than 500."""

    def __init__(self, allowed: Allowances, ignore: Collection[str]) -> None:
        self._allowed = allowed
        self._ignore = ignore
        self.findings: list[Finding] = []

    def wanted(self, rule: str, place: Place) -> bool:
        """Say whether anybody wants to hear that a rule is broken at a place."""
        return rule not in self._ignore and not self._allowed.allows(rule, place)

    def add(
        self,
        rule: str,
        fact: str,
        place: Place,
        label: str,
        help: str,
        others: tuple[Frame, ...] = (),
    ) -> None:
        """Take in a finding, if it is wanted."""
        if len(self.findings) < _MANY and self.wanted(rule, place):
            frame = Frame(place, label)
            self.findings.append(
                Finding(rule, fact, frame, help, others, severity=Severity.WARNING)
            )


def listed(names: Sequence[str], what: str) -> str:
    """Return names for a sentence; of many only the first, and how many more of ``what`` there are."""
    quoted = [f"`{name}`" for name in names[:_MOST_NAMED]]
    if len(names) > _MOST_NAMED:
        quoted[-1] = f"{len(names) - _MOST_NAMED + 1} more {what}"
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
