"""Prints what was measured."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from statistics import median

from ampgen import __version__

from ..peers import versions
from .compilers import COMPILERS, GRPC, Compiler
from .goals import GOALS
from .measuring import KINDS, Series, slopes


def heading(compilers: Sequence[Compiler], rounds: int) -> None:
    """Say what is measured, with which versions, on which machine."""
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} "
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}"
    )
    needed = sorted({name for compiler in compilers for name in compiler.needs})
    known = [f"ampgen {__version__}", *map(" ".join, versions(needed).items())]
    print(", ".join([*known, *_said(compilers)]))
    for compiler in COMPILERS.values():
        if missing := compiler.missing():
            print(f"missing: {compiler.title} ({', '.join(missing)} not installed)")
    print(
        f"Whole processes, {rounds} rounds in turn (fewer of those that take many seconds); "
        "medians.\nMB: the peak of memory of the largest process; less than a bare Python's is not "
        "seen.\nThe ratios of CPU are the steadier ones where others use the machine.",
        flush=True,
    )


def _said(compilers: Sequence[Compiler]) -> list[str]:
    """The versions of programs that no distribution tells of."""
    found: list[str] = []
    for compiler in compilers:
        if compiler.name in ("buf", "thrift"):
            command = [compiler.command()[0], "--version"]
            said = subprocess.run(command, capture_output=True, text=True, timeout=60).stdout
            found.append(f"{compiler.name} {said.split()[-1] if said.split() else 'unknown'}")
    return found


def table(kind: str, count: int, series: Series, base: str = GRPC) -> None:
    """Print one row's compilers, with their ratios to the base."""
    calls = "1 command" if count == 1 else f"{count:,} commands"
    print(f"\n{calls}, {KINDS[kind]}")
    print(f"  {'':22}{'ms':>9}{'CPU ms':>9}{'MB':>8}   times {COMPILERS[base].title}{'CPU':>14}")
    names = [name for name in COMPILERS if series.runs(name) or name in series.out]
    for name in names:
        title = COMPILERS[name].title
        middle = series.middle(name)
        if middle is None:
            print(f"  {title:22}  {series.out[name]}")
            continue
        line = (
            f"  {title:22}{middle.seconds * 1e3:>9,.0f}{middle.cpu * 1e3:>9,.0f}"
            f"{middle.peak / 1e6:>8,.0f}   {_ratio(series, name, base)}"
        )
        runs = len(series.runs(name))
        if runs < len(series.rounds):
            line += f"  {runs} run{'s' * (runs > 1)}"
        print(line.rstrip())
        if name in series.out:
            print(f"  {'':22}  then {series.out[name]}")
    print("", end="", flush=True)


def _ratio(series: Series, name: str, base: str) -> str:
    ratios = series.ratios(name, base)
    if not ratios or name == base:
        return " " * 32
    spread = f"({min(ratios):.2f} to {max(ratios):.2f})"
    return f"{median(ratios):6.2f}  {spread:16}{median(series.ratios(name, base, 'cpu')):8.2f}"


def growth(found: Mapping[tuple[str, int], Series]) -> None:
    """Print what each further command costs."""
    for kind in dict.fromkeys(kind for kind, _ in found):
        mine = {count: series for (one, count), series in found.items() if one == kind}
        sizes = sorted(mine)
        if len(sizes) < 2:
            continue
        print(f"\nms for each further command, {KINDS[kind].partition(':')[0]}")
        steps = [f"{small:,} to {large:,}" for small, large in zip(sizes, sizes[1:])]
        print(f"  {'':22}" + "".join(f"{step:>18}" for step in steps))
        rows = slopes(mine, [name for name in COMPILERS if name != "nothing"])
        for name, row in rows.items():
            if any(step is not None for step in row):
                cells = ["-" if step is None else f"{step * 1e3:.3f}" for step in row]
                print(f"  {COMPILERS[name].title:22}" + "".join(f"{cell:>18}" for cell in cells))


def goals(found: Mapping[tuple[str, int], Series]) -> None:
    """Print what was to be reached, beside what was measured."""
    width = max(len(goal.title()) for goal in GOALS)
    title = "Goals for ampgen, by number of commands: at most so many times"
    print(f"\n{title}\n  {'':{width}}{'most':>7}{'stretch':>9}{'measured':>10}{'by CPU':>9}")
    for goal in GOALS:
        stretch = "" if goal.stretch is None else f"{goal.stretch:g}"
        ratio, by_cpu = goal.measured(found), goal.measured(found, "cpu")
        measured = f"{'-':>10}"
        if ratio is not None and by_cpu is not None:
            aside = "" if goal.what == "peak" else f"{by_cpu:.2f}"
            measured = f"{ratio:>10.2f}{aside:>9}  {goal.verdict(ratio)}"
        print(f"  {goal.title():{width}}{goal.most:>7g}{stretch:>9}{measured}")
    print(f"\nload at the end: {os.getloadavg()[0]:.2f}")
