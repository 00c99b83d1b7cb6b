"""That the benchmarks measure what they say; how fast anything is decides nothing here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import compiled, memory, report, wire
from .orders import Order
from .peers import PEERS, Peer
from .processes import connected
from .rows import GENERATED, GOALS, HANDWRITTEN, MEMORY, Measured, Series

INSTALLED = [peer for peer in PEERS.values() if not peer.missing()]


@pytest.fixture(scope="module")
def package() -> Iterator[Path]:
    with compiled.package() as folder:
        yield folder


@pytest.mark.parametrize("peer", INSTALLED, ids=lambda peer: peer.name)
def test_a_peer_does_the_work_that_all_do(peer: Peer, package: Path) -> None:
    with connected(peer, "value", "default", str(package)) as both:
        assert {"small", "records", "integers", "text"} <= set(both.works)
        measured = both.carry_out(Order("small", 2, 0.02))
    assert measured.rate > 0
    assert measured.client_cpu > 0


def test_both_ends_in_memory_do_every_work_with_every_responder(package: Path) -> None:
    found = wire.in_memory(MEMORY, [HANDWRITTEN, GENERATED], package, 1, 0.01)
    assert set(found) == set(MEMORY)
    assert all(series.ratios(GENERATED, HANDWRITTEN)[0] > 0 for series in found.values())


def test_a_ratio_is_taken_within_a_round() -> None:
    slow, fast = Measured(10, 1), Measured(1_000, 1)
    series = Series([{"a": slow, "b": slow}, {"a": fast, "b": fast}])
    assert series.ratios("a", "b") == [1, 1]
    assert series.ratios("a", "missing") == []
    assert series.spread("a") == pytest.approx(990 / 505)


def test_a_goal_that_is_missed_is_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    goal = GOALS[0]
    for ratio, word in ((goal.least / 2, "MISSED"), (goal.least, "reached"), (99, "stretch")):
        one = {GENERATED: Measured(ratio, 1), HANDWRITTEN: Measured(1, 1)}
        report.goals({goal.row: Series([one])}, None)
        (line,) = (line for line in capsys.readouterr().out.splitlines() if f"{ratio:.2f}" in line)
        assert line.endswith(word)


@pytest.mark.skipif(sys.platform != "linux", reason="peaks of memory are read from /proc")
def test_a_hostile_peer_is_shown_to_cost_little(package: Path) -> None:
    outcome = memory.attack("a box of 131 MB, never ended", "generated", package)
    assert outcome.closed == 1
    assert outcome.peak < 8_000_000
    assert outcome.waited is not None
