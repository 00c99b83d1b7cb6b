"""What ``tests/importing/rejected`` holds is told with the message that stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ampgen.diagnosing import text
from ampgen.rules import Kind, rules_of
from tests.language.examples import imported

_FOLDER = Path(__file__).parent / "rejected"
_CASES = sorted(path for path in _FOLDER.iterdir() if path.suffix != ".txt")


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.stem)
def test_a_rejected_command_shows_its_message(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rewrite: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    message = text(imported(case.read_text("utf-8"), Path()))
    expected = case.with_suffix(".txt")
    if rewrite:
        old = expected.read_text("utf-8") if expected.exists() else None
        expected.write_text(message, "utf-8")
        assert message == old, "rewritten: read the difference"
    assert message == expected.read_text("utf-8")
    assert f"[{case.stem}]" in message


def test_every_rule_has_a_rejected_command() -> None:
    assert rules_of(Kind.IMPORTED) <= {case.stem for case in _CASES}
