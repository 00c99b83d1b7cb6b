"""The command as a process, which says the same whether it works or remembers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cli.commands import ROOT, Ran, ampgen, environment
from tests.remembering.runs import Project

LINE = ("compile", "protocols", "--out", "gen")


def process(
    project: Project, *arguments: str, more: dict[str, str] | None = None
) -> tuple[int, str, str, set[str]]:
    """Return exit status, output, errors, and the modules that were imported."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "ampgen", *arguments],
        cwd=project.folder,
        capture_output=True,
        text=True,
        timeout=120,
        env=environment({"AMPGEN_CACHE": str(project.states), **(more or {})}),
    )
    said: list[str] = []
    imported: set[str] = set()
    for line in done.stderr.splitlines():
        if line.startswith("import time:"):
            imported.add(line.split("|")[-1].strip())
        else:
            said.append(line)
    return done.returncode, done.stdout, "\n".join(said), imported


def wait() -> None:
    """Wait until a change of the compiler is old enough to be remembered."""
    time.sleep(2.6)


@pytest.fixture
def aged() -> None:
    """Whoever works on the compiler changed it a moment ago."""
    newest = max(path.stat().st_ctime for path in (ROOT / "ampgen").rglob("*.py"))
    time.sleep(max(0.0, min(2.6, newest + 2.6 - time.time())))


@pytest.mark.usefixtures("aged")
@pytest.mark.parametrize("format", ["text", "json", "github", "sarif"])
def test_a_run_with_nothing_to_do_says_the_same_and_imports_nothing(
    format: str, project: Project
) -> None:
    line = (*LINE, "--format", format)
    whole = [process(project, *line, more={"AMPGEN_CACHE": "off"}) for _ in "12"][-1]
    first = process(project, *line)
    again = process(project, *line)
    assert whole[:3] == first[:3] == again[:3]
    assert again[1] == "unchanged gen/acme/common/\nunchanged gen/acme/users/\n"
    assert "click" in first[3]
    assert {name for name in again[3] if name.startswith("ampgen")} == {
        "ampgen", "ampgen.cli", "ampgen.noticing", "ampgen.remembering",
        "ampgen.remembering.recalling",
    }  # fmt: skip
    assert again[3] & {"re", "json", "hashlib", "pathlib", "dataclasses", "typing", "click"} <= (
        modules("-m", "this") & {"re", "typing"}
    )


def modules(*arguments: str) -> set[str]:
    """Return the modules that Python imports by itself."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments], capture_output=True, text=True
    )
    return {line.split("|")[-1].strip() for line in done.stderr.splitlines()}


@pytest.mark.usefixtures("aged")
def test_the_run_that_wrote_is_remembered(project: Project) -> None:
    assert process(project, *LINE)[1].startswith("wrote ")
    status, out, err, imported = process(project, *LINE)
    assert (status, err) == (0, "") and "click" not in imported
    assert out == "unchanged gen/acme/common/\nunchanged gen/acme/users/\n"


@pytest.mark.usefixtures("aged")
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device")
def test_what_cannot_be_said_is_an_error(project: Project) -> None:
    for _ in "12":
        process(project, *LINE)
    command = [sys.executable, "-m", "ampgen", *LINE]
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            command,
            cwd=project.folder,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment({"AMPGEN_CACHE": str(project.states)}),
        )
    assert done.returncode == 3
    assert done.stderr == "ampgen: cannot write standard output: no space left on device\n"


@pytest.mark.usefixtures("aged")
def test_a_name_that_the_encoding_lacks_is_said(project: Project) -> None:
    line = ("compile", "protocols", "--out", "gén")
    more = {"PYTHONIOENCODING": "ascii"}
    process(project, *line, more=more)
    found = process(project, *line, more=more)
    assert "click" not in found[3]
    assert found[1] == "unchanged g\\xe9n/acme/common/\nunchanged g\\xe9n/acme/users/\n"


def test_another_compiler_does_it_anew(project: Project) -> None:
    own = project.folder.parent / "own"
    for part in ("ampgen", "grammar", "templates"):
        shutil.copytree(
            ROOT / part, own / part, ignore=shutil.ignore_patterns("__pycache__"), symlinks=True
        )
    more = {"PYTHONPATH": str(own), "PYTHONDONTWRITEBYTECODE": "1"}

    def worked() -> bool:
        status, _, err, imported = process(project, *LINE, more=more)
        assert (status, err) == (0, "")
        return "click" in imported

    # What was changed while a run may have read it cannot be trusted.
    ahead = time.time() + 1000
    os.utime(own / "ampgen/naming.py", (ahead, ahead))
    assert worked() and worked()
    os.utime(own / "ampgen/naming.py", (1e9, 1e9))
    wait()
    worked()
    assert not worked()
    for file in ("ampgen/naming.py", "templates/model.py.jinja", "ampgen/wire/boxes.py"):
        with open(own / file, "ab") as stream:
            stream.write(b"\n")
        assert worked()
    (own / "ampgen/wire/extra.py").write_text('"""Something new."""\n')
    process(project, *LINE, more=more)
    assert (project.folder / "gen/acme/users/_wire/extra.py").exists()


@pytest.mark.usefixtures("aged")
def test_many_at_once_do_no_harm(project: Project) -> None:
    cache = {"AMPGEN_CACHE": str(project.states)}

    def once(_: int) -> Ran:
        return ampgen(*LINE, cwd=project.folder, env=cache)

    with ThreadPoolExecutor(6) as pool:
        runs = list(pool.map(once, range(12)))
    assert {(run.status, run.err) for run in runs} == {(0, "")}
    assert [path.suffix for path in project.states.iterdir()] == [".state"]
    done = ampgen(*LINE, "--check", cwd=project.folder, env={"AMPGEN_CACHE": "off"})
    assert (done.status, done.out) == (0, "")


@pytest.mark.usefixtures("aged")
def test_a_completion_is_asked_for_and_not_a_run(project: Project) -> None:
    for _ in "12":
        process(project, *LINE)
    asking = {"_AMPGEN_COMPLETE": "bash_complete", "COMP_WORDS": "ampgen com", "COMP_CWORD": "1"}
    assert process(project, *LINE, more=asking)[1] == "plain,compile\nplain,completion\n"


@pytest.mark.usefixtures("aged")
def test_a_home_that_cannot_be_written_is_none(project: Project, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("no folder")
    more = {"AMPGEN_CACHE": "", "XDG_CACHE_HOME": "", "HOME": str(home), "LOCALAPPDATA": str(home)}
    for done in ("wrote", "unchanged"):
        status, out, err, imported = process(project, *LINE, more=more)
        assert (status, out.split()[0], err) == (0, done, "") and "click" in imported
