"""Whatever a run looked at, a change of it makes the next run a whole one."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ampgen.cli import compilation
from ampgen.compiling import packages_of_checked
from ampgen.schema import Schema
from tests.remembering.runs import COMMON, USERS, Project, age

LINE = ("compile", "protocols/acme/users.amp", "-I", "near", "-I", "protocols", "--out", "gen")
FOLDER = ("compile", "protocols", "--out", "gen")
SETTINGS = '[tool.ampgen]\nschemas = ["proto*/**/*.amp"]\nout = "gen"\n'
TEMPLATES = (*LINE, "--templates", "templates")


@pytest.fixture
def furnished(project: Project) -> Project:
    """A project with all that the command lines here need."""
    (project.folder / "near").mkdir()
    project.write("templates/partial.jinja", "")
    project.write("pyproject.toml", SETTINGS)
    return project


@pytest.fixture
def settled(furnished: Project) -> Project:
    """One in which ``LINE`` is remembered."""
    assert furnished.remembered(*LINE)
    return furnished


def among_byte_code(folder: Path) -> None:
    cache = folder / "__pycache__"
    cache.mkdir()
    (cache / "notes.txt").touch()


def same_size(path: Path) -> None:
    """Edit a file so that its size and its times are as before."""
    times = path.stat()
    text = path.read_text()
    path.write_text(text.replace("Country", "Kountry"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_size == times.st_size and path.read_text() != text


def swapped(path: Path) -> None:
    """Put another file in a file's place, with the size and the times of the old one."""
    copy = path.with_name("copy")
    shutil.copy2(path, copy)
    os.replace(copy, path)


def linked(path: Path) -> None:
    """Put a link to a file in its place."""
    moved = path.rename(path.with_name("moved"))
    path.symlink_to(moved.name)


def new(path: Path, text: str = "") -> None:
    """Write a file in a folder that is as new."""
    path.parent.mkdir()
    path.write_text(text)


def twin(folder: Path) -> None:
    """Move a folder away and put a link to it in its place."""
    moved = folder.parent.parent / "elsewhere"
    folder.rename(moved)
    folder.symlink_to(moved)


CHANGES: dict[str, tuple[tuple[str, ...], Callable[[Path], object]]] = {
    "schema": (LINE, lambda top: (top / LINE[1]).write_text(USERS.replace("name", "named"))),
    "schema gone": (LINE, lambda top: (top / LINE[1]).unlink()),
    "schema swapped": (LINE, lambda top: swapped(top / LINE[1])),
    "import": (LINE, lambda top: (top / "protocols/acme/common.amp").write_text(COMMON + "\n")),
    "nearer import": (
        LINE,
        lambda top: new(top / "near/acme/common.amp", COMMON),
    ),
    "import behind a link": (LINE, lambda top: twin(top / "protocols/acme")),
    "root gone": (LINE, lambda top: (top / "near").rmdir()),
    "schema in a folder": (FOLDER, lambda top: (top / "protocols/more.amp").write_text("")),
    "schema in a new folder": (
        FOLDER,
        lambda top: new(top / "protocols/b/c.amp"),
    ),
    "schema that a pattern means": (
        ("compile",),
        lambda top: (top / "protocols/acme/more.amp").write_text("schema more\n"),
    ),
    "folder that a pattern means": (("compile",), lambda top: (top / "proto2").mkdir()),
    "settings": (("compile",), lambda top: (top / "pyproject.toml").write_text(SETTINGS + "\n")),
    "settings gone": (LINE, lambda top: (top / "pyproject.toml").unlink()),
    "template": (TEMPLATES, lambda top: (top / "templates/partial.jinja").write_text("{}")),
    "new template": (TEMPLATES, lambda top: (top / "templates/model.py.jinja").write_text("")),
    "output": (LINE, lambda top: (top / "gen/acme/users/model.py").write_text("")),
    "output gone": (LINE, lambda top: (top / "gen/acme/users/model.py").unlink()),
    "output of an import": (LINE, lambda top: (top / "gen/acme/common/py.typed").write_text("x")),
    "output swapped": (LINE, lambda top: swapped(top / "gen/acme/users/model.py")),
    "output that is a link": (LINE, lambda top: linked(top / "gen/acme/users/model.py")),
    "wire": (LINE, lambda top: (top / "gen/acme/users/_wire/boxes.py").write_text("")),
    "wire gone": (LINE, lambda top: shutil.rmtree(top / "gen/acme/users/_wire")),
    "file of somebody else": (LINE, lambda top: (top / "gen/acme/users/notes.txt").write_text("")),
    "folder of somebody else": (LINE, lambda top: (top / "gen/acme/users/more").mkdir()),
    "file in wire": (LINE, lambda top: (top / "gen/acme/users/_wire/more.py").write_text("")),
    "file among byte code": (LINE, lambda top: among_byte_code(top / "gen/acme/users/_wire")),
    "file called as byte code": (LINE, lambda top: (top / "gen/acme/users/__pycache__").touch()),
    "package gone": (LINE, lambda top: shutil.rmtree(top / "gen/acme/users")),
    "package behind a link": (LINE, lambda top: twin(top / "gen/acme/users")),
    "namespace behind a link": (LINE, lambda top: twin(top / "gen/acme")),
    "namespace a package": (LINE, lambda top: (top / "gen/acme/__init__.py").write_text("")),
    "something left by a run": (LINE, lambda top: (top / "gen/acme/.ampgen-1-0a0a0a0a").mkdir()),
    "everything gone": (LINE, lambda top: shutil.rmtree(top / "gen")),
}
if sys.platform != "win32":
    CHANGES.update(
        {
            "schema of the same size": (
                LINE,
                lambda top: same_size(top / "protocols/acme/common.amp"),
            ),
            "output of the same size": (
                LINE,
                lambda top: same_size(top / "gen/acme/common/model.py"),
            ),
            "output made executable": (
                LINE,
                lambda top: (top / "gen/acme/users/model.py").chmod(0o755),
            ),
        }
    )


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_makes_the_next_run_a_whole_one(change: str, furnished: Project) -> None:
    line, make = CHANGES[change]
    assert furnished.remembered(*line)
    make(furnished.folder)
    assert not furnished.known(*line)


