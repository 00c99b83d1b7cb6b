"""What `ampgen fmt` prints says what was written, and is what it would print of itself."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from ampgen.findings import Refused
from ampgen.parsing import parse
from ampgen.scanning import scan
from ampgen.text import Source
from ampgen.tidying import tidy
from tests.tidying.writing import schemas

_ROOT = Path(__file__).parents[2]
_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
_CASES = sorted((Path(__file__).parent / "cases").glob("*.before"))


def tidied(text: str) -> str:
    return tidy(Source("users.amp", text))


def remarks(text: str) -> list[str]:
    """Return all that the comments of a text say, in no order."""
    return sorted(one.text.strip("/ \t") for one in scan(text) if one.is_comment)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.stem)
def test_a_case_looks_as_it_stands_beside_it(case: Path, rewrite: bool) -> None:
    text = tidied(case.read_text("utf-8"))
    expected = case.with_suffix(".amp")
    if rewrite:
        old = expected.read_text("utf-8") if expected.exists() else None
        expected.write_text(text, "utf-8")
        assert text == old, "rewritten: read the difference"
    assert text == expected.read_text("utf-8")


@given(schemas())
@settings(
    max_examples=int(os.environ.get("AMPGEN_SCHEMAS", "150")),
    deadline=None,
    suppress_health_check=_SLOW,
)
def test_any_schema_keeps_its_meaning_and_its_comments_and_has_one_form(text: str) -> None:
    before = parse(Source("users.amp", text))
    assume(before.whole and not [one for one in before.findings if one.rule != "stray-doc"])
    after = tidied(text)
    again = parse(Source("users.amp", after))
    assert again.file == before.file
    assert remarks(after) == remarks(text)
    assert tidied(after) == after
    assert all(line == line.rstrip() for line in after.split("\n"))
    assert "\n\n\n" not in after and not after.startswith("\n") and not after.endswith("\n\n")


def test_the_projects_own_schemas_are_in_their_form() -> None:
    others = {"rejected", "cases"}
    files = [one for one in _ROOT.rglob("*.amp") if not others & {*one.parts} and ours(one)]
    assert len(files) > 30
    assert [str(one) for one in files if tidied(one.read_text("utf-8")) != one.read_text()] == []


def ours(file: Path) -> bool:
    return not any(part.startswith(".") for part in file.relative_to(_ROOT).parts)


@pytest.mark.parametrize("document", ["README.md", "grammar/reference.md"])
def test_the_schemas_of_the_documents_are_in_their_form(document: str) -> None:
    text = (_ROOT / document).read_text("utf-8")
    blocks = re.findall(r"^```(?:amp)?\n(schema .*?|///.*?)^```$", text, re.MULTILINE | re.DOTALL)
    schemas = [each for block in blocks for each in re.split(r"^// ---.*\n", block, flags=re.M)]
    assert schemas and [one for one in schemas if tidied(one) != one] == []


@pytest.mark.parametrize("text", ["schema a\n}\n", "schema a\nrecord R { x: int? ?}", "\x00", "a"])
def test_what_is_no_schema_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        tidied(text)


@pytest.mark.parametrize(
    "text",
    [
        "schema a\nrecord R {" + "x" * 100_000 + ": int " + "y: int\n" * 10_000 + "}",
        "schema a\ninterface I raises " + "A, " * 20_000 + "B {}",
        "schema a\n" + "@a " * 10_000 + "record R {}",
        "schema a // b\n" + "// c\n" * 30_000 + "record // d\nR {}",
        "schema a\nrecord" + "\n// c" * 30_000 + "\nR {}",
    ],
    ids=["a long name", "a long list", "many annotations", "many comments", "comments inside"],
)
def test_a_hostile_schema_costs_little(text: str) -> None:
    assert len(tidied(text)) < 5 * len(text)
