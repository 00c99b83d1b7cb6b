"""Every rule is explained, and its examples show it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ampgen
from ampgen.breaking import breaking
from ampgen.breaking.table import ROWS
from ampgen.rules import Kind, Rule, all_rules, rule, rules_of
from ampgen.text import Source
from ampgen.understanding import understand
from tests.language.examples import HABITS, findings, imported, write

_AMPGEN = Path(ampgen.__file__).parent
_EVERY = pytest.mark.parametrize("one", all_rules(), ids=lambda one: one.id)


def _found(example: str, folder: Path, one: Rule) -> list[str]:
    if one.kind is Kind.CHANGE:
        return _changed(one.before, example, one.id)
    root = folder / "root"
    root.mkdir()
    if one.kind is Kind.IMPORTED:
        return [finding.rule for finding in imported(example, root)]
    paths = write(example, root)
    if not example.startswith("// ---"):
        paths = paths[:1]
    return [finding.rule for finding in findings(paths, [root], one.id in HABITS)]


def _changed(before: str, after: str, id: str) -> list[str]:
    """Return what a change is told as under the category of a rule."""
    old, new = (understand([Source("users.amp", text)], ()) for text in (before, after))
    return [one.rule for one in breaking(old, new, categories=ROWS[id].categories[:1])]


@_EVERY
def test_the_bad_example_shows_exactly_its_rule(one: Rule, tmp_path: Path) -> None:
    assert _found(one.bad, tmp_path, one) == [one.id]


@_EVERY
def test_the_good_example_shows_nothing(one: Rule, tmp_path: Path) -> None:
    assert _found(one.good, tmp_path, one) == []


@_EVERY
def test_a_rule_is_explained(one: Rule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.id)
    assert one.summary and "\n" not in one.summary and not one.summary.endswith(".")
    assert one.explanation.endswith(".") and "\n" not in one.explanation
    assert rule(one.id) is one


def test_every_rule_that_the_compiler_names_is_registered() -> None:
    known = {one.id for one in all_rules()}
    named: set[str] = set()
    parts = ("parsing", "checking", "restating", "recalling", "allowing", "loading", "importing")
    folders = [_AMPGEN / name for name in (*parts, "distributions", "linting")]
    files = [file for folder in folders for file in folder.rglob("*.py")]
    files += [_AMPGEN / f"{name}.py" for name in ("reading", "understanding", "validating")]
    for file in files:
        text = file.read_text("utf-8")
        named |= set(re.findall(r"(?:add|_add|Finding|Barred)\(\s*\"([a-z0-9-]+)\"", text))
    assert rules_of(Kind.CHANGE) == ROWS.keys()
    known -= ROWS.keys()
    assert named - known == set()
    assert known - named <= {"unexpected", "unclosed", "unknown-type", "unknown-error"} | {
        "unknown-interface",
        "bad-number",
    }


def test_there_is_no_rule_of_an_unknown_name() -> None:
    assert rule("no-such-rule") is None
