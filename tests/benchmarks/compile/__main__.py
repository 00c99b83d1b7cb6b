"""How long schemas take to compile, and how much memory, beside other schema compilers.

``python -m tests.benchmarks.compile`` takes about half an hour and prints tables; ``--help``
tells how to measure less. Every compiler gets the same calls in its own language, each with four
arguments, two results and documents, and runs as a whole process, ampgen as a wheel installs it.
Those that are compared run in turn (A B C A B C …), because a machine's speed drifts: a ratio is
the median of the ratios within the rounds.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from . import report
from .compilers import COMPILERS
from .installing import install
from .measuring import KINDS, Job, Series, Setting, measure, warm_up

SIZES = (1, 100, 1_000, 10_000)


def options(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.compile", description=__doc__
    )
    add = parser.add_argument
    add("--quick", action="store_true", help="3 rounds of 1 and 100 commands: a first impression")
    add("--rounds", type=int, help="how many rounds (7)")
    add("--sizes", type=int, nargs="+", metavar="N", help="numbers of commands (1 100 1000 10000)")
    for name, known, word in (
        ("--only", list(KINDS), "KIND"),
        ("--peers", list(COMPILERS), "PEER"),
    ):
        listed = f"some of: {', '.join(known)}"
        add(name, nargs="+", choices=known, default=known, metavar=word, help=listed)
    add("--patience", type=float, default=300, help="seconds after which a run is given up (300)")
    chosen = parser.parse_args(words)
    chosen.rounds = chosen.rounds or (3 if chosen.quick else 7)
    chosen.sizes = chosen.sizes or (SIZES[:2] if chosen.quick else SIZES)
    if min(chosen.sizes) < 1 or chosen.rounds < 1:
        parser.error("sizes and rounds are at least 1")
    return chosen


def main(words: Sequence[str] | None = None) -> None:
    """Measure what the command line asks for, and print it."""
    chosen = options(words)
    if not hasattr(os, "wait4"):
        sys.exit("This system does not tell what a process took; Linux and macOS do.")
    names = [name for name in COMPILERS if name in chosen.peers]
    compilers = [COMPILERS[name] for name in names if not COMPILERS[name].missing()]
    report.heading(compilers, chosen.rounds)
    found: dict[tuple[str, int], Series] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        setting = Setting(install(folder / "installed"), chosen.patience)
        warm_up(compilers, folder, setting)
        for count in sorted(set(chosen.sizes)):
            jobs = {
                compiler.name: Job(compiler, count, folder / f"{compiler.name} {count}", setting)
                for compiler in compilers
            }
            for kind in KINDS:
                if kind in chosen.only:
                    series = found[kind, count] = measure(kind, jobs, chosen.rounds)
                    report.table(kind, count, series)
    report.growth(found)
    report.goals(found)


if __name__ == "__main__":
    main()
