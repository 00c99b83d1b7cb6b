"""Whether what the compiler says is fit to be read, whatever it is about."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen import diagnosing
from ampgen.diagnosing.sarif_log import sarif
from ampgen.findings import Finding, Refused
from ampgen.text import Place, Source
from ampgen.tidying import tidy

_WRITERS = (diagnosing.text, diagnosing.concise, diagnosing.json, diagnosing.github, sarif)


def judge_findings(findings: Sequence[Finding]) -> str | None:
    """Return what is wrong with findings, if anything is."""
    for finding in findings:
        for place in _places(finding):
            if not 0 <= place.start <= place.end <= len(place.source.text):
                return f"{finding.rule} is outside the text: {place.start} to {place.end}"
        if not finding.fact or "\n" in finding.fact or "\n" in finding.help:
            return f"{finding.rule} is not told in one line: {finding.fact!r} {finding.help!r}"
    some = findings[:50]
    for write in _WRITERS:
        written = write(some)
        if any(not character.isprintable() and character != "\n" for character in written):
            return f"{write.__name__} shows control characters"
    return None


def judge_tidy(source: Source) -> str | None:
    """Return what is wrong with how a schema is formatted, whether or not it means anything."""
    try:
        text = tidy(source)
    except Refused as refused:
        return judge_findings(refused.findings)
    return None if tidy(Source(source.name, text)) == text else "formatted anew, it changes again"


def shown(text: str | bytes) -> str:
    """Return a text in ASCII, cut where nobody would read on."""
    if len(text) < 100_000:
        return ascii(text)
    return f"{ascii(text[:1000])}… {len(text):,} characters"


def _places(finding: Finding) -> list[Place]:
    frames = [finding.frame, *finding.others]
    return [frame.place for frame in frames] + [edit.place for edit in finding.edits]
