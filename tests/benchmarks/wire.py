"""How fast generated connections are, beside hand-written Twisted and other RPC libraries.

``python -m tests.benchmarks.wire`` takes some minutes and prints tables; ``--help`` tells how to
measure less. What is compared is measured in one run and in turn (A B C A B C …), because a
machine's speed drifts: a ratio is the median of the ratios within the rounds.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

from . import compiled, imports, joined, report
from .orders import Order, expect
from .peers import PEERS, Peer, generated, handwritten, versions
from .processes import Connected, connected
from .rows import GENERATED, HANDWRITTEN, LOOPBACK, MEMORY, Measured, Row, Series
from .work import WORKS


def options(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.wire", description=__doc__)
    add = parser.add_argument
    add("--quick", action="store_true", help="3 short rounds: a first impression")
    add("--seconds", type=float, help="how long each peer is measured in a round (0.5)")
    add("--rounds", type=int, help="how many rounds (7)")
    for name, known, word in (
        ("--only", list(WORKS), "WORK"),
        ("--peers", list(PEERS), "PEER"),
        ("--reactors", ["default", "asyncio", "uvloop"], "REACTOR"),
    ):
        listed = f"some of: {', '.join(known)}"
        add(name, nargs="+", choices=known, default=known, metavar=word, help=listed)
    add("--memory-only", action="store_true", help="only the CPU of both ends in memory")
    add("--loopback-only", action="store_true", help="only calls over loopback TCP")
    add("--package", type=Path, help="a folder with the package, compiled before")
    chosen = parser.parse_args(words)
    chosen.seconds = chosen.seconds or (0.15 if chosen.quick else 0.5)
    chosen.rounds = chosen.rounds or (3 if chosen.quick else 7)
    return chosen


def in_memory(
    rows: Iterable[Row], peers: Iterable[str], folder: Path, rounds: int, seconds: float
) -> dict[Row, Series]:
    """Measure the CPU of both ends of generated and hand-written connections."""
    package = generated.load(str(folder))
    found: dict[Row, Series] = {}
    for row in rows:
        pairs = {
            HANDWRITTEN: joined.Pair(*handwritten.ends(row.responder)),
            GENERATED: joined.Pair(
                package.BenchClientProtocol(),
                package.BenchServerProtocol(generated.responder(package, row.responder)),
            ),
        }
        jobs = {
            HANDWRITTEN: handwritten.jobs(pairs[HANDWRITTEN].client),
            GENERATED: generated.jobs(package.BenchClient(pairs[GENERATED].client)),
        }
        chosen = [name for name in pairs if name in peers]
        for name in chosen:
            job = jobs[name][row.work]
            expect(row.work, job.use(pairs[name].run(job.begin())))
            joined.cpu_of_a_call(pairs[name], job, row.in_flight, min(seconds, 0.1))
        series = found[row] = Series()
        for _ in range(rounds):
            measured: dict[str, Measured] = {}
            for name in chosen:
                cpu = joined.cpu_of_a_call(
                    pairs[name], jobs[name][row.work], row.in_flight, seconds
                )
                cpu /= WORKS[row.work].calls
                measured[name] = Measured(1e6 / cpu, cpu)
            series.rounds.append(measured)
        for pair in pairs.values():
            pair.close()
        report.table(row, series)
    return found


def over_loopback(
    rows: Iterable[Row], peers: Sequence[Peer], folder: Path, rounds: int, seconds: float
) -> dict[Row, Series]:
    """Measure calls between two processes. Rows that can use the same processes do."""
    found: dict[Row, Series] = {}
    for (reactor, responder), group in groupby(rows, lambda row: (row.reactor, row.responder)):
        with ExitStack() as ending:
            there = {
                peer.name: ending.enter_context(connected(peer, responder, reactor, str(folder)))
                for peer in peers
                if reactor in peer.reactors and (responder == "value" or peer.responders)
            }
            for row in group:
                able = {name: both for name, both in there.items() if row.work in both.works}
                found[row] = _rounds(row, able, rounds, seconds)
                report.table(row, found[row])
    return found


def _rounds(row: Row, there: Mapping[str, Connected], rounds: int, seconds: float) -> Series:
    calls = WORKS[row.work].calls
    for both in there.values():
        both.carry_out(Order(row.work, row.in_flight, min(seconds, 0.1)))
    order = Order(row.work, row.in_flight, seconds)
    series = Series()
    for _ in range(rounds):
        series.rounds.append({name: both.carry_out(order, calls) for name, both in there.items()})
    return series


def main(words: Sequence[str] | None = None) -> None:
    """Measure what the command line asks for, and print it."""
    chosen = options(words)
    rounds, seconds = chosen.rounds, chosen.seconds
    report.heading(rounds, seconds)
    uvloop = bool(versions(["uvloop"]))
    peers = [PEERS[name] for name in chosen.peers if not PEERS[name].missing()]
    reactors = [name for name in chosen.reactors if name != "uvloop" or uvloop]
    found: dict[Row, Series] = {}
    imported: float | None = None
    with compiled.package(chosen.package) as folder:
        if not chosen.loopback_only:
            rows = [row for row in MEMORY if row.work in chosen.only]
            found.update(in_memory(rows, chosen.peers, folder, rounds, seconds))
        if not chosen.memory_only:
            rows = [row for row in LOOPBACK if row.work in chosen.only]
            rows = [row for row in rows if row.reactor in reactors]
            imported = imports.show(rounds * 2)
            found.update(over_loopback(rows, peers, folder, rounds, seconds))
    report.goals(found, imported)
    report.noise(found)


if __name__ == "__main__":
    main()
