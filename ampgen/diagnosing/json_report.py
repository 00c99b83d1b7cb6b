"""Findings for programs: one JSON document, described in ``grammar/findings.md``."""

from __future__ import annotations

import json as encoding
from collections.abc import Sequence

from ampgen.escaping import whole
from ampgen.findings import Finding, Frame, Severity
from ampgen.text import Place

VERSION = 1
"""Raised when a reader of the older document would go wrong; new keys alone do not raise it."""


def json(findings: Sequence[Finding]) -> str:
    """Return the findings as one JSON document in ASCII."""
    document = {
        "version": VERSION,
        "findings": [_finding(finding) for finding in findings],
        "errors": sum(finding.severity is Severity.ERROR for finding in findings),
        "warnings": sum(finding.severity is Severity.WARNING for finding in findings),
        "notes": sum(finding.severity is Severity.NOTE for finding in findings),
    }
    return encoding.dumps(document, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "fact": whole(finding.fact),
        **_frame(finding.frame),
        "help": whole(finding.help),
        "others": [_frame(frame) for frame in finding.others],
        "edits": [{**_place(edit.place), "text": whole(edit.text)} for edit in finding.edits],
    }


def _frame(frame: Frame) -> dict[str, object]:
    return {**_place(frame.place), "label": whole(frame.label)}


def _place(place: Place) -> dict[str, object]:
    return {
        "path": whole(place.source.name),
        "start": _position(place, place.start),
        "end": _position(place, place.end),
    }


def _position(place: Place, offset: int) -> dict[str, int]:
    line, column = place.source.position(offset)
    return {"line": line, "column": column, "offset": offset}
