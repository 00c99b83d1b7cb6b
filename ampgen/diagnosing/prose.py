"""Findings for people: with source lines, or one line each."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from ampgen.diagnosing.colouring import Paint
from ampgen.escaping import visible
from ampgen.diagnosing.framing import frames
from ampgen.findings import Finding, Severity


def text(findings: Sequence[Finding], *, color: bool = False, width: int = 100) -> str:
    """Return the findings with their source lines, and a last line that counts them.

    ``width`` is the terminal's, in columns: long source lines are cut around the spot and
    explanations are wrapped. No findings give no text.
    """
    if not findings:
        return ""
    blocks = [_block(finding, color, width) for finding in findings]
    return "\n\n".join((*blocks, tally(findings))) + "\n"


def concise(findings: Sequence[Finding], *, color: bool = False, width: int = 100) -> str:
    """Return one line for each finding: ``path:line:col: severity[rule]: fact``."""
    del width  # A line of this format is for grep and editors: it is never wrapped.
    return "".join(
        _headline(finding, Paint(color, finding.severity)) + "\n" for finding in findings
    )


def tally(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each severity: ``3 errors, 1 warning``."""
    counts = [
        (sum(finding.severity is severity for finding in findings), severity.value)
        for severity in Severity
    ]
    return ", ".join(f"{count} {word}{'s' * (count != 1)}" for count, word in counts if count)


def _headline(finding: Finding, paint: Paint) -> str:
    place = finding.frame.place
    where = f"{visible(place.source.name)}:{place.line}:{place.column}:"
    kind = f"{finding.severity.value}[{finding.rule}]:"
    return f"{paint.strong(where)} {paint.severity(kind)} {paint.strong(visible(finding.fact))}"


def _block(finding: Finding, color: bool, width: int) -> str:
    paint = Paint(color, finding.severity)
    numbers = [frame.place.line for frame in (finding.frame, *finding.others)]
    gutter = len(str(max(numbers)))
    lines = [_headline(finding, paint), *frames(finding, gutter, paint, width)]
    if finding.help:
        lead = f"{' ' * gutter} = help: "
        wrapped = textwrap.wrap(
            visible(finding.help),
            max(width - len(lead), 30),
            break_long_words=False,
            break_on_hyphens=False,
        )
        first = f"{paint.gutter(' ' * gutter + ' =')} {paint.help('help:')} "
        lines.append(first + ("\n" + " " * len(lead)).join(wrapped))
    return "\n".join(lines)
