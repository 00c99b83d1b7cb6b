"""Every schema in ``tests/rejected`` is refused with the message that stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ampgen.diagnosing import text
from ampgen.rules import Kind, all_rules, rules_of
from tests.language.examples import HABITS, findings, write

_FOLDER = Path(__file__).parents[1] / "rejected"
_CASES = sorted(_FOLDER.glob("*.amp"))


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.stem)
def test_a_rejected_schema_shows_its_message(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rewrite: bool
) -> None:
    root = tmp_path / "root"
    root.mkdir()
    monkeypatch.chdir(root)
    example = case.read_text("utf-8")
    written = [path.relative_to(root) for path in write(example, root)]
    given = written if example.startswith("// ---") else written[:1]
    message = text(findings(given, [], case.stem in HABITS))
    expected = case.with_suffix(".txt")
    if rewrite:
        old = expected.read_text("utf-8") if expected.exists() else None
        expected.write_text(message, "utf-8")
        assert message == old, "rewritten: read the difference"
    assert message == expected.read_text("utf-8")


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.stem)
def test_a_rejected_schema_shows_the_rule_that_it_is_named_after(case: Path) -> None:
    message = case.with_suffix(".txt").read_text("utf-8")
    named = [one.id for one in all_rules() if case.stem.startswith(one.id)]
    if case.stem != "ten-mistakes":
        assert named and any(f"[{one}]" in message for one in named)


def test_every_rule_has_a_rejected_schema() -> None:
    # A thousand files, and pairs of versions, are made by the test of the rules themselves.
    without = {"too-many-files"} | rules_of(Kind.CHANGE)
    # What is imported is no schema: `tests/importing/rejected` has what is refused there.
    without |= rules_of(Kind.IMPORTED)
    shown = "".join(case.with_suffix(".txt").read_text("utf-8") for case in _CASES)
    assert {one.id for one in all_rules() if f"[{one.id}]" not in shown} == without


def test_ten_mistakes_show_ten_findings() -> None:
    message = (_FOLDER / "ten-mistakes.txt").read_text("utf-8")
    assert message.rstrip().endswith("10 errors")
