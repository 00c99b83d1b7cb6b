"""The shape of the house: imports go one way, and every library has one home."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AMPGEN = ROOT / "ampgen"

# From the text up to the command line: a part imports only parts that stand before it.
FLOORS = (
    "frozen",
    "beside",
    "digesting",
    "noticing",
    "text",
    "escaping",
    "quoting",
    "explaining",
    "findings",
    "builtins",
    "suggesting",
    "made",
    "resources",
    "syntax",
    "schema",
    "rules",
    "scanning",
    "outlining",
    "allowing",
    "naming",
    "reading",
    "parsing",
    "tidying",
    "checking",
    "sealing",
    "vendoring",
    "loading",
    "distributions",
    "understanding",
    "linting",
    "restating",
    "validating",
    "breaking",
    "abridging",
    "views",
    "presenting",
    "formatting",
    "verifying",
    "rendering",
    "making",
    "scaffolding",
    "describing",
    "recalling",
    "versions",
    "compiling",
    "writing",
    "importing",
    "settings",
    "choosing",
    "remembering",
    "remaking",
    "diagnosing",
    "building",
    "backend",
    "importhook",
    "hook",
    "cli",
    "__main__",
)
# What runs beside generated code. The compiler imports nothing of it, nor it of the compiler.
STANDALONE = ("wire", "testing", "pytest_plugin")
HOMES = {
    "lark": {"parsing"},
    "jinja2": {"rendering"},
    "black": {"formatting"},
    "click": {"cli"},
    # `importing` runs users' own commands, in processes that import nothing else of ampgen.
    "twisted": {"wire", "testing", "importing"},
    "zope": {"wire", "testing"},
    "hatchling": {"building", "making"},
    "setuptools": {"building"},
}


def modules() -> Iterator[Path]:
    yield from sorted(AMPGEN.rglob("*.py"))


def part(module: Path) -> str:
    first = module.relative_to(AMPGEN).parts[0]
    return first.removesuffix(".py")


def imported(module: Path) -> Iterator[str]:
    package = ["ampgen", *module.relative_to(AMPGEN).parts[:-1]]
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            path = ".".join([*base, *([node.module] if node.module else [])])
            yield path
            for alias in node.names:
                yield f"{path}.{alias.name}"


@pytest.mark.parametrize("module", list(modules()), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(module: Path) -> None:
    here = part(module)
    if here in ("__init__", *STANDALONE):
        others = {name for name in imported(module) if name.startswith("ampgen.")}
        homes = tuple(f"ampgen.{home}" for home in STANDALONE)
        assert all(name.startswith(homes) for name in others), others
        return
    floor = FLOORS.index(here)
    for name in imported(module):
        pieces = name.split(".")
        if pieces[0] != "ampgen" or len(pieces) < 2 or pieces[1] in (here, "__version__"):
            continue
        assert pieces[1] not in STANDALONE, "the compiler never runs what it generates"
        assert FLOORS.index(pieces[1]) < floor, f"{here} must not import {pieces[1]}"


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library: str) -> None:
    users = {
        part(module)
        for module in modules()
        for name in imported(module)
        if name.split(".")[0] == library
    }
    assert users <= HOMES[library]


def test_the_top_holds_what_it_was_designed_with() -> None:
    known = {"pyproject.toml", "ampgen", "grammar", "templates", "examples", "tests"}
    known |= {"README.md", "LICENSE"}
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - known - {"dist", "build", "PKG-INFO"} == set()


def test_ci_runs_the_test_command_of_the_readme_and_nothing_else() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    lines = [line for line in script.splitlines() if line and not line.startswith("#")]
    assert lines[:2] == ["set -eu", 'cd "$(dirname "$0")/.."']
    (command,) = lines[2:]
    assert f"\n{command}\n" in (ROOT / "README.md").read_text("utf-8")
