"""Findings as programs read them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from ampgen import diagnosing
from ampgen.findings import Finding, Frame
from ampgen.resources import resource_folder
from ampgen.rules import all_rules
from tests.diagnosing.samples import DECLARED_TWICE, ONEWAY, WARNING, about

HOSTILE = "a\x1b\u202e\n::error::%,:\udcff.amp"


def test_json_holds_everything_that_there_is() -> None:
    document = json.loads(diagnosing.json([DECLARED_TWICE, WARNING]))
    assert document.pop("findings")[0] == {
        "rule": "declared-twice",
        "severity": "error",
        "fact": "`A` is declared twice",
        "path": "a.amp",
        "start": {"line": 3, "column": 7, "offset": 22},
        "end": {"line": 3, "column": 8, "offset": 23},
        "label": "declared again",
        "help": "",
        "others": [
            {
                "path": "a.amp",
                "start": {"line": 1, "column": 7, "offset": 6},
                "end": {"line": 1, "column": 8, "offset": 7},
                "label": "first declared here",
            }
        ],
        "edits": [
            {
                "path": "a.amp",
                "start": {"line": 3, "column": 1, "offset": 16},
                "end": {"line": 4, "column": 1, "offset": 24},
                "text": "",
            }
        ],
    }
    assert document == {"version": 1, "errors": 1, "warnings": 1, "notes": 0}


def test_the_page_names_every_key_of_the_json_document() -> None:
    page = (resource_folder("grammar") / "findings.md").read_text("utf-8")
    document = json.loads(diagnosing.json([DECLARED_TWICE]))
    (finding,) = document["findings"]
    for key in {
        *document,
        *finding,
        *finding["start"],
        *finding["others"][0],
        *finding["edits"][0],
    }:
        assert f"`{key}`" in page or f'"{key}": ' in page


def test_json_without_findings_is_a_document_all_the_same() -> None:
    assert json.loads(diagnosing.json([])) == {
        "version": 1,
        "findings": [],
        "errors": 0,
        "warnings": 0,
        "notes": 0,
    }


def test_github_gets_a_workflow_command_for_each() -> None:
    assert diagnosing.github([DECLARED_TWICE, WARNING]).split("\n")[:2] == [
        "::error file=a.amp,line=3,endLine=3,col=7,endColumn=8,title=declared-twice::"
        "`A` is declared twice%0Adeclared again%0Aa.amp:1:7: first declared here",
        "::warning file=a.amp,line=3,endLine=3,col=7,endColumn=8,title=declared-twice::"
        "`A` is declared twice%0Adeclared again%0Aa.amp:1:7: first declared here",
    ]


def test_github_gets_no_columns_for_a_place_of_several_lines() -> None:
    place = replace(DECLARED_TWICE.frame.place, start=0)
    finding = replace(DECLARED_TWICE, frame=Frame(place, ""), others=())
    assert diagnosing.github([finding]) == (
        "::error file=a.amp,line=1,endLine=3,title=declared-twice::`A` is declared twice\n"
    )


def test_a_hostile_name_cannot_make_a_second_workflow_command() -> None:
    shown = diagnosing.github([about("schema a", "schema", name=HOSTILE)])
    assert shown == (
        "::error file=a\\x1b\\u202e\\n%3A%3Aerror%3A%3A%25%2C%3A\\xff.amp,line=1,endLine=1,"
        "col=1,endColumn=7,title=some-rule::this is wrong%0Ahere\n"
    )


@pytest.mark.parametrize("make", [diagnosing.json, diagnosing.sarif, diagnosing.github])
def test_a_hostile_name_leaves_the_document_whole(
    make: Callable[[Sequence[Finding]], str],
) -> None:
    shown = make([about("schema a", "schema", name=HOSTILE)])
    assert shown.encode("ascii").replace(b"\n", b"").decode().isprintable()
    if make is not diagnosing.github:
        json.loads(shown)
        assert "\\ud" not in shown


def sarif(findings: Sequence[Finding]) -> dict[str, Any]:
    log = json.loads(diagnosing.sarif(findings))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    return cast("dict[str, Any]", run)


def test_sarif_holds_the_place_the_relation_and_the_repair() -> None:
    run = sarif([DECLARED_TWICE])
    (result,) = run["results"]
    index = result.pop("ruleIndex", None)
    if index is not None:
        assert [rule.id for rule in all_rules()][index] == "declared-twice"
    assert result == {
        "ruleId": "declared-twice",
        "level": "error",
        "message": {"text": "`A` is declared twice\ndeclared again"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "a.amp"},
                    "region": {"startLine": 3, "startColumn": 7, "endLine": 3, "endColumn": 8},
                }
            }
        ],
        "relatedLocations": [
            {
                "message": {"text": "first declared here"},
                "physicalLocation": {
                    "artifactLocation": {"uri": "a.amp"},
                    "region": {"startLine": 1, "startColumn": 7, "endLine": 1, "endColumn": 8},
                },
            }
        ],
        "fixes": [
            {
                "description": {"text": "`A` is declared twice"},
                "artifactChanges": [
                    {
                        "artifactLocation": {"uri": "a.amp"},
                        "replacements": [
                            {
                                "deletedRegion": {
                                    "startLine": 3,
                                    "startColumn": 1,
                                    "endLine": 4,
                                    "endColumn": 1,
                                },
                                "insertedContent": {"text": ""},
                            }
                        ],
                    }
                ],
            }
        ],
    }


def test_sarif_lists_every_rule_once() -> None:
    run = sarif([])
    assert run["results"] == []
    driver = run["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.id for rule in all_rules()]
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    assert all(rule["shortDescription"]["text"] for rule in driver["rules"])


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("a b/ä#.amp", "a%20b/%C3%A4%23.amp"),
        ("/srv/a.amp", "file:///srv/a.amp"),
        ("<stdin>", "%3Cstdin%3E"),
        ("a\udcff.amp", "a%FF.amp"),
    ],
)
def test_sarif_names_files_by_uri(name: str, uri: str) -> None:
    run = sarif([replace(ONEWAY, frame=about("schema a", "schema", name=name).frame)])
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == uri
