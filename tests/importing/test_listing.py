"""Commands may be listed in JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ampgen import importing
from ampgen.findings import Refused

SUM: dict[str, Any] = {
    "name": "Sum",
    "doc": "Add up.",
    "arguments": [
        {"name": "a", "type": "Integer"},
        {"name": "b", "type": "ListOf", "of": {"type": "Float"}, "optional": True},
        {"name": "c", "type": "AmpList", "fields": [{"name": "x", "type": "Unicode", "doc": "Left."}]},
    ],
    "response": [["total", "Integer"]],
    "errors": {"Overflow": "OVERFLOW"},
    "fatalErrors": [{"name": "Broken", "code": "BROKEN", "doc": "No more."}],
}  # fmt: skip
EXPECTED = """schema sums

error Overflow = "OVERFLOW"

/// No more.
error Broken = "BROKEN"

record C {
    /// Left.
    x: str
}

interface Sums {
    /// Add up.
    command Sum(a: int, @nonfinite b: list[float]?, c: list[C]) -> (total: int)
        raises Overflow, fatal Broken
}
"""


def read(document: Any, folder: Path) -> importing.Settled:
    file = folder / "sums.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document, indent=1))
    return importing.to_schema(importing.read([str(file)], []), "sums", None, False)


@pytest.mark.parametrize(
    "document",
    [
        [SUM],
        {"commands": [SUM]},
        {"commands": {"Sum": {key: value for key, value in SUM.items() if key != "name"}}},
    ],
)
def test_a_list_of_commands_is_a_schema(document: Any, tmp_path: Path) -> None:
    assert read(document, tmp_path).text == EXPECTED


def test_what_amp_command_knows_is_known(tmp_path: Path) -> None:
    text = read(
        [
            {"name": "Beat", "commandName": "beat", "requiresAnswer": False},
            {"name": "Ask", "arguments": {"a": "Integer", "b": "ListOf(Integer)"}},
        ],
        tmp_path,
    ).text
    assert '@wire("beat")\n    oneway command Beat()' in text
    assert "command Ask(a: int, b: list[int])" in text


WRONG: list[tuple[Any, str, int]] = [
    ("{", "this is not JSON", 1),
    ("[\n1]", "`1` is no object", 1),
    ("3", "commands are a list", 1),
    ('{"commands": [], "more": 1}', "nobody knows what `more` is beside `commands`", 1),
    ([{"arguments": []}], "command 1 has no `name`", 1),
    ([{"name": 1}], "`name` is missing, or no text", 1),
    ([{"name": "Ask", "argument": []}], "in `Ask`: nobody knows what `argument` is; did you mean `arguments`?", 3),
    ([{"name": "Ask", "more": []}], "in `Ask`: nobody knows what `more` is", 3),
    ([{"name": "Ask", "arguments": [{"name": "a", "type": "Int"}]}], "in `Ask`: `a` is of a type `Int` that Twisted does not have; did you mean `Integer`?", 3),
    ([{"name": "Ask", "arguments": {"a\ud800": "Integer"}}], "in `Ask`: a name holds half a character, which cannot travel", 3),
    ([{"name": "Ask"}, {"name": "Ask"}], "in `Ask`: there is a command of this name already", 3),
    ([{"name": "Ask", "arguments": [{"name": "a"}]}], "in `Ask`: `type` is missing, or no text", 3),
    ([{"name": "Ask", "requiresAnswer": "no"}], "in `Ask`: `requiresAnswer` is true or false", 3),
    ('[{"name": "A", "name": "B"}]', "an object has `name` twice", 1),
    ("[" * 100_000, "this JSON is nested too deeply", 1),
]  # fmt: skip


@pytest.mark.parametrize(("document", "fact", "line"), WRONG)
def test_what_is_wrong_is_told(document: Any, fact: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(document, tmp_path)
    (finding,) = refused.value.findings
    assert (finding.rule, finding.fact, finding.frame.place.line) == ("json-commands", fact, line)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read([{"nam": "A"}, 1, {"name": "B", "errors": 2}, {"name": "C", "doc": 3}], tmp_path)
    assert [one.fact for one in refused.value.findings] == [
        "command 1 has no `name`",
        "`1` is no object",
        "in `B`: errors are a list",
        "in `C`: `doc` is a string",
    ]


def test_types_may_be_called_as_in_code(tmp_path: Path) -> None:
    types = {"a": "amp.Integer", "b": "twisted.protocols.amp.Unicode", "c": "ListOf(amp.Float())"}
    settled = read([{"name": "Ask", "arguments": types}], tmp_path)
    assert "command Ask(a: int, b: str, @nonfinite c: list[float])" in settled.text


def test_what_no_schema_may_say_is_told_in_the_list(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read([{"name": "Fine"}, {"name": "Ask", "arguments": {"_a": "Integer"}}], tmp_path)
    (finding,) = refused.value.findings
    assert finding.rule == "bad-wire-name" and finding.frame.place.line == 6
