"""What is wrong with the settings of a wrapped back end is told in a line or two."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ampgen import backend

SETTINGS = '[tool.ampgen]\nschemas = ["users.amp"]\nout = "src"\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "users.amp").write_text("schema users\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(project: Path, settings: str) -> str:
    (project / "pyproject.toml").write_text(settings, "utf-8")
    with pytest.raises(SystemExit) as exit:
        backend.build_wheel(str(project))
    return str(exit.value)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ampgen.backend", "and cannot be `ampgen.backend`; write, as in"),
        ("setuptools", "has no `build_wheel`; did you mean `setuptools.build_meta`?"),
        ("poetry.core", "has no `build_wheel`; did you mean `poetry.core.masonry.api`?"),
        (
            "setuptools:x.y",
            "cannot import the build back end `setuptools:x.y`: module 'setuptools' has no",
        ),
        ("no_such", "No module named 'no_such'; name its distribution in `requires`"),
    ],
)
def test_a_back_end_that_cannot_be_used(name: str, told: str, project: Path) -> None:
    said = refused(project, f'{SETTINGS}[tool.ampgen.build]\nbackend = "{name}"\n')
    assert told in said and said.startswith("ampgen: ")


def test_a_back_end_is_to_be_named(project: Path) -> None:
    assert 'backend = "uv_build"' in refused(project, SETTINGS)


def test_schemas_are_to_be_named(project: Path) -> None:
    assert "names no schemas" in refused(project, '[tool.ampgen.build]\nbackend = "uv_build"\n')


def test_settings_for_the_back_end_reach_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "ours").mkdir()
    (project / "ours" / "in_tree_back_end.py").write_text(
        "def get_requires_for_build_wheel(config_settings=None):\n    return ['x', *config_settings]\n"
        "def build_editable(folder, config_settings=None, metadata_directory=None):\n"
        "    raise KeyError(folder, config_settings, metadata_directory)\n",
        "utf-8",
    )
    table = '[tool.ampgen.build]\nbackend = "in_tree_back_end"\nbackend-path = ["ours"]\n'
    (project / "pyproject.toml").write_text(SETTINGS + table, "utf-8")
    monkeypatch.setattr("sys.path", sys.path[:])
    assert backend.get_requires_for_build_wheel({"a": "b"}) == ["x", "a"]
    assert backend.get_requires_for_build_sdist({"a": "b"}) == []
    with pytest.raises(KeyError) as called:
        backend.build_editable("w", {"a": ["b", "c"]}, "m")
    assert called.value.args == ("w", {"a": ["b", "c"]}, "m")
