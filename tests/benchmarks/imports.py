"""How long a package with 100 commands takes to import, beside a hand-written module.

``python -m tests.benchmarks.imports``. Each import is a fresh process in which Twisted's AMP has
been imported already, and both are in bytecode. The hand-written module has the same commands,
records and errors and nothing else, while the package also has typed clients, responders,
connections and the wire runtime.
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
import {module}
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


def measure(rounds: int) -> list[tuple[float, float]]:
    """Seconds to import the package and the hand-written module, in turn, round by round."""
    with tempfile.TemporaryDirectory() as folder:
        build({"manycommands.amp": schema()}, Path(folder))
        Path(folder, "byhand.py").write_text(by_hand(), "utf-8")
        compileall.compile_dir(folder, quiet=2)
        return [
            (_import("manycommands", folder), _import("byhand", folder)) for _ in range(rounds)
        ]


def _import(module: str, folder: str) -> float:
    words = [sys.executable, "-c", _CLOCK.format(module=module), folder]
    return float(subprocess.run(words, stdout=subprocess.PIPE, check=True, timeout=60).stdout)


def show(rounds: int) -> float:
    """Measure, print, and return the median of the ratios."""
    found = measure(rounds)
    ratio = median(package / module for package, module in found)
    print(
        f"\nimport of {COMMANDS} commands: the package {median(one for one, _ in found) * 1e3:.1f} ms,"
        f" hand-written {median(one for _, one in found) * 1e3:.1f} ms, ratio {ratio:.2f}"
    )
    return ratio


def main(words: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.imports", description=__doc__
    )
    parser.add_argument("--rounds", type=int, default=15, help="how many imports of each (15)")
    show(parser.parse_args(words).rounds)


if __name__ == "__main__":
    main()
