"""Findings as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen.escaping import visible
from ampgen.findings import Finding, Severity


def github(findings: Sequence[Finding]) -> str:
    """Return one ``::error …::message``, ``::warning …`` or ``::notice …`` line for each finding."""
    return "".join(_command(finding) + "\n" for finding in findings)


def _command(finding: Finding) -> str:
    place = finding.frame.place
    end_line, end_column = place.source.position(place.end)
    properties = {
        "file": place.source.name,
        "line": str(place.line),
        "endLine": str(end_line),
        "col": str(place.column),
        "endColumn": str(end_column),
        "title": finding.rule,
    }
    if end_line != place.line:
        # GitHub ignores the whole annotation when columns are given for two lines.
        del properties["col"], properties["endColumn"]
    parts = [finding.fact, finding.frame.label]
    parts += [
        f"{frame.place.source.name}:{frame.place.line}:{frame.place.column}: {frame.label}"
        for frame in finding.others
    ]
    if finding.help:
        parts.append(f"help: {finding.help}")
    message = "%0A".join(_data(part) for part in parts if part)
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    kind = "notice" if finding.severity is Severity.NOTE else finding.severity.value
    return f"::{kind} {listed}::{message}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
