"""Type checkers are silent over right uses, and find every misuse in the line where it is."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.building import build
from tests.real.stand_ins import write_stand_ins

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EXAMPLES = ROOT / "examples"
# The recipes for build tools need the tools, and hand-written commands have no types.
PROGRAMS = sorted(
    path.name
    for path in EXAMPLES.iterdir()
    if path.is_dir() and path.name not in ("building", "moving_over")
)
REAL = ROOT / "tests" / "real"
# Twisted has functions without annotations, which nobody can call in a checked program otherwise.
MYPY = """\
[mypy]
strict = True
explicit_package_bases = True
untyped_calls_exclude = twisted
"""
UNTYPED_TWISTED = (
    "reportIncompatibleMethodOverride",  # of toString, which it says to return None
    "reportUnknownArgumentType",
    "reportUnknownMemberType",
    "reportUnknownVariableType",
)
Lines = dict[tuple[str, int], str]


def mypy(folder: Path, *arguments: str, cache: Path) -> Lines:
    """Return the lines, ``(path below the folder, number)``, in which mypy finds an error."""
    config = folder / "mypy.ini"
    config.write_text(MYPY, "utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", str(config)]
    command += ["--cache-dir", str(cache), "--no-error-summary", "--show-absolute-path"]
    done = run([*command, *arguments], folder)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    found: Lines = {}
    for line in done.stdout.splitlines():
        match = re.match(r"(.+?):(\d+): error: (.*)", line)
        if match is not None:
            path = os.path.relpath(match[1], folder)
            found.setdefault((path, int(match[2])), match[3])
    assert bool(found) == bool(done.returncode), done.stdout + done.stderr
    return found


def pyright(
    folder: Path, *, roots: Mapping[str, str] | None = None, silent: Sequence[str] = ()
) -> Lines:
    """Return the lines in which pyright, in strict mode, finds an error.

    :param roots: Folders that are programs of their own: the path, and where its imports are.
    :param silent: What it keeps to itself.
    """
    environments = [{"root": root, "extraPaths": [path]} for root, path in (roots or {}).items()]
    settings = {
        "include": ["."],
        "typeCheckingMode": "strict",
        "reportMissingTypeStubs": False,
        "executionEnvironments": environments,
        **dict.fromkeys(silent, False),
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    command = [sys.executable, "-m", "basedpyright", "--outputjson", "--pythonpath"]
    done = run([*command, sys.executable, "--project", str(folder)], folder)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return {
        (os.path.relpath(one["file"], folder), one["range"]["start"]["line"] + 1): one["message"]
        for one in json.loads(done.stdout)["generalDiagnostics"]
        if one["severity"] == "error"
    }


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    environment = {**clean, "NO_COLOR": "1"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300
    )


def marked(folder: Path) -> set[tuple[str, int]]:
    return {
        (str(file.relative_to(folder)), number)
        for file in folder.glob("*.py")
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if "  # error: " in line
    }


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy knows about Twisted, shared by the tests."""
    return tmp_path_factory.mktemp("mypy")


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs with the package that they use."""
    folder = tmp_path_factory.mktemp("programs")
    build({"accounts.amp": (HERE / "accounts.amp").read_text("utf-8")}, folder)
    shutil.copytree(HERE / "programs", folder, dirs_exist_ok=True)
    return folder


def test_mypy_finds_every_misuse_and_nothing_else(programs: Path, cache: Path) -> None:
    found = mypy(programs, ".", cache=cache)
    expected = marked(programs)
    assert {place: fact for place, fact in found.items() if place not in expected} == {}
    assert expected - found.keys() == set()


def test_pyright_finds_every_misuse_and_nothing_else(programs: Path) -> None:
    found = pyright(programs)
    expected = marked(programs)
    assert {place: fact for place, fact in found.items() if place not in expected} == {}
    assert expected - found.keys() == set()


@pytest.fixture(scope="module")
def ported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Real protocols, between them with every kind of type, and what stands in for their code."""
    folder = tmp_path_factory.mktemp("ported")
    names = ("buildbot", "flocker", "vertex")
    texts = {name: (REAL / f"{name}.amp").read_text("utf-8") for name in names}
    listed = [json.loads(file.read_text("utf-8")) for file in REAL.glob("data/*.json")]
    write_stand_ins(build(texts, folder), listed, folder)
    return folder


def test_mypy_is_silent_over_the_packages_of_real_protocols(ported: Path, cache: Path) -> None:
    found = mypy(ported, ".", cache=cache)
    assert {place: fact for place, fact in found.items() if place[0].startswith("ported")} == {}


def test_pyright_is_silent_over_the_packages_of_real_protocols(ported: Path) -> None:
    # Flocker gave one of its argument classes a private name.
    found = pyright(ported, silent=["reportPrivateUsage"])
    assert {place: fact for place, fact in found.items() if place[0].startswith("ported")} == {}


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples with the packages that they use."""
    folder = tmp_path_factory.mktemp("examples")
    for example in map(EXAMPLES.joinpath, PROGRAMS):
        shutil.copytree(example, folder / example.name)
        schemas = [path for path in example.rglob("*.amp")]
        roots = [example / "schemas", example]
        texts = {str(path): path.read_text("utf-8") for path in schemas}
        build(texts, folder / example.name, [root for root in roots if root.is_dir()])
    return folder


def test_pyright_is_silent_over_the_examples(examples: Path) -> None:
    roots = {name: name for name in PROGRAMS}
    assert pyright(examples, roots=roots, silent=UNTYPED_TWISTED) == {}


@pytest.mark.parametrize("name", PROGRAMS)
def test_mypy_is_silent_over_an_example(name: str, examples: Path, cache: Path) -> None:
    assert mypy(examples / name, ".", cache=cache) == {}


def test_mypy_is_silent_over_the_project(cache: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(cache), "ampgen"]
    done = run(command, ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_pyright_is_silent_over_the_project() -> None:
    command = [sys.executable, "-m", "basedpyright", "--pythonpath", sys.executable, "ampgen"]
    done = run(command, ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
