"""A description becomes the schema again, and is believed no more than text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from ampgen.describing import describe
from ampgen.findings import Finding, Refused
from ampgen.reading import read
from ampgen.recalling import recall
from ampgen.schema import Schema
from ampgen.text import Source
from ampgen.understanding import understand

_TOP = Path(__file__).parents[2]
_ROOTS = (_TOP / "tests" / "accepted" / "everything", _TOP / "tests" / "accepted" / "errors")
_PLACE = re.compile(r'"place": \{[^}]*\}')


def _schemas() -> list[Path]:
    folders = ("accepted", "real", "pairings", "types", "vectors", "wire", "soak", "benchmarks")
    tests = [file for name in folders for file in (_TOP / "tests" / name).rglob("*.amp")]
    return sorted([*tests, *(_TOP / "examples").rglob("*.amp")])


def _understood(file: Path) -> tuple[Schema, ...]:
    return understand([read(file)], [file.parent, *_ROOTS]).all


@pytest.mark.parametrize("file", _schemas(), ids=lambda file: str(file.relative_to(_TOP)))
def test_every_schema_is_recalled_as_it_was_but_for_places(file: Path) -> None:
    try:
        schemas = _understood(file)
    except Refused:
        # It wants an include root of its own.
        schemas = understand([read(file)], []).all
    for schema in schemas:
        text = describe(schema)
        recalled = recall(Source("x.json", text))
        assert recalled.findings == ()
        assert recalled.schemas[0].name == schema.name
        assert _PLACE.sub("", describe(recalled.schemas[0])) == _PLACE.sub("", text)


def _document() -> dict[str, Any]:
    schemas = _understood(_TOP / "tests" / "accepted" / "everything" / "schema.amp")
    return cast("dict[str, Any]", json.loads(describe(schemas[-1])))


def _found(text: str) -> tuple[Finding, ...]:
    try:
        return recall(Source("x.json", text)).findings
    except Refused as refused:
        return refused.findings


def _told(text: str) -> list[str]:
    return [f"{one.rule} {one.frame.label.rpartition('at ')[2]}" for one in _found(text)]


def _all(document: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", document["schemas"][document["schema"]][kind])


def _change(document: dict[str, Any], pointer: str, value: object) -> None:
    *steps, last = pointer.split("/")
    inside: Any = document["schemas"][document["schema"]]
    for step in steps:
        inside = inside[int(step) if isinstance(inside, list) else step]
    inside[int(last) if isinstance(inside, list) else last] = value


@pytest.mark.parametrize(
    "pointer, value, rule",
    [
        ("interfaces/0/commands/0/name", "class", "python-keyword"),
        ("interfaces/0/commands/0/name", "a b", "bad-name"),
        ("interfaces/0/commands/0/name", "__import__('os')", "bad-name"),
        ("interfaces/0/commands/0/name", "ﬁle", "bad-name"),
        ("interfaces/0/commands/0/name", "R\n", "bad-name"),
        ("interfaces/0/commands/0/name", "_C", "private-name"),
        ("interfaces/0/commands/0/name", "k" * 256, "name-too-long"),
        ("records/0/name", 3, "bad-description"),
        ("records/0/fields/0/name", "self", "reserved-name"),
        ("records/0/fields/0/name", "x; import os", "bad-name"),
        ("records/0/doc", "a\x1b[2J", "bad-character"),
        ("records/0/doc", "a\u202eb", "bad-character"),
        ("records/0/doc", "a\rb", "bad-character"),
        ("records/0/doc", "\ud800", "bad-description"),
        ("records/0/doc", None, "bad-description"),
        ("records/0/deprecated", "\udfff", "bad-description"),
        ("records/0/deprecated", " ", "bad-annotation"),
        ("records/0/reserved", "x", "bad-description"),
        ("records/0/fields/0/wire", "é", "bad-description"),
        ("records/0/fields/0/wire", {"hex": "0"}, "bad-description"),
        ("records/0/fields/0/wire", "_ask", "bad-wire-name"),
        ("records/0/fields/0/wire", "", "bad-wire-name"),
        ("records/0/fields/0/wire", "k" * 256, "bad-wire-name"),
        ("records/0/fields/0/type", {"kind": "scalar", "name": "str; x"}, "bad-description"),
        ("records/0/fields/0/type", {"kind": "fd"}, "bad-description"),
        ("records/0/fields/0/type", {"kind": "scalar", "name": "fd"}, "misplaced-fd"),
        ("records/0/fields/0/optional", 1, "bad-description"),
        ("records/0/fields/0/default", {"kind": "literal", "value": []}, "bad-description"),
        ("records/0/place", {"line": 0, "column": 1}, "bad-description"),
        ("records/0/place", {"line": 10**30, "column": -1}, "bad-description"),
        ("records", {}, "bad-description"),
        ("digest", "../../x", "bad-description"),
        ("digest", "AB" * 32, "bad-description"),
        ("name", "acme.other", "bad-description"),
        ("interfaces/0/commands/0/timeout", 0, "bad-annotation"),
        ("interfaces/0/commands/0/timeout", 10**400, "bad-description"),
        ("interfaces/0/commands/0/timeout", True, "bad-description"),
        ("interfaces/0/commands/0/wire", "StartTLS", "bad-wire-name"),
        ("interfaces/0/commands/0/name", "amp_X", "hides-member"),
        ("errors/0/code", "UNHANDLED", "reserved-code"),
        ("errors/0/python", {"module": "os;x", "name": "E"}, "bad-python-name"),
        ("errors/0/python", {"module": "builtins", "name": "eval"}, "bad-exception"),
        ("protocols/0/implied", 0, "bad-description"),
        ("protocols/0/roles", [], "bad-description"),
        ("protocols", [], "bad-description"),
    ],
)
def test_a_description_is_held_to_the_rules_of_text(
    pointer: str, value: object, rule: str
) -> None:
    document = _document()
    _change(document, pointer, value)
    told = _told(json.dumps(document, indent=2))
    assert told and told[0].startswith(f"{rule} /schemas/{document['schema']}"), told


def test_each_finding_says_where_with_a_pointer_and_a_line() -> None:
    document = _document()
    _change(document, "records/0/fields/0/name", "class")
    text = json.dumps(document, indent=2)
    (found,) = _found(text)
    assert found.frame.label.endswith(f"/schemas/{document['schema']}/records/0/fields/0/name")
    line = text.split("\n")[found.frame.place.line - 1]
    assert line[found.frame.place.column - 1 :].startswith('"class"')
    assert not found.edits


def _list_of_lists(depth: int) -> object:
    inner: object = {"kind": "scalar", "name": "int"}
    for _ in range(depth):
        inner = {"kind": "list", "element": inner}
    return inner


def _circle(document: dict[str, Any]) -> None:
    own = document["schema"]
    other = json.loads(json.dumps(document["schemas"][own]))
    for kind in ("enums", "records", "errors", "customs", "interfaces", "protocols"):
        other[kind] = []
    other["name"] = "zzz"
    place = {"line": 1, "column": 1}
    other["imports"] = [{"alias": "back", "schema": own, "place": place}]
    document["schemas"]["zzz"] = other
    imports: list[Any] = document["schemas"][own]["imports"]
    imports.append({"alias": "zzz", "schema": "zzz", "place": place})


def _changes() -> dict[str, tuple[Callable[[dict[str, Any]], object], str]]:
    def of(pointer: str, value: object) -> Callable[[dict[str, Any]], None]:
        return lambda document: _change(document, pointer, value)

    reference = {"kind": "record", "schema": "nowhere", "name": "R"}
    return {
        "seventeen lists": (of("records/0/fields/0/type", _list_of_lists(17)), "nested-too-deep"),
        "sixty lists": (of("records/0/fields/0/type", _list_of_lists(60)), "bad-json"),
        "a stranger": (of("records/0/fields/0/type", reference), "bad-description"),
        "schemas in a circle": (_circle, "import-cycle"),
        "a newer version": (lambda document: document.update(ampgen=2), "bad-description"),
        "no version": (lambda document: document.pop("ampgen"), "bad-description"),
        "version true": (lambda document: document.update(ampgen=True), "bad-description"),
        "another schema": (lambda document: document.update(schema="zzz"), "bad-description"),
        "a schema under another name": (
            lambda document: document["schemas"].update(zzz=document["schemas"]["acme.common"]),
            "bad-description",
        ),
        "no schemas": (lambda document: document.update(schemas={}), "bad-description"),
        "a list of schemas": (lambda document: document.update(schemas=[]), "bad-description"),
        "a path for a name": (
            lambda document: document.update(
                schema="../x", schemas={"../x": {**document["schemas"][document["schema"]]}}
            ),
            "bad-description",
        ),
    }


@pytest.mark.parametrize("case", _changes())
def test_what_no_schema_can_be_is_refused(case: str) -> None:
    change, rule = _changes()[case]
    document = _document()
    change(document)
    told = _told(json.dumps(document, indent=2))
    assert told and told[0].split()[0] == rule, told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "1",
        "null",
        "{",
        '{"a": NaN}',
        '{"a": Infinity}',
        '{"a": -Infinity}',
        '{"a": 01}',
        '{"a": 1,}',
        '{"a": 1} 2',
        '{"a": 1, "\\u0061": 2}',
        '{"a": "\\x41"}',
        '{"a": "one\ntwo"}',
        "{'a': 1}",
        '{"a": ' + "[" * 100_000,
        '{"a": ' + "9" * 5_000 + "}",
        '{"a": [' + "0," * 2_100_000 + "0]}",
        "{" + ",".join(f'"k{number}": 0' for number in range(1_100)) + "}",
    ],
    ids=lambda text: ascii(text[:24]),
)
def test_what_is_not_strictly_json_is_refused(text: str) -> None:
    assert [one.rule for one in _found(text)] == ["bad-json"]


def test_unknown_keys_are_warned_of_and_hide_no_error() -> None:
    document = _document()
    document["schemas"][document["schema"]].update({f"x{number}": 1 for number in range(600)})
    found = _found(json.dumps(document))
    assert {one.rule for one in found} == {"unknown-key"} and len(found) == 500
    _change(document, "records/0/fields/0/name", "class")
    assert "python-keyword" in {one.rule for one in _found(json.dumps(document))}


def test_a_default_is_quoted_as_it_is_in_the_description() -> None:
    document = _document()
    for record in _all(document, "records"):
        for field in record["fields"]:
            if field["type"] == {"kind": "scalar", "name": "int"}:
                field["default"] = {"kind": "literal", "value": "ten"}
    assert any('`"ten"` is not a whole number' in one.fact for one in _found(json.dumps(document)))


def test_a_description_of_many_schemas_is_not_read_at_length() -> None:
    document = _document()
    schema = json.dumps(document["schemas"][document["schema"]])
    many = ", ".join(f'"s{number}": {schema}' for number in range(1_001))
    text = f'{{"ampgen": 1, "schema": "s0", "schemas": {{{many}}}}}'
    assert [one.rule for one in _found(text)] == ["bad-json"]


def test_what_is_said_of_the_whole_document_has_no_pointer() -> None:
    with pytest.raises(Refused) as refused:
        recall(Source("users.json", "{}"))
    (found,) = refused.value.findings
    assert found.frame.label == "an object without `ampgen`"
