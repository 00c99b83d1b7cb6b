"""What is kept of shipped schemas is all of them that is used, and means what they mean."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from ampgen.abridging import abridge, completed, differs
from ampgen.compiling import packages
from ampgen.describing import describe
from ampgen.findings import Refused
from ampgen.loading import Found
from ampgen.quoting import quoted_text
from ampgen.reading import read
from ampgen.schema import Custom, Enum, Origin, Record, Schema
from ampgen.sealing import IMPORTED
from ampgen.text import Source
from ampgen.understanding import understand
from ampgen.versions.packaged import imported_as_told
from tests.hostile.cases import TEXTS
from tests.hostile.printing import shape, values

_TOP = Path(__file__).parents[2]
_ROOTS = (_TOP / "tests" / "accepted" / "everything", _TOP / "tests" / "accepted" / "errors")
# What does not count between an old and a new side.
_LEFT_OUT = (
    "place doc digest distribution deprecated since timeout "
    "reserved reserved_arguments reserved_response"
).split()


@dataclass(frozen=True)
class Shipped:
    """Schemas of a distribution, by their names."""

    texts: Mapping[str, str]
    place: str = "memory"

    def find(self, name: str) -> Found | None:
        if name not in self.texts:
            return None
        source = Source(f"<{name}>", self.texts[name])
        return Found(source.name, lambda: source, Origin("acme-schemas", "1.0"))

    def why(self, name: str) -> str:
        return ""

    def names(self) -> Iterable[str]:
        return self.texts


def importing(text: str, **shipped: str) -> Schema:
    """Return a schema of this text that may import others by their names."""
    source = Source("own.amp", f"schema own\n{text}")
    texts = {name: f"schema {name}\n{one}" for name, one in shipped.items()}
    return understand([source], [Shipped(texts)]).schemas[0]


def meaning(schema: Schema) -> Any:
    return _stripped(json.loads(describe(schema)))["schemas"]


def _stripped(value: object) -> Any:
    if isinstance(value, dict):
        held = cast("dict[str, object]", value)
        return {key: _stripped(one) for key, one in held.items() if key not in _LEFT_OUT}
    return (
        [_stripped(one) for one in cast("list[object]", value)]
        if isinstance(value, list)
        else value
    )


def _schemas() -> list[Path]:
    folders = ("accepted", "real", "pairings", "types", "vectors", "wire", "soak", "benchmarks")
    tests = [file for name in folders for file in (_TOP / "tests" / name).rglob("*.amp")]
    return sorted([*tests, *(_TOP / "examples").rglob("*.amp")])


@pytest.mark.parametrize("file", _schemas(), ids=lambda file: str(file.relative_to(_TOP)))
def test_what_is_used_means_what_it_meant(file: Path) -> None:
    try:
        schema = understand([read(file)], [file.parent, *_ROOTS]).schemas[0]
    except Refused:
        # It wants an include root of its own.
        schema = understand([read(file)], []).schemas[0]
    others = {one.name: one.place.source.text for one in schema.reachable()}
    # Who holds all types, raises all errors and answers an interface uses nearly everything.
    types: list[Enum | Record | Custom] = [*schema.enums, *schema.records, *schema.customs]
    fields = "".join(f"    f{number}: it.{one.name}\n" for number, one in enumerate(types))
    raising = "".join(
        f"    command C{number}() raises it.{one.name}\n"
        for number, one in enumerate(schema.errors)
    )
    text = f"schema using\nimport {schema.name} as it\nrecord Using {{\n{fields}}}\n"
    text += f"interface Raising {{\n{raising}}}\n"
    # A connection has a clock already.
    answered = [one.name for one in schema.interfaces if one.name != "Clock"][:1]
    for name in answered:
        text += f"protocol P {{\n    server answers it.{name}\n}}\n"
    using = understand([Source("using.amp", text)], [Shipped(others)]).schemas[0]
    kept = abridge(using)
    again = understand([Source("using.amp", text)], [Shipped(kept)]).schemas[0]
    before, after = meaning(using), meaning(again)
    for name in after:
        for kind in ("enums", "records", "errors", "customs"):
            if name == schema.name:
                assert after[name][kind] == before[name][kind]
        for kind in ("interfaces", "protocols"):
            for one in after[name][kind]:
                assert one in before[name][kind]
    assert {one["name"] for one in after[schema.name]["interfaces"]} >= set(answered)
    # What is kept of what was kept is all of it.
    assert abridge(again) == kept


def test_what_nobody_comes_to_is_left_out() -> None:
    schema = importing(
        "import common\ninterface I { command C(a: common.Used) }",
        common="/// Not this.\nrecord Used { b: map[str, Inner] }\nrecord Inner { e: E? }\n"
        "record Other { e: E }\nenum E { a }\nerror No\ninterface J { command D(o: Other) }",
    )
    (text,) = abridge(schema).values()
    assert text.splitlines() == [
        "schema common", "", 'enum E: str {', '    a = "a"', "}", "",
        "record Used {", "    b: map[str, Inner]", "}", "",
        "record Inner {", "    e: E?", "}",
    ]  # fmt: skip


def test_an_interface_brings_who_answers_it_and_what_it_needs() -> None:
    schema = importing(
        "import common\nprotocol P { server answers common.J }",
        common="import base\ninterface J { command D(o: base.R) raises No }\nerror No\n"
        "interface K { command E() }\nprotocol Q { a answers J b answers K }\n"
        "interface L { command F() }",
        base="record R { a: int = 3 }\nrecord S {}",
    )
    kept = abridge(schema)
    assert kept["base"] == "schema base\n\nrecord R {\n    a: int = 3\n}\n"
    assert "protocol Q {\n    a answers J\n    b answers K\n}" in kept["common"]
    assert "import base\n" in kept["common"] and "interface L" not in kept["common"]


def test_what_is_ones_own_is_used_whole() -> None:
    schema = importing(
        "import common\nrecord Mine { a: common.A }", common="record A {}\nrecord B {}"
    )
    assert abridge(schema) == {"common": "schema common\n\nrecord A {\n}\n"}
    assert abridge(importing("record Mine {}")) == {}


WORDS = ("record", "enum", "command", "oneway", "fatal", "type", "schema", "answers", "raises")


def test_words_of_the_language_are_names_too() -> None:
    fields = "\n".join(f"    {word}: str" for word in WORDS)
    schema = importing(
        "import common\ninterface I { command C(a: common.R) }",
        common=f"record R {{\n{fields}\n}}",
    )
    kept = abridge(schema)
    text = "import common\ninterface I { command C(a: common.R) }"
    again = understand([Source("own.amp", f"schema own\n{text}")], [Shipped(kept)]).schemas[0]
    assert meaning(again) == meaning(schema)


def test_what_is_used_only_now_is_taken_from_now() -> None:
    was = "schema a\n\nimport b\n\nrecord R {\n    x: b.X\n}\n"
    now = "schema a\n\nimport c\n\nenum E: int {\n    _\n}\n\nrecord R {\n    x: c.X\n}\n"
    assert differs(was, now) and not differs(was, was)
    assert completed(was, now) == (
        "schema a\n\nimport b\nimport c\n\nenum E: int {\n    _\n}\n\nrecord R {\n    x: b.X\n}\n"
    )
    assert completed(was, was) == was


def test_what_is_not_used_any_more_does_not_differ() -> None:
    was = "schema a\n\nrecord R {\n}\n\nrecord S {\n}\n"
    assert not differs(was, "schema a\n\nrecord S {\n}\n")


def _holding(text: str) -> Schema:
    """Return a schema that uses a text wherever a shipped schema may hold one on the wire."""
    said = quoted_text(text)
    return importing(
        "import common\ninterface I { command C(a: common.E, b: common.R) raises common.No }",
        common=f"enum E {{ a = {said} }}\nrecord R {{ b: str = {said} }}\n" f"error No = {said}\n",
    )


@pytest.mark.parametrize("case", TEXTS)
def test_text_of_a_shipped_schema_is_kept_as_values_alone(case: str) -> None:
    text = " ".join(TEXTS[case].split("\n"))[:200]
    schema = _holding(text)
    files = packages([schema])["own"]
    harmless = packages([_holding("harmless")])["own"]
    kept, other = ({IMPORTED: one[IMPORTED]} for one in (files, harmless))
    assert shape(kept) == shape(other)
    assert any(quoted_text(text) in str(one) for one in values(kept))
    told = imported_as_told(b"", files[IMPORTED].encode())
    assert {name: source.text for name, source in told.items()} == abridge(schema)
