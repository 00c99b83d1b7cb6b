"""The tests on every Python that is here, and what is generated on the oldest Twisted.

``python -m tests.matrix`` makes an environment for each, installs the checkout into it and runs
the tests there; ``python -m tests.matrix python3.12`` takes the named interpreters alone. It
takes minutes for each, and exits with 1 if any of them fails.

Types are those of today's Twisted, so with the oldest one only what runs is tested.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
NEWEST = 15
# With the oldest Twisted: what is generated, and nothing about types or about looks.
RUNNING = ("wire", "vectors", "pairings", "real", "examples", "soak", "fuzz")


@dataclass(frozen=True)
class Row:
    """An interpreter, what is installed besides the checkout, and which tests are run."""

    python: str
    besides: tuple[str, ...] = ()
    tests: tuple[str, ...] = ("tests",)

    @property
    def name(self) -> str:
        return " ".join([self.python, *self.besides])


def oldest_twisted() -> str:
    """The version that pyproject.toml allows as the oldest, as pip wants it."""
    (version,) = re.findall(r'"twisted>=([0-9.]+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    return f"twisted=={version}"


def rows(named: Sequence[str]) -> Iterator[Row]:
    """Each interpreter with today's Twisted, and the oldest interpreter with the oldest."""
    pythons = list(named) or [
        name for minor in range(10, NEWEST) if works(name := f"python3.{minor}")
    ]
    for python in pythons:
        yield Row(python)
    if pythons:
        folders = tuple(f"tests/{name}" for name in RUNNING)
        yield Row(pythons[0], (oldest_twisted(),), folders)


def works(python: str) -> bool:
    """Say whether an interpreter is here, and not only its name."""
    return (
        shutil.which(python) is not None
        and subprocess.run([python, "-c", ""], stderr=subprocess.DEVNULL).returncode == 0
    )


def run(row: Row, folder: Path) -> bool:
    """Run the tests of a row in an environment of its own, and say whether they passed."""
    python = folder / "bin" / "python"
    steps: list[list[str | Path]] = [
        [row.python, "-m", "venv", folder],
        [python, "-m", "pip", "install", "-q", "-e", f"{ROOT}[test]", *row.besides],
        [python, "-m", "pytest", *row.tests],
    ]
    return all(subprocess.run(step, cwd=ROOT).returncode == 0 for step in steps)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.matrix",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("python", nargs="*", help="interpreters; default: all that are here")
    table: list[tuple[str, bool]] = []
    for row in rows(parser.parse_args().python):
        print(f"\n== {row.name}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            table.append((row.name, run(row, Path(folder, "environment"))))
    print()
    for name, passed in table:
        print(f"{'passed' if passed else 'FAILED'}  {name}")
    return 0 if table and all(passed for _, passed in table) else 1


if __name__ == "__main__":
    sys.exit(main())
