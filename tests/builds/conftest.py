"""The wheel of ampgen that all builds here are made with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.builds.environments import Environment

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def ampgen_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ampgen")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture
def environment(ampgen_wheel: Path, tmp_path: Path) -> Environment:
    made = Environment(tmp_path / "environment")
    made.install(ampgen_wheel)
    return made
