"""What is made ahead is what would be made now."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ampgen.making import contents, make
from ampgen.parsing import tables
from ampgen.presenting import present
from ampgen.rendering import printing, templating
from ampgen.rendering.translating import translated
from ampgen.resources import digest_of, made
from ampgen.text import Source
from ampgen.understanding import understand

ROOT = Path(__file__).parents[2]
CASES = sorted(ROOT.glob("tests/accepted/*/schema.amp"))


@pytest.mark.parametrize("schema", CASES, ids=lambda path: path.parent.name)
def test_our_templates_print_what_jinja_prints_of_them(schema: Path) -> None:
    source = Source("schema.amp", schema.read_text("utf-8"))
    package = present(understand([source], [schema.parent]).schemas[0])
    for path, module in package.modules():
        expected = templating.printer(f"{path}.jinja", None)(module=module)
        assert printing.printer(path)(module) == expected


def test_what_is_made_is_the_same_in_every_process(tmp_path: Path) -> None:
    program = "from ampgen.making import contents; print(repr(contents()), end='')"
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.stdout == repr(contents()), done.stderr


def test_the_tables_that_are_made_are_those_of_the_grammar(tmp_path: Path) -> None:
    make(tmp_path / "made")
    found: dict[str, object] = {}
    exec((tmp_path / "made" / "tables.py").read_text("utf-8"), found)
    assert found["TABLES"] == eval(tables.printed(tables.fresh()))
    assert found["DIGEST"] == digest_of(tables.sources())
    exec((tmp_path / "made" / "templates.py").read_text("utf-8"), found)
    assert found["DIGEST"] == digest_of(printing.sources())
    assert set(found["PRINTERS"]) == set(_printers(translated()))  # type: ignore[call-overload]


def _printers(text: str) -> dict[str, object]:
    found: dict[str, dict[str, object]] = {}
    exec(text, found)
    return found["PRINTERS"]


def test_what_was_made_of_something_else_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "made"
    make(folder)
    import ampgen

    monkeypatch.setattr(ampgen, "__path__", [str(tmp_path), *ampgen.__path__])
    for name in ("ampgen.made", "ampgen.made.templates", "ampgen.made.tables"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    assert made("templates", printing.sources()) is not None
    assert made("templates", [*printing.sources(), b""]) is None
    assert made("nothing", []) is None
    for name in ("ampgen.made", "ampgen.made.templates"):
        monkeypatch.delitem(sys.modules, name, raising=False)
