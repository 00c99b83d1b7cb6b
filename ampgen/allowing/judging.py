"""Hold findings against what is allowed, and allowances against what was found."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable

from ampgen.allowing.reading import Allowance, bad, read
from ampgen.escaping import visible
from ampgen.findings import Edit, Finding, Frame, Severity
from ampgen.rules import all_rules, rule
from ampgen.suggesting import nearest
from ampgen.text import Place, Source

_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)*")
# Nobody reads more.
_MANY = 500


class Allowances:
    """The allowances of a run, and which of them were of any use.

    ``sources`` are those whose allowances ``complaints`` is about. ``version`` is that of the
    project, as ``2.1``, or None where nobody knows it.
    """

    def __init__(self, sources: Iterable[Source], version: str | None = None) -> None:
        self._sources = tuple(dict.fromkeys(sources))
        self._now = _VERSION.match(version or "")
        self._known: dict[Source, tuple[Allowance | Finding, ...]] = {}
        self._lines: dict[tuple[Source, str], _Lines] = {}

    def allows(self, rule: str, place: Place) -> bool:
        """Say whether a rule that can be allowed is, at a place, and remember that it was used."""
        self._of(place.source)
        lines = self._lines.get((place.source, rule))
        return lines is not None and lines.take(place.line)

    def kept(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings that nothing allows; an error of the language is always kept."""
        return tuple(
            one
            for one in findings
            if not (_allowable(one.rule) and self.allows(one.rule, one.frame.place))
        )

    def complaints(self, looked_for: Container[str]) -> tuple[Finding, ...]:
        """Return what is wrong with the allowances, once every finding of the run was looked at.

        ``looked_for`` are the rules that the run has looked for: whether an allowance of another
        is of any use, it cannot say.
        """
        found: list[Finding] = []
        for source in self._sources:
            for one in self._of(source):
                if len(found) == _MANY:
                    break
                complaint = self._complaint(one, looked_for)
                if complaint is not None:
                    found.append(complaint)
        return tuple(found)

    def _of(self, source: Source) -> tuple[Allowance | Finding, ...]:
        if source in self._known:
            return self._known[source]
        found = self._known[source] = tuple(read(source))
        by_rule: dict[str, list[Allowance]] = {}
        for one in found:
            if isinstance(one, Allowance) and not self._is_over(one):
                by_rule.setdefault(one.rule, []).append(one)
        for rule, some in by_rule.items():
            self._lines[source, rule] = _Lines(some)
        return found

    def _is_over(self, one: Allowance) -> bool:
        if one.until is None or self._now is None:
            return False
        return _numbers(one.until) <= _numbers(self._now.group())

    def _complaint(self, one: Allowance | Finding, looked_for: Container[str]) -> Finding | None:
        if isinstance(one, Finding):
            return one
        known = rule(one.rule)
        if known is None:
            guess = nearest(one.rule, (each.id for each in all_rules() if each.allowable))
            return bad(
                f"there is no rule `{visible(one.rule)}` to allow",
                one.named,
                "not a rule",
                (f"did you mean `{guess}`? " if guess else "")
                + "`ampgen explain` lists all rules",
                (Edit(one.named, guess),) if guess else (),
            )
        if not known.allowable:
            return bad(
                f"`{one.rule}` cannot be allowed",
                one.named,
                "the language itself refuses this",
                f"`ampgen explain {one.rule}` says why and what to do; take the allowance out",
            )
        if self._is_over(one):
            assert self._now is not None
            return _unused(
                one,
                f"`{one.rule}` was allowed until {one.until}, "
                f"and the project's version is {self._now.group()}",
                "over",
                "do what was put off, or name a later version",
            )
        lines = self._lines[one.place.source, one.rule]
        if one.rule in looked_for and not lines.taken(one):
            return _unused(
                one,
                f"nothing here is against `{one.rule}`",
                "allows nothing",
                "take the allowance out",
                _without(one.place),
            )
        return None


def judge(
    findings: Iterable[Finding],
    sources: Iterable[Source],
    looked_for: Container[str],
    version: str | None = None,
) -> tuple[Finding, ...]:
    """Return the findings that nothing allows, and what is wrong with the allowances of sources.

    ``looked_for`` and ``version`` are as in ``Allowances``.
    """
    allowed = Allowances(sources, version)
    kept = allowed.kept(findings)
    return (*kept, *allowed.complaints(looked_for))


class _Lines:
    """The lines in which one rule of one source is allowed, and those where that was of use."""

    def __init__(self, some: Iterable[Allowance]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._taken: set[int] = set()
        self._sorted: list[int] = []
        for one in sorted(some, key=lambda one: one.start):
            if self._ends and one.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], one.end)
            else:
                self._starts.append(one.start)
                self._ends.append(one.end)

    def take(self, line: int) -> bool:
        index = bisect_right(self._starts, line) - 1
        if index < 0 or line >= self._ends[index]:
            return False
        self._taken.add(line)
        return True

    def taken(self, one: Allowance) -> bool:
        if len(self._sorted) != len(self._taken):
            self._sorted = sorted(self._taken)
        index = bisect_left(self._sorted, one.start)
        return index < len(self._sorted) and self._sorted[index] < one.end


def _allowable(id: str) -> bool:
    known = rule(id)
    return known is not None and known.allowable


def _numbers(version: str) -> tuple[int, ...]:
    """Return a version for comparison: 2.0 is 2."""
    numbers = [int(part[:18]) for part in version.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def _unused(
    one: Allowance, fact: str, label: str, help: str, edits: tuple[Edit, ...] = ()
) -> Finding:
    frame = Frame(one.named, label)
    return Finding("unused-allowance", fact, frame, help, (), edits, Severity.WARNING)


def _without(comment: Place) -> tuple[Edit, ...]:
    """Return the repair that takes a comment out, with its line where nothing else is on it.

    A comment that names several rules is left to its author.
    """
    text = comment.source.text
    if "," in text[comment.start : comment.end].partition(":")[2].partition(":")[0]:
        return ()
    begins = text.rfind("\n", 0, comment.start) + 1
    start = begins + len(text[begins : comment.start].rstrip(" \t"))
    # A line of its own goes with its end.
    end = comment.end + (start == begins and text.startswith("\n", comment.end))
    return (Edit(Place(comment.source, start, end), ""),)
