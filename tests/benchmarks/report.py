"""Prints what was measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from statistics import median

from .peers import PEERS, versions
from .rows import FLOOR, GENERATED, GOALS, HANDWRITTEN, Row, Series


def heading(rounds: int, seconds: float) -> None:
    """Say what is measured, with which versions, on which machine."""
    names = sorted({name for peer in PEERS.values() for name in peer.needs} | {"uvloop"})
    installed = versions(names)
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} "
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}"
    )
    print(", ".join(f"{name} {number}" for name, number in installed.items()))
    for peer in PEERS.values():
        if missing := peer.missing():
            print(f"missing: {peer.title} ({', '.join(missing)} not installed)")
    if "uvloop" not in installed:
        print("missing: the rows on uvloop (uvloop not installed)")
    print(f"{rounds} rounds of {seconds:g} s for each peer in turn; medians.", flush=True)


def table(row: Row, series: Series) -> None:
    """Print one row's peers, with their ratios to hand-written Twisted."""
    print(f"\n{row.title()}")
    cpu = (
        f"{'CPU µs, both ends':>19}"
        if row.where == "memory"
        else f"{'client µs':>11}{'server µs':>11}"
    )
    print(f"  {'':24}{'calls/s':>11}{cpu}   times hand-written{'CPU':>17}")
    for name in series.peers():
        middle = series.middle(name)
        used = (
            f"{middle.client_cpu:>19,.1f}"
            if row.where == "memory"
            else f"{middle.client_cpu:>11,.1f}{middle.server_cpu:>11,.1f}"
        )
        print(f"  {PEERS[name].title:24}{middle.rate:>11,.0f}{used}   {_ratio(series, name)}")
    print("", end="", flush=True)


def _ratio(series: Series, name: str) -> str:
    ratios = series.ratios(name, HANDWRITTEN)
    if not ratios or name == HANDWRITTEN:
        return ""
    spread = f"({min(ratios):.2f} to {max(ratios):.2f})"
    return f"{median(ratios):6.2f}  {spread:19}{median(series.savings(name, HANDWRITTEN)):7.2f}"


_IMPORT = "import of a package with 100 commands, in time (less is better)"


def goals(found: Mapping[Row, Series], imported: float | None) -> None:
    """Print what was to be reached, beside what was measured."""
    lines: list[tuple[str, float, float, str, str]] = []
    for goal in GOALS:
        series = found.get(goal.row)
        ratios = series.ratios(GENERATED, goal.base) if series else []
        measured, verdict = "-", ""
        if ratios:
            measured = f"{median(ratios):.2f}"
            verdict = _verdict(median(ratios), goal.least, goal.stretch)
        lines.append((goal.title(), goal.least, goal.stretch, measured, verdict))
    if imported is None:
        lines.append((_IMPORT, 2.5, 1.5, "-", ""))
    else:
        lines.append((_IMPORT, 2.5, 1.5, f"{imported:.2f}", _verdict(-imported, -2.5, -1.5)))
    width = max(len(line[0]) for line in lines)
    print(f"\n{'Goals: ratios in the same round':{width + 2}}   least  stretch  measured")
    for title, least, stretch, measured, verdict in lines:
        print(f"  {title:{width}}{least:>8g}{stretch:>9g}{measured:>10} {verdict}")


def _verdict(measured: float, least: float, stretch: float) -> str:
    if measured >= stretch:
        return "stretch"
    return "reached" if measured >= least else "MISSED"


def noise(found: Mapping[Row, Series]) -> None:
    """Say how far the same measurement moved between rounds."""
    print()
    for name in (HANDWRITTEN, FLOOR):
        spreads = [
            spread for series in found.values() if (spread := series.spread(name)) is not None
        ]
        if spreads:
            print(
                f"noise: between the rounds of one row, {PEERS[name].title} moved by "
                f"{median(spreads):.0%} (median), {max(spreads):.0%} (most)"
            )
            if median(spreads) > 0.2:
                print("  That is much: others use this machine. The ratios of CPU are steadier.")
    print(f"load at the end: {os.getloadavg()[0]:.2f}")
