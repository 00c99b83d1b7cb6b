"""A run after a change of a few commands makes those alone, and what it makes is the same."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from ampgen.cli.again import made_again
from ampgen.noticing import COARSE
from ampgen.remembering.recalling import TEXT
from tests.remembering.runs import Project, age

HEAD = "schema acme.users\n\nimport acme.common\n\ninterface Users {\n"
LINE = ("compile", "large", "-I", "protocols", "--out", "gen")


def text(changed: str = "Does 31.") -> str:
    commands = [
        f"    /// Does {number}.\n"
        f"    command Do{number}(name: str, country: common.Country) -> (id: int, ok: bool)\n\n"
        for number in range(120)
    ]
    return HEAD + "".join(commands).replace("Does 31.", changed) + "}\n"


@pytest.fixture
def large(project: Project) -> Path:
    """Return a large schema whose package was made and is remembered."""
    file = project.write("large/acme/users.amp", text())
    age(file)
    assert project.remembered(*LINE)
    return file


def made(project: Project) -> dict[str, str]:
    folder = project.folder / "gen" / "acme" / "users"
    return {
        str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*.py")
    }


def ran(project: Project, *more: str) -> bool:
    """Run the command line, and return whether it took a whole run."""
    line = (*LINE, *more)
    time.sleep(0.03)
    project.ask(*line)
    told = made_again(line, time.time_ns() + 10 * COARSE)
    if told is not None:
        assert told[0].startswith("wrote gen/acme/users/\n") and not told[1]
        return False
    assert project.run(*line) == 0
    return True


def test_one_change_after_the_other_is_made_alone(project: Project, large: Path) -> None:
    for words in ("Does it.", "Did it.", "Does 31."):
        large.write_text(text(words))
        age(large)
        assert not project.known(*LINE)
        assert not ran(project)
        assert project.known(*LINE)
        found = made(project)
        assert words in found["client.py"]
        assert project.run(*LINE[:-1], "whole") == 0
        folder = project.folder / "whole" / "acme" / "users"
        assert {path: (folder / path).read_text("utf-8") for path in found} == found


def test_an_import_whose_package_is_not_wanted_is_left_alone(project: Project) -> None:
    file = project.write("large/acme/users.amp", text())
    age(file)
    assert project.remembered(*LINE, "--only")
    file.write_text(text("Does it."))
    assert not ran(project, "--only")
    assert not (project.folder / "gen" / "acme" / "common").exists()


def test_a_file_that_takes_the_place_of_another_is_the_same_to_it(
    project: Project, large: Path
) -> None:
    other = project.write("other", text("Does it."))
    age(other)
    os.replace(other, large)
    assert not ran(project)


def test_what_else_is_different_wants_a_whole_run(project: Project, large: Path) -> None:
    common = project.folder / "protocols" / "acme" / "common.amp"
    common.write_text(common.read_text().replace("code: str", "code: int"))
    large.write_text(text("Does it."))
    assert ran(project)


def test_a_text_that_was_not_the_one_wants_a_whole_run(project: Project, large: Path) -> None:
    (kept,) = project.states.glob(f"*.{TEXT}")
    large.write_text(text("Does it."))
    data = kept.read_bytes()
    for wrong in (b"", data[:-1], data.replace(b"Does 7.", b"Does 8.")):
        kept.write_bytes(wrong)
        kept.chmod(0o600)
        assert ran(project)
        assert "Does 7." in made(project)["client.py"]
        large.write_text(text(f"Does {len(wrong)}."))


def test_an_edited_package_is_refused_as_ever(project: Project, large: Path) -> None:
    client = project.folder / "gen" / "acme" / "users" / "client.py"
    client.write_text(client.read_text().replace("Does 30.", "Mine."))
    large.write_text(text("Does it."))
    project.ask(*LINE)
    assert made_again(LINE, time.time_ns()) is None
    assert project.run(*LINE) == 3
    assert "Mine." in client.read_text()
