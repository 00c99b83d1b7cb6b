"""A run with nothing to do is over at once, unless something of a distribution has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ampgen.compiling import packages
from tests.cli.commands import ROOT
from tests.cli.test_compile import Watching
from tests.distributions.installing import COMMON, USERS, install, meaning
from tests.remembering.runs import Project

LINE = ("compile", "users.amp", "--out", "gen", "--env", "site-packages")


def publish(folder: Path, version: str = "1.0") -> None:
    """Install the common schema and its package."""
    install(folder / "site-packages", version=version)
    publish_package(folder)


def publish_package(folder: Path) -> None:
    site = folder / "site-packages"
    common = meaning(folder, site).schemas[0].imports[0].schema
    for path, text in packages([common])["acme.common"].items():
        file = site / "acme" / "common" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    folder = tmp_path / "project"
    folder.mkdir()
    publish(folder)
    return Project(folder, tmp_path / "states", monkeypatch)


def upgrade(folder: Path) -> None:
    shutil.rmtree(folder / "site-packages" / "acme_schemas-1.0.dist-info")
    publish(folder, "1.1")


def edit(folder: Path) -> None:
    (folder / "site-packages/acme_schemas/acme/common.amp").write_text(COMMON + "\nrecord R {}\n")


def claim(folder: Path) -> None:
    install(folder / "site-packages", {"acme": "other"}, {}, "other")


def found_nearer(folder: Path) -> None:
    (folder / "acme").mkdir()
    (folder / "acme" / "common.amp").write_text(COMMON)


def claim_no_more(folder: Path) -> None:
    (folder / "site-packages/acme_schemas-1.0.dist-info/entry_points.txt").write_text("")


def package_gone(folder: Path) -> None:
    (folder / "site-packages/acme/common/__init__.py").unlink()


@pytest.mark.parametrize(
    "change", [upgrade, edit, claim, found_nearer, claim_no_more, package_gone]
)
def test_a_change_of_what_is_installed_is_noticed(
    project: Project, change: Callable[[Path], None]
) -> None:
    assert project.remembered(*LINE)
    change(project.folder)
    assert not project.known(*LINE)


def test_a_run_that_says_who_breaks_is_remembered(project: Project) -> None:
    assert project.remembered(*LINE)
    shutil.rmtree(project.folder / "site-packages" / "acme_schemas-1.0.dist-info")
    text = COMMON.replace("str", "str\n    zip: str")
    install(project.folder / "site-packages", files={"acme_schemas/acme/common.amp": text})
    publish_package(project.folder)
    assert project.run(*LINE) == 0
    assert project.known(*LINE)


def test_a_run_with_distributions_is_remembered(project: Project) -> None:
    assert project.remembered(*LINE)
    assert project.run(*LINE) == 0
    assert project.known(*LINE)


def test_watching_notices_a_shipped_schema(tmp_path: Path) -> None:
    publish(tmp_path)
    watching = Watching(tmp_path, *LINE[1:])
    try:
        watching.wait(r"wrote gen/acme/users/\n")
        edit(tmp_path)
        watching.wait(r"package-differs")
        assert watching.interrupt() == 0
    finally:
        watching.kill()


def test_a_schema_that_is_imported_at_a_prompt_imports_shipped_ones(tmp_path: Path) -> None:
    publish(tmp_path)
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "users.amp").write_text(USERS)
    program = (
        "import ampgen.hook; from acme import users, common; print(users.RegisterResult(id=1))"
    )
    path = os.pathsep.join([str(ROOT), str(tmp_path / "site-packages")])
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, "RegisterResult(id=1)\n"), done.stderr
