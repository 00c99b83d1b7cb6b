"""Names and values that mean harm, in every place where such may be given."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path

import pytest

from ampgen.findings import Finding, Refused
from ampgen.text import Source
from ampgen.understanding import understand
from tests.building import build, importable
from tests.hostile import cases
from tests.hostile.printing import printed, shape, values
from tests.hostile.test_texts import written


def _found(text: str) -> tuple[Finding, ...]:
    try:
        return understand([Source("t.amp", text)], []).findings
    except Refused as refused:
        return refused.findings


@pytest.mark.parametrize("name", cases.NAMES, ids=lambda name: ascii(name[:20]))
def test_a_name_is_refused_where_it_would_hide_something_and_only_there(name: str) -> None:
    refused, rule = cases.NAMES[name]
    for place, text in cases.PLACES.items():
        found = _found(f"schema t\n{text.format(name)}")
        assert bool(found) == (place in refused), place
        for one in found[:1]:
            assert not rule or one.rule == rule, place
            assert one.help and "\n" not in one.help
            quoted = one.frame.place.source.text[one.frame.place.start : one.frame.place.end]
            assert quoted in name, place


@pytest.mark.parametrize("name", [name for name in cases.NAMES if len(cases.NAMES[name][0]) < 12])
def test_a_name_that_is_accepted_travels_as_it_is(name: str, tmp_path: Path) -> None:
    refused, _ = cases.NAMES[name]
    for number, (place, text) in enumerate(cases.PLACES.items()):
        if place in refused or place == "type":
            continue
        schema = f"hostile{number}.t"
        build({"t.amp": f"schema {schema}\n{text.format(name)}"}, tmp_path)
        with importable(tmp_path):
            package = importlib.import_module(schema)
            for public in package.__all__:
                getattr(package, public)
            commands = importlib.import_module(f"{schema}.commands")
            if place == "argument":
                assert [key for key, _ in commands.C.arguments] == [name.encode()]
            elif place == "response":
                assert [key for key, _ in commands.C.response] == [name.encode()]
            elif place == "command":
                assert getattr(commands, name).commandName == name.encode()


@pytest.mark.parametrize("name", cases.NO_NAMES, ids=ascii)
def test_what_is_no_name_never_becomes_one(name: str) -> None:
    for place, text in cases.PLACES.items():
        schema = f"schema t\n{text.format(name)}"
        try:
            (meant,) = understand([Source("t.amp", schema)], []).schemas
        except Refused as refused:
            first = refused.findings[0]
            # What is expected here is the way out.
            assert first.help or first.others or first.fact.startswith("expected "), place
            continue
        # A member may follow a member, so that several are accepted as several.
        assert place == "member" and name in ("a\nb c", "a b", "")
        assert [one.name for one in meant.enums[0].members] == name.split()


VALUED = """\
schema values

error Gone = {0}
enum Kind {{
    a = {0}
    b
}}
type Amount = python "decimal:Decimal"({0}, 2) as "decimal:Decimal" over str
interface Doors {{
    @wire({0})
    command Open(number: int, text: str = {0}, data: bytes = {0}, kind: Kind = a) raises Gone
}}
record Row {{
    data: bytes = {0}
    reserved {0}
}}
"""


@cache
def _harmless() -> dict[str, str]:
    return printed(VALUED.format('"harmless"'))


@pytest.mark.parametrize("case", cases.VALUES)
def test_strings_are_found_again_as_values_and_nowhere_else(case: str) -> None:
    text = cases.VALUES[case]
    files = printed(VALUED.format(written(text)))
    assert shape(files) == shape(_harmless())
    found, usual = values(files), values(_harmless())
    assert found.count(text) == usual.count("harmless") >= 3
    assert found.count(text.encode()) == usual.count(b"harmless") >= 3


def test_all_bytes_are_found_again_as_a_value() -> None:
    every = "".join(f"\\x{number:02x}" for number in range(256))
    text = VALUED.replace("text: str = {0}, ", "").replace("    a = {0}\n", "    a\n")
    files = printed(text.replace("({0}, 2)", "").format(f'"{every}"'))
    assert bytes(range(256)) in values(files)


KEYS = "schema keys\ninterface I {{\n    command C(@wire({0}) a: int) -> (@wire({0}) b: str?)\n}}"


@pytest.mark.parametrize("case", [case for case in cases.VALUES if "60,000" not in case])
def test_keys_are_found_again_as_values_and_nowhere_else(case: str) -> None:
    text = cases.VALUES[case]
    files = printed(KEYS.format(written(text)))
    # How a key is written depends on how long it is, and where on its order among AMP's own.
    usual = ("A" if text.encode() < b"_" else "k") * len(text.encode())
    assert shape(files) == shape(printed(KEYS.format(f'"{usual}"')))
    assert text.encode() in values(files)


@pytest.mark.parametrize(
    "text, rule", cases.REFUSED_VALUES, ids=lambda text: text[:40] if len(text) > 30 else text
)
def test_what_would_go_wrong_later_is_refused_at_its_place(text: str, rule: str) -> None:
    found = _found(f"schema t\n{text}")
    assert found and found[0].rule == rule
    assert found[0].frame.place.line > 1 or rule == "names-collide"


@pytest.mark.parametrize("name", cases.SCHEMA_NAMES, ids=lambda name: ascii(name[:20]))
def test_a_schema_hides_no_module_and_lies_nowhere_else(name: str) -> None:
    found = _found(f"schema {name}\nrecord R {{}}")
    assert found and found[0].frame.place.line == 1


@pytest.mark.parametrize("written", cases.IMPORTS, ids=lambda text: ascii(text[:30]))
def test_an_import_names_a_schema_and_nothing_else(
    written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for file in ("x.amp", "passwd.amp", "X.amp"):
        Path(file).write_text(f"schema {file.partition('.')[0].lower()}")
    found = _found(f"schema t\n{written}")
    assert found and found[0].frame.place.line == 2
    assert found[0].severity.value == "error" and found[0].help


def test_every_deviation_has_its_reason() -> None:
    assert all(reason and reason[0].islower() for reason in cases.DIFFERENT.values())


def test_the_code_of_tls_is_accepted() -> None:
    text = 'schema t\nerror A = "TLS_ERROR"\ninterface I { command C() raises A }'
    assert b"TLS_ERROR" in values(printed(text))
