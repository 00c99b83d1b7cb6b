"""The same schema gives the same files, wherever and however the compiler runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType

import pytest

# Interpreters to compare with, each with what ampgen needs; those found by name otherwise.
NAMED = list(filter(None, os.environ.get("AMPGEN_PYTHONS", "").split(os.pathsep)))
PYTHONS = NAMED or [f"python3.{minor}" for minor in range(10, 15)]
ROOT = Path(__file__).parents[2]
EVERYTHING = ROOT / "tests" / "accepted" / "everything"
Files = dict[str, bytes]


PLAIN = (sys.executable, "-m", "ampgen")
BACKWARDS = """
import os
from ampgen.cli import main

listdir, scandir = os.listdir, os.scandir


class Backwards:
    def __init__(self, path="."):
        with scandir(path) as entries:
            self.entries = iter(sorted(entries, key=lambda one: one.name, reverse=True))

    def __enter__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.entries)

    def __exit__(self, *_):
        pass

    close = __exit__


os.scandir = Backwards
os.listdir = lambda path=".": sorted(listdir(path), reverse=True)
main()
"""


def compiled(
    schema: Path,
    out: Path,
    folder: Path,
    *more: Path,
    program: Sequence[str] = PLAIN,
    umask: int = -1,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Files:
    """Compile from a folder, into a folder, and return what was written."""
    out.mkdir(parents=True, exist_ok=True)
    command = [*program, "compile", *map(str, (schema, *more)), "--out", str(out)]
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    done = subprocess.run(
        [*command, "-I", str(schema.parent)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "AMPGEN_CACHE": "off", **environment},
        umask=umask,
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
    assert compiled(EVERYTHING / "schema.amp", tmp_path, ROOT, environment=environment) == first


def test_nothing_depends_on_where_the_schema_is(once: tuple[Path, Files], tmp_path: Path) -> None:
    _, first = once
    elsewhere = tmp_path / "else where"
    shutil.copytree(EVERYTHING, elsewhere)
    schema = Path("..") / "else where" / "schema.amp"
    folder = tmp_path / "here"
    folder.mkdir()
    assert compiled(schema, tmp_path / "out", folder) == first


def crlf(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


def marked(data: bytes) -> bytes:
    return b"\xef\xbb\xbf" + data


def marked_crlf(data: bytes) -> bytes:
    return marked(crlf(data))


@pytest.mark.parametrize("change", [crlf, marked, marked_crlf])
def test_nothing_depends_on_how_an_editor_saves_a_schema(
    change: Callable[[bytes], bytes], once: tuple[Path, Files], tmp_path: Path
) -> None:
    _, first = once
    copy = tmp_path / "schemas"
    shutil.copytree(EVERYTHING, copy, ignore=shutil.ignore_patterns("expected"))
    changed = 0
    for schema in copy.rglob("*.amp"):
        schema.write_bytes(change(schema.read_bytes()))
        changed += 1
    assert changed > 1
    assert compiled(copy / "schema.amp", tmp_path / "out", ROOT) == first


def several(folder: Path) -> list[Path]:
    """Some schemas, of which one imports another, in an order that is not that of their names."""
    texts = {
        "b": "schema b\n\nimport a\n\ninterface B {\n    command Do(what: a.Thing)\n}\n",
        "c": "schema c\n\nenum Kind { zebra ant }\n",
        "a": "schema a\n\nrecord Thing {\n    name: str\n}\n",
    }
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.amp").write_text(text, "utf-8")
    return [folder / f"{name}.amp" for name in texts]


def test_nothing_depends_on_the_order_of_schemas_or_of_folders(tmp_path: Path) -> None:
    b, c, a = several(tmp_path / "schemas")
    first = compiled(a, tmp_path / "first", ROOT, b, c)
    assert {path.split(os.sep)[0] for path in first} == {"a", "b", "c"}
    assert compiled(c, tmp_path / "second", ROOT, b, a) == first
    assert compiled(b.parent, tmp_path / "third", ROOT) == first
    backwards = (sys.executable, "-c", BACKWARDS)
    assert compiled(b.parent, tmp_path / "fourth", ROOT, program=backwards) == first


@pytest.mark.skipif(os.name != "posix", reason="files have no such modes here")
@pytest.mark.parametrize("umask", [0, 0o027, 0o077])
def test_the_umask_decides_who_may_read_and_nothing_else(
    umask: int, once: tuple[Path, Files], tmp_path: Path
) -> None:
    _, first = once
    out = tmp_path / "out"
    assert compiled(EVERYTHING / "schema.amp", out, ROOT, umask=umask) == first
    modes = {(path.is_dir(), path.stat().st_mode & 0o7777) for path in out.rglob("*")}
    assert modes == {(False, 0o666 & ~umask), (True, 0o777 & ~umask)}


@pytest.mark.parametrize("python", PYTHONS)
def test_nothing_depends_on_the_version_of_python(
    python: str, once: tuple[Path, Files], tmp_path: Path
) -> None:
    """``AMPGEN_PYTHONS`` names the interpreters; each of ``tests.matrix`` has this by itself."""
    probe = "import black, click, jinja2, lark; assert black.__version__ == '{}'"
    words = [python, "-c", probe.format(version("black"))]
    known = shutil.which(python) and subprocess.run(words, stderr=subprocess.DEVNULL)
    if not known or known.returncode:
        pytest.skip("it is not here, or not with the same black")
    _, first = once
    program = (python, "-m", "ampgen")
    assert compiled(EVERYTHING / "schema.amp", tmp_path, ROOT, program=program) == first
