"""``ampgen compile``: where packages go, what is said about it, and what is left alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.commands import Ran, ampgen, environment

COMMON = "schema acme.common\n\nrecord Country {\n    code: str\n}\n"
USERS = """\
schema acme.users

import acme.common

interface Users {
    command Add(name: str, country: common.Country) -> (id: int)
}
"""
MODULES = {
    "__init__.py", "client.py", "commands.py", "model.py", "protocol.py", "py.typed", "responder.py"
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "common.amp").write_text(COMMON)
    (tmp_path / "acme" / "users.amp").write_text(USERS)
    return tmp_path


def compiled(folder: Path, *arguments: str, schema: str = "acme/users.amp") -> Ran:
    ran = ampgen("compile", schema, "--out", "gen", *arguments, cwd=folder)
    assert (ran.status, ran.err) == (0, "")
    return ran


def test_imported_schemas_are_compiled_with_the_named_ones(folder: Path) -> None:
    ran = compiled(folder)
    assert ran.out == "wrote gen/acme/common/\nwrote gen/acme/users/\n"
    assert sorted(os.listdir(folder / "gen" / "acme")) == ["common", "users"]
    assert MODULES <= set(os.listdir(folder / "gen" / "acme" / "users"))
    done = subprocess.run(
        [sys.executable, "-c", "import acme.users; print(acme.users.AddResult(id=3))"],
        cwd=folder / "gen",
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr) == ("AddResult(id=3)\n", "")


def test_only_the_named_schemas_on_demand(folder: Path) -> None:
    assert compiled(folder, "--only").out == "wrote gen/acme/users/\n"
    assert os.listdir(folder / "gen" / "acme") == ["users"]


def test_without_out_the_current_folder_is_written_to(folder: Path) -> None:
    (folder / "registration.amp").write_text(COMMON.replace("acme.common", "registration"))
    ran = ampgen("compile", "registration.amp", cwd=folder)
    assert (ran.status, ran.out) == (0, "wrote registration/\n")
    assert (folder / "registration" / "model.py").is_file()


def test_a_second_run_says_that_nothing_changed(folder: Path) -> None:
    compiled(folder)
    assert compiled(folder).out == "unchanged gen/acme/common/\nunchanged gen/acme/users/\n"


def test_an_include_root_is_where_imports_are_looked_for(folder: Path) -> None:
    (folder / "roots" / "acme").mkdir(parents=True)
    (folder / "acme" / "common.amp").rename(folder / "roots" / "acme" / "common.amp")
    ran = ampgen("compile", "acme/users.amp", cwd=folder)
    assert ran.status == 1
    assert "import-not-found" in ran.err
    assert ampgen("compile", "acme/users.amp", "-I", "roots", cwd=folder).status == 0


def test_a_wrong_schema_leaves_everything_as_it_was(folder: Path) -> None:
    (folder / "acme" / "users.amp").write_text(USERS.replace("name: str", "name: Strng"))
    ran = ampgen("compile", "acme/users.amp", "--out", "gen", cwd=folder)
    assert (ran.status, ran.out) == (1, "")
    assert "acme/users.amp:6:23: error[unknown-type]" in ran.err
    assert sorted(os.listdir(folder)) == ["acme"]


def test_the_settings_say_what_where_and_from_where(folder: Path) -> None:
    (folder / "pyproject.toml").write_text(
        '[tool.ampgen]\nschemas = ["acme/users.amp"]\nout = "src"\ninclude = ["."]\n'
    )
    ran = ampgen("compile", cwd=folder / "acme")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "wrote ../src/acme/common/\nwrote ../src/acme/users/\n"


def test_an_out_that_cannot_be_written_is_one_line_and_status_3(folder: Path) -> None:
    (folder / "gen").write_text("")
    ran = ampgen("compile", "acme/users.amp", "--out", "gen", cwd=folder)
    assert (ran.status, ran.out) == (3, "")
    assert ran.err == "ampgen: gen is in the way: a folder of that name is needed\n"


def test_a_package_that_somebody_edited_is_not_overwritten(folder: Path) -> None:
    compiled(folder)
    model = folder / "gen" / "acme" / "users" / "model.py"
    model.write_text(model.read_text() + "\nMINE = 1\n")
    ran = ampgen("compile", "acme/users.amp", "--out", "gen", cwd=folder)
    assert ran.status == 3
    assert ran.err.startswith("ampgen: gen/acme/users was edited by hand: model.py; ")
    compiled(folder, "--force")
    assert "MINE" not in model.read_text()


def test_check_lists_what_differs_and_changes_nothing(folder: Path) -> None:
    def check() -> tuple[int, set[str]]:
        ran = ampgen("compile", "acme/users.amp", "--out", "gen", "--check", cwd=folder)
        return ran.status, set(ran.out.splitlines())

    status, lines = check()
    assert status == 1
    assert {"missing: gen/acme/users/model.py", "missing: gen/acme/common/py.typed"} <= lines
    assert not (folder / "gen").exists()
    compiled(folder)
    assert check() == (0, set())
    users = folder / "gen" / "acme" / "users"
    (users / "client.py").unlink()
    (users / "notes.txt").write_text("")
    (users / "_wire" / "mine.py").write_text("")
    (users / "protocol.py").write_text((users / "protocol.py").read_text() + "# mine\n")
    (users / "old.py").write_text((users / "__init__.py").read_text())
    schema = folder / "acme" / "users.amp"
    schema.write_text(USERS.replace("(name: str", "(nick: str"))
    status, lines = check()
    assert status == 1
    assert {
        "missing: gen/acme/users/client.py",
        "foreign: gen/acme/users/notes.txt",
        "foreign: gen/acme/users/_wire/mine.py",
        "edited: gen/acme/users/protocol.py",
        "orphaned: gen/acme/users/old.py",
        "stale: gen/acme/users/commands.py",
    } <= lines


def test_a_document_is_all_that_check_prints_on_standard_error(folder: Path) -> None:
    ran = ampgen("compile", "acme/users.amp", "--check", "--format", "json", cwd=folder)
    assert ran.status == 1
    assert json.loads(ran.err)["findings"] == []
    ran = ampgen("compile", "acme/users.amp", "--check", cwd=folder)
    assert re.fullmatch(r"ampgen: \d+ files are not as `ampgen compile` would .*\n", ran.err)


def test_check_by_the_settings_tells_orphaned_packages(folder: Path) -> None:
    (folder / "pyproject.toml").write_text(
        '[tool.ampgen]\nschemas = ["acme/users.amp"]\nout = "gen"\n'
    )
    compiled(folder)
    (folder / "old.amp").write_text("schema old\n\nrecord R { x: int }\n")
    compiled(folder, schema="old.amp")
    ran = ampgen("compile", "--check", cwd=folder)
    assert (ran.status, ran.out) == (1, "orphaned: gen/old/\n")
    assert ampgen("compile", "--check", "acme/users.amp", cwd=folder).status == 0


def test_diff_shows_what_would_change(folder: Path) -> None:
    compiled(folder)
    schema = folder / "acme" / "users.amp"
    schema.write_text(USERS.replace("Users {", "Users {\n    command Ping()"))
    ran = ampgen("compile", "acme/users.amp", "--out", "gen", "--diff", cwd=folder)
    assert (ran.status, ran.err) == (0, "")
    assert "--- a/gen/acme/users/commands.py\n+++ b/gen/acme/users/commands.py\n" in ran.out
    assert "\n+class Ping(" in ran.out
    assert "Ping" not in (folder / "gen" / "acme" / "users" / "commands.py").read_text()
    both = ampgen("compile", "acme/users.amp", "--out", "gen", "--diff", "--check", cwd=folder)
    assert both.status == 1
    assert both.out.endswith(ran.out)
    assert "stale: gen/acme/users/commands.py\n" in both.out


def test_the_output_does_not_depend_on_where_and_how_it_is_made(folder: Path) -> None:
    compiled(folder)
    env = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Tokyo", "COLUMNS": "40"}
    schema = str(folder / "acme" / "users.amp")
    (folder / "elsewhere").mkdir()
    ran = ampgen("compile", schema, "--out", "../again", cwd=folder / "elsewhere", env=env)
    assert (ran.status, ran.err) == (0, "")
    done = subprocess.run(["diff", "-r", "gen", "again"], cwd=folder, capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"")


MAKEFILE = f"""\
all: gen/acme/users/__init__.py
gen/acme/users/__init__.py: acme/users.amp
\t{sys.executable} -m ampgen compile acme/users.amp --out gen --depfile gen.d
-include gen.d
"""


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
def test_make_compiles_when_a_schema_changed_and_only_then(folder: Path) -> None:
    (folder / "Makefile").write_text(MAKEFILE)

    def make() -> str:
        done = subprocess.run(
            ["make"], cwd=folder, capture_output=True, text=True, env=environment()
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def touch(path: Path, seconds: float) -> None:
        moment = time.time() + seconds
        os.utime(path, (moment, moment))

    assert "wrote" in make()
    assert "Nothing to be done" in make()
    # The imported schema is newer than what was made: compiled, though nothing changes.
    for path in (folder / "gen").rglob("*.py"):
        touch(path, -100)
    touch(folder / "acme" / "common.amp", -50)
    assert "unchanged gen/acme/users/" in make()
    assert "Nothing to be done" in make()
    (folder / "acme" / "common.amp").unlink()
    (folder / "acme" / "users.amp").write_text(
        USERS.replace("import acme.common\n", "").replace("common.Country", "str")
    )
    assert "wrote gen/acme/users/" in make()


def test_a_template_of_ones_own_is_taken_first(folder: Path) -> None:
    own = folder / "templates"
    own.mkdir()
    (own / "client.py.jinja").write_text("{{ nothing_of_that_name }}")
    names = {path.name for path in (Path(__file__).parents[2] / "templates").iterdir()}
    if "client.py.jinja" not in names:
        (name,) = [name for name in names if name.startswith("client.py")]
        (own / "client.py.jinja").rename(own / name)
    ran = ampgen("compile", "acme/users.amp", "--templates", "templates", cwd=folder)
    assert ran.status != 0
    assert "nothing_of_that_name" in ran.err
    assert "Traceback" not in ran.err


class Watching:
    """A compiler that watches, as a process."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._log = folder / "log"
        self._child = subprocess.Popen(
            [sys.executable, "-m", "ampgen", "compile", "--watch", "--format", "concise"]
            + [*arguments],
            cwd=folder,
            stderr=self._log.open("w"),
            env=environment(),
        )

    def wait(self, pattern: str) -> None:
        end = time.monotonic() + 60
        while not re.search(pattern, self._log.read_text()):
            assert self._child.poll() is None, self._log.read_text()
            assert time.monotonic() < end, self._log.read_text()
            time.sleep(0.05)

    def interrupt(self) -> int:
        self._child.send_signal(2)
        return self._child.wait(30)

    def kill(self) -> None:
        self._child.kill()
        self._child.wait()


