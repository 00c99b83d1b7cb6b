"""``ampgen scaffold``: programs to start from, written once."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from tests.cli.commands import ampgen

SCHEMA = """\
schema users

interface Users {
    command Add(name: str) -> (id: int)
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "users.amp").write_text(SCHEMA)
    return tmp_path


def test_a_server_and_a_client_are_written(folder: Path) -> None:
    ran = ampgen("scaffold", "users.amp", "--out", "app", cwd=folder)
    assert (ran.status, ran.out, ran.err) == (0, "wrote app/server.py\nwrote app/client.py\n", "")
    for name in ("server.py", "client.py"):
        ast.parse((folder / "app" / name).read_text())
    assert "def add(" in (folder / "app" / "server.py").read_text()


@pytest.mark.parametrize("name", ["server.py", "client.py"])
def test_what_is_there_is_never_overwritten(folder: Path, name: str) -> None:
    (folder / name).write_text("mine\n")
    ran = ampgen("scaffold", "users.amp", cwd=folder)
    assert (ran.status, ran.out) == (3, "")
    assert ran.err.startswith(f"ampgen: {name} is there already, ")
    assert (folder / name).read_text() == "mine\n"
    assert sorted(os.listdir(folder)) == sorted([name, "users.amp"])


def test_methods_of_a_newer_schema_are_printed(folder: Path) -> None:
    assert ampgen("scaffold", "users.amp", cwd=folder).status == 0
    ran = ampgen("scaffold", "users.amp", "--missing", cwd=folder)
    assert (ran.status, ran.out, ran.err) == (0, "", "ampgen: nothing is missing\n")
    (folder / "users.amp").write_text(SCHEMA.replace("}", "    command Remove(id: int)\n}"))
    before = (folder / "server.py").read_text()
    ran = ampgen("scaffold", "users.amp", "--missing", "server.py", cwd=folder)
    assert (ran.status, ran.err) == (0, "")
    assert "def remove(" in ran.out
    assert "def add(" not in ran.out
    assert (folder / "server.py").read_text() == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "ampgen: cannot read server.py: no such file or directory\n"),
        ("x = 1\ndef f(:\n", "ampgen: cannot read server.py: it is not Python in line 2\n"),
        ("x = '\0'\n", "ampgen: cannot read server.py: it is not Python"),
    ],
)
def test_a_program_that_cannot_be_read_is_told(
    folder: Path, text: str | None, message: str
) -> None:
    if text is not None:
        (folder / "server.py").write_text(text)
    ran = ampgen("scaffold", "users.amp", "--missing", cwd=folder)
    assert ran.status == 3
    assert ran.err.startswith(message)
    assert ran.err.count("\n") == 1


def test_a_wrong_schema_starts_nothing(folder: Path) -> None:
    (folder / "users.amp").write_text("schema users\n\nrecord R { x: Strng }\n")
    ran = ampgen("scaffold", "users.amp", cwd=folder)
    assert (ran.status, ran.out) == (1, "")
    assert os.listdir(folder) == ["users.amp"]


def test_files_without_missing_are_a_slip(folder: Path) -> None:
    ran = ampgen("scaffold", "users.amp", "server.py", cwd=folder)
    assert ran.status == 2
    assert "FILE goes with --missing" in ran.err
