"""Strict type checkers are silent over every package of ``tests/accepted``."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building import build
from tests.printing.test_accepted import ACCEPTED, CASES

SUPPORT = Path(__file__).parent / "support"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages, and with what they import of applications."""
    folder = tmp_path_factory.mktemp("packages")
    for case in CASES:
        text = (ACCEPTED / case / "schema.amp").read_text("utf-8")
        build({f"{case}.amp": text}, folder, [ACCEPTED / case])
    shutil.copytree(SUPPORT, folder, dirs_exist_ok=True)
    return folder


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, timeout=300
    )
    return done.stdout + done.stderr if done.returncode else ""


def test_mypy_finds_nothing(packages: Path) -> None:
    command = ["mypy", "--strict", "--config-file", "", "--no-error-summary"]
    command += ["--explicit-package-bases", "--cache-dir", str(packages / ".mypy_cache")]
    assert run(packages, *command, ".") == ""


def test_pyright_finds_nothing(packages: Path) -> None:
    settings = {"include": ["."], "typeCheckingMode": "strict"}
    (packages / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    assert run(packages, "basedpyright", "--pythonpath", sys.executable) == ""


def test_every_package_is_imported_without_a_warning(packages: Path) -> None:
    program = "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *CASES], cwd=packages, capture_output=True
    )
    assert done.stderr == b""
