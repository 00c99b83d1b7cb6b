"""The build files of the example do what its README says, each with its own tool."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "building"


class Project:
    """A copy of the example, with a command ``ampgen`` that is the checkout's."""

    def __init__(self, folder: Path) -> None:
        self.folder = shutil.copytree(EXAMPLE, folder / "project")
        programs = folder / "bin"
        programs.mkdir()
        command = programs / "ampgen"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ampgen "$@"\n', "utf-8")
        command.chmod(0o755)
        self.path = os.pathsep.join(
            [str(programs), sysconfig.get_path("scripts"), os.environ["PATH"]]
        )

    def run(self, *command: str) -> str:
        """Run a command and return what it printed; skip where there is no such tool."""
        program = shutil.which(command[0], path=self.path)
        if program is None:
            pytest.skip(f"{command[0]} is not installed")
        done = subprocess.run(
            [program, *command[1:]],
            cwd=self.folder,
            env={**os.environ, "PATH": self.path, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def edit(self, schema: str = "places") -> None:
        file = self.folder / "protocols" / "depot" / f"{schema}.amp"
        # Make and Ninja compare times, which are coarse on some file systems.
        later = time.time() + 2
        file.write_text(file.read_text("utf-8") + "\nrecord More {}\n", "utf-8")
        os.utime(file, (later, later))
        text = file.read_text("utf-8")
        assert "More" in text

    def model(self, schema: str = "places") -> str:
        return (self.folder / "src" / "depot" / schema / "model.py").read_text("utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def checked(project: Project, build: Callable[[], str], idle: str) -> None:
    """Check that a tool makes what is missing and what has changed, and nothing twice."""
    assert "wrote" in build()
    assert idle in build()
    project.edit()
    assert "wrote" in build()
    assert "class More" in project.model()
    # The edited file is from the future; what was made of it is not older, or this would go on.
    now = time.time() + 4
    for file in (project.folder / "src").rglob("__init__.py"):
        os.utime(file, (now, now))
    assert "wrote" not in build()


def check_another(project: Project, *build: str) -> None:
    """Check that a tool knows a schema that comes, and goes on when it has gone."""
    file = project.folder / "protocols" / "depot" / "jobs.amp"
    file.write_text("/// Jobs.\nschema depot.jobs\n", "utf-8")
    assert "wrote" in project.run(*build)
    assert (project.folder / "src" / "depot" / "jobs" / "model.py").exists()
    assert "wrote" not in project.run(*build)
    file.unlink()
    assert "wrote" not in project.run(*build)


def test_make(project: Project) -> None:
    checked(project, lambda: project.run("make"), "Nothing to be done")
    project.run("make", "check")
    check_another(project, "make")


def test_ninja(project: Project) -> None:
    checked(project, lambda: project.run("ninja"), "no work to do")


def test_cmake(project: Project) -> None:
    project.run("cmake", "-B", "build", "-G", "Unix Makefiles")
    build = project.run("cmake", "--build", "build")
    assert build.count("wrote") == 2
    assert "wrote" not in project.run("cmake", "--build", "build")
    project.edit()
    assert "wrote" in project.run("cmake", "--build", "build")
    assert "class More" in project.model()
    check_another(project, "cmake", "--build", "build")


def test_tox_knows_what_to_run(project: Project) -> None:
    shown = project.run("tox", "config", "-e", "schemas", "-k", "commands")
    assert "ampgen check" in shown and "ampgen compile" not in shown


def test_nox_knows_what_to_run(project: Project) -> None:
    assert "* schemas" in project.run("nox", "--list")


def commands(text: str, pattern: str) -> list[list[str]]:
    return [shlex.split(line) for line in re.findall(pattern, text, re.M)]


def test_what_ci_runs_is_right(project: Project) -> None:
    """The commands of the workflow and of tox in a fresh checkout, and those for packages in it."""
    for command in ("init -q -b main", "add .", "-c user.name=a -c user.email=b commit -qm x"):
        project.run("git", *command.split())
    project.run("git", "update-ref", "refs/remotes/origin/main", "HEAD")
    workflow = (EXAMPLE / ".github" / "workflows" / "schemas.yaml").read_text("utf-8")
    tox = (EXAMPLE / "tox.ini").read_text("utf-8")
    found = commands(workflow, r"^ +- run: (ampgen .*)$") + commands(tox, r"^    (ampgen .*)$")
    assert len(found) == 4
    for words in found:
        project.run(*words)
    found = commands(workflow, r"# - run: (ampgen .*)$") + commands(tox, r"^    # (ampgen .*)$")
    assert len(found) == 2
    project.run("ampgen", "compile")
    for words in found:
        project.run(*words)


def test_every_hook_of_pre_commit_runs(project: Project) -> None:
    manifest = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    for command in ("init -q -b main", "add .", "-c user.name=a -c user.email=b commit -qm x"):
        project.run("git", *command.split())
    hooks = re.findall(r"^- id: (\S+)\n(?:  .*\n)*?  entry: (.*)$", manifest, re.M)
    assert [name for name, _ in hooks] == ["ampgen-check", "ampgen-fmt", "ampgen-breaking"]
    for _, entry in hooks:
        project.run(*entry.split())
    configuration = (EXAMPLE / ".pre-commit-config.yaml").read_text("utf-8")
    assert re.findall(r"- id: (\S+)", configuration) == [name for name, _ in hooks]


def test_bazel_names_every_file_that_is_made(project: Project) -> None:
    """Bazel itself does not run here; what it would miss is what its rule does not name."""
    project.run("ampgen", "compile")
    rule = (EXAMPLE / "BUILD.bazel").read_text("utf-8")
    modules = set(re.findall(r'^ {12}"(\w+)",$', rule, re.M))
    package = project.folder / "src" / "depot" / "fleet"
    assert modules == {file.stem for file in package.glob("*.py")}
