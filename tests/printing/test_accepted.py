"""Each folder of ``tests/accepted`` holds a schema and, in ``expected``, the package it becomes."""

from __future__ import annotations

from pathlib import Path

import black
import pytest

from ampgen.presenting import present
from ampgen.rendering import render
from ampgen.text import Source
from ampgen.understanding import understand

ACCEPTED = Path(__file__).parents[1] / "accepted"
CASES = sorted(path.parent.name for path in ACCEPTED.glob("*/schema.amp"))


def printed(case: str) -> dict[str, str]:
    """Return what a case's package consists of, but for the folder that all packages share."""
    file = ACCEPTED / case / "schema.amp"
    source = Source(f"{case}/schema.amp", file.read_text("utf-8"))
    (schema,) = understand([source], [ACCEPTED / case]).schemas
    files = render(present(schema))
    return {path: text for path, text in files.items() if not path.startswith("_wire/")}


@pytest.mark.parametrize("case", CASES)
def test_a_schema_becomes_the_package_beside_it(case: str, rewrite: bool) -> None:
    folder = ACCEPTED / case / "expected"
    files = printed(case)
    if rewrite:
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8")
        pytest.fail("rewritten: read the difference")
    found = {path.name: path.read_text("utf-8") for path in folder.glob("*[!c]")}
    assert found == files


@pytest.mark.parametrize("case", CASES)
def test_black_changes_nothing(case: str) -> None:
    for path, text in printed(case).items():
        mode = black.Mode()
        if path.endswith(".py"):
            assert black.format_str(text, mode=mode) == text, path


def test_what_packages_share_is_blacks_too() -> None:
    (schema,) = understand([Source("one.amp", "schema one\n")], []).schemas
    for path, text in render(present(schema)).items():
        if path.endswith(".py"):
            assert black.format_str(text, mode=black.Mode()) == text, path