def test_watching_compiles_again_after_every_change(folder: Path) -> None:
    users = folder / "acme" / "users.amp"
    watching = Watching(folder, "acme/users.amp", "--out", "gen")
    try:
        watching.wait(r"\d\d:\d\d:\d\d wrote gen/acme/common/, gen/acme/users/\n")
        users.write_text(USERS.replace("name: str", "name: Strng"))
        watching.wait(r"error\[unknown-type\][^\n]*\nampgen: [0-9:]+ refused\n")
        # Many editors write a new file and put it in place of the old one.
        (folder / "new").write_text(USERS.replace("name: str", "name: str?"))
        (folder / "new").replace(users)
        watching.wait(r"[0-9:]+ wrote gen/acme/users/\n")
        users.write_text(USERS.replace("acme.common", "acme.other as common"))
        watching.wait(r"import-not-found")
        (folder / "acme" / "other.amp").write_text(COMMON.replace("acme.common", "acme.other"))
        watching.wait(r"wrote gen/acme/other/, gen/acme/users/\n")
        assert watching.interrupt() == 0
    finally:
        watching.kill()


def test_watching_notices_other_settings(folder: Path) -> None:
    settings = folder / "pyproject.toml"
    settings.write_text('[tool.ampgen]\nschemas = ["acme/users.amp"]\nout = "one"\n')
    watching = Watching(folder)
    try:
        watching.wait(r"wrote one/acme/common/, one/acme/users/\n")
        settings.write_text('[tool.ampgen]\nschema = ["acme/users.amp"]\n')
        watching.wait(r"pyproject\.toml:2: there is no setting `schema`; did you mean `schemas`\?")
        settings.write_text('[tool.ampgen]\nschemas = ["acme/users.amp"]\nout = "two"\n')
        watching.wait(r"wrote two/acme/common/, two/acme/users/\n")
    finally:
        watching.kill()
