"""How long a package with 100 commands takes to import, beside a hand-written module.

``python -m tests.benchmarks.imports``. Each import is a fresh process in which Twisted's AMP has
been imported already, and all are in bytecode. The hand-written module has the same commands,
records and errors and nothing else. Of the package three imports are measured: the commands
alone, which are what the hand-written module has; the package by its name, which imports nothing
before it is asked for; and all of its names, the typed clients, responders and connections and
the wire runtime too.
"""

from __future__ import annotations

import argparse
import compileall
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from ..building import build

COMMANDS = 100
RECORDS = 10
ERRORS = 10

_CLOCK = """
import sys, time
import twisted.protocols.amp
sys.path.insert(0, sys.argv[1])
start = time.perf_counter()
{statement}
print(time.perf_counter() - start)
"""


def schema() -> str:
    """The schema of the package."""
    lines = ["schema manycommands", ""]
    for number in range(RECORDS):
        lines += [
            "/// What is known of one of them.",
            f"record Thing{number} {{",
            "    id:   int",
            "    name: str",
            "    note: str?",
            "}",
            "",
        ]
    lines += [
        f'/// It went wrong.\nerror Wrong{number} = "WRONG_{number}"' for number in range(ERRORS)
    ]
    lines += ["", "interface Many {"]
    for number in range(COMMANDS):
        lines += [
            "    /// Do one of many things.",
            f"    command Do{number}(name: str, key: bytes, number: int, note: str?)",
            f"        -> (total: int, things: list[Thing{number % RECORDS}])",
            f"        raises Wrong{number % ERRORS}",
        ]
    return "\n".join([*lines, "}", ""])


def by_hand() -> str:
    """The hand-written module."""
    parts = ["from twisted.protocols import amp\n"]
    for number in range(RECORDS):
        parts.append(
            f"THING_{number} = [\n"
            '    (b"id", amp.Integer()),\n'
            '    (b"name", amp.Unicode()),\n'
            '    (b"note", amp.Unicode(optional=True)),\n'
            "]\n"
        )
    parts += [
        f'class Wrong{number}(Exception):\n    """It went wrong."""\n' for number in range(ERRORS)
    ]
    for number in range(COMMANDS):
        parts.append(
            f"class Do{number}(amp.Command):\n"
            '    """Do one of many things."""\n'
            "    arguments = [\n"
            '        (b"name", amp.Unicode()),\n'
            '        (b"key", amp.String()),\n'
            '        (b"number", amp.Integer()),\n'
            '        (b"note", amp.Unicode(optional=True)),\n'
            "    ]\n"
            "    response = [\n"
            '        (b"total", amp.Integer()),\n'
            f'        (b"things", amp.AmpList(THING_{number % RECORDS})),\n'
            "    ]\n"
            f'    errors = {{Wrong{number % ERRORS}: b"WRONG_{number % ERRORS}"}}\n'
        )
    return "\n\n".join(parts)


HAND_WRITTEN = "from byhand import *"
IMPORTS = {
    "its commands": "from manycommands.commands import *",
    "its name": "import manycommands",
    "all its names": "from manycommands import *",
}


def measure(rounds: int) -> list[dict[str, float]]:
    """Seconds of each import, by its statement, in turn, round by round."""
    with tempfile.TemporaryDirectory() as folder:
        build({"manycommands.amp": schema()}, Path(folder))
        Path(folder, "byhand.py").write_text(by_hand(), "utf-8")
        compileall.compile_dir(folder, quiet=2)
        statements = [HAND_WRITTEN, *IMPORTS.values()]
        return [{one: _import(one, folder) for one in statements} for _ in range(rounds)]


def _import(statement: str, folder: str) -> float:
    words = [sys.executable, "-c", _CLOCK.format(statement=statement), folder]
    return float(subprocess.run(words, stdout=subprocess.PIPE, check=True, timeout=60).stdout)


def show(rounds: int) -> float:
    """Measure, print, and return the median of the ratios for the commands."""
    found = measure(rounds)
    by_hand = median(one[HAND_WRITTEN] for one in found)
    print(f"\nimport of {COMMANDS} commands: hand-written {by_hand * 1e3:.1f} ms; the package:")
    ratios: dict[str, float] = {}
    for what, statement in IMPORTS.items():
        seconds = median(one[statement] for one in found)
        ratios[what] = median(one[statement] / one[HAND_WRITTEN] for one in found)
        print(f"  {what:14} {seconds * 1e3:6.1f} ms  {ratios[what]:5.2f} times hand-written")
    return ratios["its commands"]


def main(words: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.imports", description=__doc__
    )
    parser.add_argument("--rounds", type=int, default=15, help="how many imports of each (15)")
    show(parser.parse_args(words).rounds)


if __name__ == "__main__":
    main()
