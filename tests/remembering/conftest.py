from __future__ import annotations

from pathlib import Path

import pytest

from tests.remembering.runs import COMMON, USERS, Project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    folder = tmp_path / "project"
    folder.mkdir()
    project = Project(folder, tmp_path / "states", monkeypatch)
    project.write("protocols/acme/common.amp", COMMON)
    project.write("protocols/acme/users.amp", USERS)
    return project
