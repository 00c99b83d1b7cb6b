"""The same schema gives the same files, wherever and however the compiler runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EVERYTHING = ROOT / "tests" / "accepted" / "everything"
Files = dict[str, bytes]


def compiled(schema: Path, out: Path, folder: Path, **environment: str) -> Files:
    """Compile from a folder, into a folder, and return what was written."""
    out.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "ampgen", "compile", str(schema), "--out", str(out)]
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    done = subprocess.run(
        [*command, "-I", str(schema.parent)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return files(out)


def files(folder: Path) -> Files:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    }


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files]:
    out = tmp_path_factory.mktemp("once")
    return out, compiled(EVERYTHING / "schema.amp", out, ROOT)


def test_a_second_run_touches_nothing(once: tuple[Path, Files]) -> None:
    out, first = once
    times = {path: (out / path).stat().st_mtime_ns for path in first}
    assert compiled(EVERYTHING / "schema.amp", out, ROOT) == first
    assert {path: (out / path).stat().st_mtime_ns for path in first} == times


def test_black_changes_nothing(once: tuple[Path, Files], tmp_path: Path) -> None:
    out, _ = once
    copy = tmp_path / "copy"
    shutil.copytree(out, copy)
    done = subprocess.run(
        [sys.executable, "-m", "black", "--check", "--diff", "--no-cache", "."],
        cwd=copy,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4294967295", "LC_ALL": "C", "PYTHONUTF8": "0"},
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Auckland"},
        {"PYTHONOPTIMIZE": "2", "COLUMNS": "20"},
    ],
    ids=["hash seed", "C locale", "Turkish", "optimised"],
)
def test_nothing_depends_on_the_environment(
    environment: dict[str, str], once: tuple[Path, Files], tmp_path: Path
) -> None:
    _, first = once
    assert compiled(EVERYTHING / "schema.amp", tmp_path, ROOT, **environment) == first


def test_nothing_depends_on_where_the_schema_is(once: tuple[Path, Files], tmp_path: Path) -> None:
    _, first = once
    elsewhere = tmp_path / "else where"
    shutil.copytree(EVERYTHING, elsewhere)
    schema = Path("..") / "else where" / "schema.amp"
    folder = tmp_path / "here"
    folder.mkdir()
    assert compiled(schema, tmp_path / "out", folder) == first