def test_settings_that_appear_above_count(project: Project) -> None:
    assert project.remembered(*FOLDER)
    (project.folder.parent / "pyproject.toml").write_text("[tool.ampgen]\n")
    assert not project.known(*FOLDER)
    assert project.remembered(*FOLDER)
    project.write("pyproject.toml", "")
    assert not project.known(*FOLDER)


def test_a_schema_that_was_only_touched_is_remembered_again(settled: Project) -> None:
    age(settled.folder / LINE[1])
    assert not settled.known(*LINE)
    assert settled.remembered(*LINE)


def test_a_schema_may_be_a_link(project: Project) -> None:
    real = project.write("real.amp", "schema one\n")
    link = project.folder / "one.amp"
    link.symlink_to(real)
    line = ("compile", "one.amp", "--out", "gen")
    assert project.remembered(*line)
    real.write_text("schema one\n\nrecord R {\n    a: int\n}\n")
    assert not project.known(*line)
    assert project.remembered(*line)
    link.unlink()
    link.symlink_to(project.write("other.amp", "schema one\n"))
    assert not project.known(*line)


def test_packages_may_lie_where_schemas_are_looked_for(project: Project) -> None:
    assert project.remembered("compile", ".")
    assert project.remembered("compile", "protocols", "--out", "protocols")


@pytest.mark.parametrize(
    "name",
    ["other.txt", "gen/notes.txt", "gen/acme/notes.txt", "gen/acme/users/__pycache__/a.pyc"],
)
def test_what_no_run_looks_at_may_change(name: str, settled: Project) -> None:
    settled.write(name, "")
    assert settled.known(*LINE)


def test_every_command_line_and_folder_is_for_itself(
    settled: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not settled.known(*LINE, "--only")
    assert not settled.known(*LINE[1:])
    assert not settled.known("compile", "")
    monkeypatch.setattr(sys, "path", [*sys.path, "/elsewhere"])
    assert not settled.known(*LINE)
    monkeypatch.undo()
    monkeypatch.setenv("AMPGEN_CACHE", str(settled.states))
    monkeypatch.chdir(settled.folder / "protocols")
    assert not settled.known(*LINE)


@pytest.mark.parametrize(
    "more", [("--check",), ("--diff",), ("--depfile", "rule.d")], ids=lambda more: more[0]
)
def test_what_is_more_than_compiling_is_not_remembered(
    more: tuple[str, ...], settled: Project
) -> None:
    for _ in range(2):
        assert not settled.remembered(*LINE, *more)


def test_warnings_are_shown_by_every_run(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    schema = project.write("one.amp", "schema one\n\nimport acme.common\n")
    line = ("compile", "one.amp", "-I", "protocols", "--only")
    for _ in range(2):
        assert not project.remembered(*line)
        assert "unused-import" in capfd.readouterr().err
    schema.write_text("schema one\n")
    assert project.remembered(*line)


def test_a_refused_schema_is_not_remembered(project: Project) -> None:
    project.write("one.amp", "schema one\n\nrecord\n")
    for _ in range(2):
        assert project.run("compile", "one.amp") == 1
        assert not project.known("compile", "one.amp")
    assert not project.states.exists()


def test_a_schema_that_changes_while_it_is_compiled_is_not_remembered(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(schemas: Sequence[Schema], templates: Path | None, *, two: bool) -> object:
        project.write("protocols/acme/users.amp", USERS.replace("name", "late"))
        return packages_of_checked(schemas, templates, two=two)

    monkeypatch.setattr(compilation, "packages_of_checked", late)
    assert not project.remembered(*FOLDER)


def test_a_package_that_changes_while_it_is_remembered_is_not(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rest(written: int) -> None:
        (project.folder / "gen/acme/users/model.py").write_text("")

    monkeypatch.setattr(compilation, "rest", rest)
    assert not project.remembered(*FOLDER)
