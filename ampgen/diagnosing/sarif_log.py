"""Findings as a SARIF 2.1.0 log, which code-scanning services and editors read.

The format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from ampgen import __version__
from ampgen.escaping import visible, whole
from ampgen.findings import Edit, Finding, Frame
from ampgen.text import Place

if TYPE_CHECKING:
    from ampgen.rules import Rule

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif(findings: Sequence[Finding]) -> str:
    """Return a log of one run, with every rule of the compiler, as JSON in ASCII."""
    # Only here, because no other format needs the texts of all rules.
    from ampgen.rules import all_rules

    rules = all_rules()
    index = {rule.id: number for number, rule in enumerate(rules)}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "ampgen",
                        "version": __version__,
                        "rules": [_rule(rule) for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, index) for finding in findings],
            }
        ],
    }
    return json.dumps(log, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    parts = [rule.explanation, rule.before and f"Before:\n\n{rule.before}"]
    parts += [f"Not like this:\n\n{rule.bad}", f"Like this:\n\n{rule.good}"]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": "\n\n".join(part for part in parts if part)},
    }


def _result(finding: Finding, index: dict[str, int]) -> dict[str, object]:
    parts = [finding.fact, finding.frame.label, finding.help and f"help: {finding.help}"]
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "level": finding.severity.value,
        "message": {"text": "\n".join(visible(part) for part in parts if part)},
        "locations": [{"physicalLocation": _physical(finding.frame.place)}],
    }
    if finding.rule in index:
        result["ruleIndex"] = index[finding.rule]
    if finding.others:
        result["relatedLocations"] = [_related(frame) for frame in finding.others]
    if finding.edits:
        result["fixes"] = [_fix(finding)]
    return result


def _related(frame: Frame) -> dict[str, object]:
    return {
        "message": {"text": visible(frame.label)},
        "physicalLocation": _physical(frame.place),
    }


def _fix(finding: Finding) -> dict[str, object]:
    files: dict[str, list[Edit]] = {}
    for edit in finding.edits:
        files.setdefault(edit.place.source.name, []).append(edit)
    return {
        "description": {"text": visible(finding.help or finding.fact)},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": _uri(name)},
                "replacements": [
                    {
                        "deletedRegion": _region(edit.place),
                        "insertedContent": {"text": whole(edit.text)},
                    }
                    for edit in edits
                ],
            }
            for name, edits in files.items()
        ],
    }


def _physical(place: Place) -> dict[str, object]:
    return {
        "artifactLocation": {"uri": _uri(place.source.name)},
        "region": _region(place),
    }


def _region(place: Place) -> dict[str, int]:
    start_line, start_column = place.source.position(place.start)
    end_line, end_column = place.source.position(place.end)
    return {
        "startLine": start_line,
        "startColumn": start_column,
        "endLine": end_line,
        "endColumn": end_column,
    }


def _uri(name: str) -> str:
    if os.path.isabs(name):
        return Path(name).as_uri()
    return quote(os.fsencode(Path(name).as_posix()))
