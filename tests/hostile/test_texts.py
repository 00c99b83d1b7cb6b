"""Texts and characters that mean harm, in every place where text may stand."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from ampgen.compiling import packages
from ampgen.findings import Refused
from ampgen.text import Source
from ampgen.understanding import understand
from tests.hostile import canary, cases
from tests.hostile.printing import printed, shape, values

HARMLESS = "harmless"
EVERYWHERE = """\
{doc}
schema {name}

{doc}
{notes}
enum Kind {{
    {doc}
    {notes}
    a
    b
}}
{doc}
{notes}
record Row {{
    {doc}
    {notes}
    kind: Kind
    other: list[int]
}}
{doc}
{notes}
error Gone
{doc}
{notes}
type Amount = python "decimal:Decimal" as "decimal:Decimal" over str
{doc}
{notes}
interface Doors raises Gone {{
    {doc}
    {notes}
    command Open(
        {doc}
        {notes}
        door: int,
        row: Row,
    ) -> (
        {doc}
        {notes}
        done: bool,
    )
    {doc}
    {notes}
    oneway command Heartbeat()
}}
{doc}
{notes}
protocol House {{
    server answers Doors
}}
"""


def written(text: str) -> str:
    """Return the string of a text as a schema has it."""
    short = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
    spelt = "".join(short.get(c, c if c.isprintable() else f"\\u{ord(c):04x}") for c in text)
    return f'"{spelt}"'


def schema(doc: str, reason: str = "harmless", name: str = HARMLESS) -> str:
    lines = "\n".join(f"/// {line}" for line in doc.split("\n"))
    notes = f"@deprecated({written(reason)}) @since({written(reason)})"
    return EVERYWHERE.format(doc=lines, notes=notes, name=name)


@cache
def _harmless() -> dict[str, str]:
    return printed(schema("harmless"))


def _said(text: str, value: str | bytes) -> bool:
    """Say whether a value says a text: its lines one after another, wherever they are set in."""
    if not isinstance(value, str):
        return False
    lines = [line.strip() for line in value.expandtabs(4).split("\n")]
    wanted = [line.strip() for line in text.expandtabs(4).strip().split("\n")]
    joined = "\n".join(lines)
    return "\n".join(wanted).strip() in joined


@pytest.mark.parametrize("case", cases.TEXTS)
def test_documentation_is_found_again_as_values_and_nowhere_else(case: str) -> None:
    text = cases.TEXTS[case]
    files = printed(schema(text))
    assert shape(files) == shape(_harmless())
    # Everything that says the harmless text says this one, and no other text does.
    wanted = [_said("harmless", value) for value in values(_harmless())]
    said = [_said(text, value) for value in values(printed(schema(text, "reason")))]
    assert sum(said) >= sum(wanted) // 2 > 10


@pytest.mark.parametrize("case", cases.TEXTS)
def test_reasons_and_versions_are_found_again_as_values_and_nowhere_else(case: str) -> None:
    # A schema has at most 1 MiB, and this one has each reason many times.
    text = cases.TEXTS[case][:10_000]
    files = printed(schema("harmless", text))
    assert shape(files) == shape(_harmless())
    assert text in values(files), "a deprecated method says why"


@pytest.mark.parametrize("case", cases.BLANK)
def test_documentation_that_says_nothing_is_as_if_it_were_not_there(case: str) -> None:
    nothing = schema("harmless").replace("/// harmless\n", "")
    assert shape(printed(schema(cases.BLANK[case]))) == shape(printed(nothing))


def test_lines_that_end_in_cr_lf_are_the_same_lines() -> None:
    from ampgen.reading import decode

    text = schema("one\ntwo")
    other = decode("hostile.amp", text.replace("\n", "\r\n").encode())
    assert other == Source("hostile.amp", text)


_BARE = {
    "documentation": "schema t\n/// a{0}b\nrecord R {{}}",
    "a comment": "schema t\n// a{0}b\nrecord R {{}}",
    "a long comment": "schema t\n//// a{0}b\nrecord R {{}}",
    "a string": 'schema t\nerror E = "a{0}b"',
    "a name": "schema t\nrecord R{0}S {{}}",
    "the schema's name": "schema t{0}u\nrecord R {{}}",
    "between words": "schema t\nrecord {0} R {{}}",
    "the beginning": "{0}schema t\nrecord R {{}}",
    "the end": "schema t\nrecord R {{}}{0}",
    "an allowance": "schema t\n// ampgen: allow unused-import: a{0}b\nrecord R {{}}",
}


@pytest.mark.parametrize("place", _BARE)
@pytest.mark.parametrize("case", cases.CHARACTERS)
def test_characters_that_mislead_are_refused_in_every_place(case: str, place: str) -> None:
    text = _BARE[place].format(cases.CHARACTERS[case])
    with pytest.raises(Refused) as caught:
        understand([Source("t.amp", text)], [])
    found, *_ = [one for one in caught.value.findings if one.rule == "bad-character"]
    start = found.frame.place.start
    assert text[start : found.frame.place.end] == cases.CHARACTERS[case]
    assert found.help


def test_packages_of_hostile_schemas_do_nothing_but_be_there(tmp_path: Path) -> None:
    named = {f"hostile{number}": text for number, text in enumerate(cases.TEXTS.values())}
    texts = [schema(text, text[:10_000], name) for name, text in named.items()]
    texts.append(schema("harmless"))
    for one in understand([Source(f"{n}.amp", text) for n, text in enumerate(texts)], []).schemas:
        for path, text in packages([one])[one.name].items():
            file = tmp_path / "packages" / one.name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
    work = tmp_path / "work"
    work.mkdir()
    command = [sys.executable, "-W", "error::SyntaxWarning", canary.__file__]
    command += [str(tmp_path / "packages"), HARMLESS, *named]
    ran = subprocess.run(command, cwd=work, capture_output=True, text=True, timeout=120)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "\n", "")
    assert list(work.iterdir()) == []


def test_the_canary_sings_when_something_is_done(tmp_path: Path) -> None:
    for name in (HARMLESS, "wicked"):
        for path, text in packages(
            understand([Source("t.amp", f"schema {name}\nrecord R {{}}")], []).schemas
        )[name].items():
            file = tmp_path / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
    with open(tmp_path / "wicked" / "model.py", "a") as model:
        model.write(f"\n{cases.CODE}\nimport this\n")
    command = [sys.executable, canary.__file__, str(tmp_path), HARMLESS, "wicked"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 1
    assert "open ('PWNED', 'w'" in ran.stdout and "import ('this'" in ran.stdout
    assert "PWNED is there" in ran.stdout
