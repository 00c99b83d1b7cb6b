"""The description of a schema, against the JSON Schema that is published with it."""

from __future__ import annotations

import json
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest

from ampgen.builtins import INT, SCALARS, STR
from ampgen.describing import describe
from ampgen.reading import read
from ampgen.resources import resource_folder
from ampgen.schema import (
    Big,
    Command,
    Custom,
    EmptyList,
    Enum,
    Error,
    Field,
    Import,
    Interface,
    ListOf,
    Literal,
    MapOf,
    Member,
    MemberValue,
    Protocol,
    PythonName,
    Raise,
    Record,
    Role,
    Schema,
    Type,
    Value,
)
from ampgen.text import Place, Source
from ampgen.understanding import understand

# It has types for one of the two type checkers, and none for the other.
jsonschema = import_module("jsonschema")

HERE = Place(Source("/some/where/a.amp", "schema a\n  x"), 11, 12)
SCHEMA = cast(
    "dict[str, Any]",
    json.loads((resource_folder("grammar") / "description.schema.json").read_text("utf-8")),
)

VALIDATOR: Any = jsonschema.Draft202012Validator(SCHEMA)


def field(name: str, type: Type, default: Value | None = None, wire: bytes = b"x") -> Field:
    return Field(name, wire, type, False, default, "", place=HERE)


def schema(name: str, **parts: Any) -> Schema:
    empty: dict[str, Any] = dict.fromkeys(
        ("imports", "enums", "records", "errors", "customs", "interfaces", "protocols"), ()
    )
    return Schema(name, f"About {name}.", "ab" * 32, **{**empty, **parts}, place=HERE)


def everything() -> Schema:
    """Return a schema with every kind of node, type and default that the model knows."""
    member = Member("admin", "ad\u202e", "", place=HERE)
    role = Enum("Role", "a.b", STR, (member,), True, ("old",), "", "no more", "1.3", place=HERE)
    custom = Custom(
        "Email",
        "a.b",
        PythonName("m", "C"),
        (INT, Literal(1.5), Literal("x")),
        PythonName("m", "T"),
        STR,
        "",
        place=HERE,
    )
    inner = Record("Inner", "a.c", (field("x", INT),), (), "", place=HERE)
    types: list[Type] = [
        *SCALARS.values(), ListOf(inner), MapOf(STR, ListOf(INT)), Big(STR, 2), Big(inner, 0),
        custom, role,
    ]  # fmt: skip
    defaults: list[Value] = [
        3, -1.5, "text", True, b"\xff", b"plain", Decimal("1.50"), EmptyList(),
        MemberValue(role, member), 10**30,
    ]  # fmt: skip
    fields = [field(f"f{number}", type) for number, type in enumerate(types)]
    fields += [field(f"d{number}", INT, value) for number, value in enumerate(defaults)]
    record = Record("R", "a.b", tuple(fields), ("gone",), "Doc\n\nümlaut.", place=HERE)
    error = Error("E", "a.b", b"\x00\xff", PythonName("m", "E"), "", place=HERE)
    command = Command(
        "C",
        b"add-user",
        tuple(fields),
        (field("x", INT, wire=b"\xc3\xa4"),),
        (Raise(error, True),),
        False,
        2.5,
        "",
        place=HERE,
    )
    interface = Interface("I", "a.b", (command,), (), "", place=HERE)
    roles = (Role("server", (interface,)), Role("client", ()))
    protocol = Protocol("P", "a.b", roles, True, "", place=HERE)
    other = schema("a.c", records=(inner,))
    return schema(
        "a.b",
        imports=(Import("c", other, HERE), Import("again", other, HERE)),
        enums=(role,),
        records=(record,),
        errors=(error,),
        customs=(custom,),
        interfaces=(interface,),
        protocols=(protocol,),
    )


def test_the_json_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_every_node_is_described_as_the_json_schema_says() -> None:
    document = json.loads(describe(everything()))
    VALIDATOR.validate(document)
    assert list(document["schemas"]) == [document["schema"], "a.c"] == ["a.b", "a.c"]
    described = document["schemas"]["a.b"]
    fields = described["records"][0]["fields"]
    assert [each["type"]["kind"] for each in fields[10:16]] == [
        "list", "map", "big", "big", "custom", "enum",
    ]  # fmt: skip
    assert fields[10]["type"] == {
        "kind": "list",
        "element": {"kind": "record", "schema": "a.c", "name": "Inner"},
    }
    assert [each["default"] for each in fields[16:]] == [
        {"kind": "literal", "value": 3},
        {"kind": "literal", "value": -1.5},
        {"kind": "literal", "value": "text"},
        {"kind": "literal", "value": True},
        {"kind": "bytes", "value": {"hex": "ff"}},
        {"kind": "bytes", "value": "plain"},
        {"kind": "decimal", "value": "1.50"},
        {"kind": "empty-list"},
        {"kind": "member", "enum": {"schema": "a.b", "name": "Role"}, "member": "admin"},
        {"kind": "literal", "value": 10**30},
    ]
    (command,) = described["interfaces"][0]["commands"]
    assert command["wire"] == "add-user"
    assert command["response"][0]["wire"] == {"hex": "c3a4"}
    assert command["raises"] == [{"error": {"schema": "a.b", "name": "E"}, "fatal": True}]
    assert described["errors"][0]["code"] == {"hex": "00ff"}


def test_nothing_of_the_machine_is_in_the_description() -> None:
    text = describe(everything())
    assert text.isascii()
    assert "/some" not in text
    assert '"place": {"line": 2, "column": 3}' in json.dumps(json.loads(text))


@pytest.mark.parametrize("change", ["wire", "type", "optional", "place", "surplus"])
def test_a_document_that_is_not_one_is_told_by_the_json_schema(change: str) -> None:
    document = json.loads(describe(everything()))
    described = document["schemas"]["a.b"]["records"][0]["fields"][0]
    if change == "surplus":
        described["surplus"] = 1
    else:
        del described[change]
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(document)


def test_the_page_names_every_key_of_the_json_schema() -> None:
    page = (resource_folder("grammar") / "description.md").read_text("utf-8")
    keys = {
        key
        for definition in SCHEMA["$defs"].values()
        for key in cast("dict[str, Any]", definition).get("properties", {})
    }
    keys -= {"module", "hex"}
    assert {key for key in keys if f"`{key}`" not in page} == set()


def test_a_schema_that_uses_everything_is_described_as_the_json_schema_says() -> None:
    file = Path(__file__).parents[1] / "accepted" / "everything" / "schema.amp"
    (everything,) = understand([read(file)], ()).schemas
    document = json.loads(describe(everything))
    VALIDATOR.validate(document)
    assert document["schema"] == everything.name
    assert {one.schema.name for one in everything.imports} <= set(document["schemas"])
