"""Whether what the compiler says is fit to be read, whatever it is about."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from ampgen import diagnosing
from ampgen.diagnosing.sarif_log import sarif
from ampgen.findings import Finding, Refused
from ampgen.text import Place, Source
from ampgen.tidying import tidy

_WRITERS = (diagnosing.text, diagnosing.concise, diagnosing.json, diagnosing.github)
_SELDOM = 16


def judge_findings(findings: Sequence[Finding]) -> str | None:
    """Return what is wrong with findings, if anything is."""
    for finding in findings:
        for place in _places(finding):
            if not 0 <= place.start <= place.end <= len(place.source.text):
                return f"{finding.rule} is outside the text: {place.start} to {place.end}"
        if not finding.fact or "\n" in finding.fact or "\n" in finding.help:
            return f"{finding.rule} is not told in one line: {finding.fact!r} {finding.help!r}"
    some = findings[:50]
    # Such a log has every rule in it: as long as all others take together, and more.
    seldom = crc32(diagnosing.concise(some).encode()) % _SELDOM == 0
    for write in (*_WRITERS, sarif) if seldom else _WRITERS:
        if not write(some).replace("\n", "").isprintable():
            return f"{write.__name__} shows control characters"
    return None


def judge_tidy(source: Source) -> str | None:
    """Return what is wrong with how a schema is formatted, whose form at least is right."""
    try:
        text = tidy(source)
    except Refused:
        return None
    return None if tidy(Source(source.name, text)) == text else "formatted anew, it changes again"


def shown(text: str | bytes) -> str:
    """Return a text in ASCII, cut where nobody would read on."""
    if len(text) < 100_000:
        return ascii(text)
    return f"{ascii(text[:1000])}… {len(text):,} characters"


def _places(finding: Finding) -> list[Place]:
    frames = [finding.frame, *finding.others]
    return [frame.place for frame in frames] + [edit.place for edit in finding.edits]
