"""Two peers in memory behave as two processes would, but when it is asked of them."""

# Twisted's AMP has hardly any types.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ampgen.testing import Pair, Pairs, connected
from ampgen.testing.line import BUFFER
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.protocols import amp as twisted_amp

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "testing"

amp: Any = twisted_amp


class Echo(amp.Command):  # type: ignore[misc]
    arguments = [(b"text", amp.Unicode())]
    response = [(b"text", amp.Unicode())]


class Peer(amp.AMP):  # type: ignore[misc]
    """A hand-written peer that notes what becomes of its connection."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.lost: list[str] = []

    @Echo.responder  # type: ignore[untyped-decorator]
    def echo(self, text: str) -> dict[str, str]:
        self.heard.append(text)
        return {"text": text}

    def ask(self, text: str) -> Deferred[dict[str, str]]:
        deferred: Deferred[dict[str, str]] = self.callRemote(Echo, text=text)
        return deferred

    def connectionLost(self, reason: Any) -> None:
        self.lost.append(reason.type.__name__)
        super().connectionLost(reason)


def peers() -> Pair[Peer, Peer]:
    return Pair(Peer(), Peer())


def test_hand_written_peers_may_be_paired() -> None:
    pair = peers()
    assert pair.wait(pair.client.ask("to")) == {"text": "to"}
    assert pair.wait(pair.server.ask("and fro")) == {"text": "and fro"}


def test_nothing_is_delivered_from_within_a_write() -> None:
    pair = peers()
    waiting = pair.client.ask("x")
    assert pair.server.heard == [] and not waiting.called
    pair.pump()
    assert pair.server.heard == ["x"] and waiting.called


def test_boxes_may_arrive_byte_by_byte() -> None:
    pair = peers()
    pair.largest = 1
    assert pair.wait(pair.client.ask("slowly")) == {"text": "slowly"}


def test_what_is_delayed_keeps_its_order() -> None:
    pair = peers()
    pair.delay(5)
    pair.client.ask("late")
    pair.delay(0)
    pair.client.ask("later")
    pair.advance(4)
    assert pair.server.heard == []
    pair.advance(1)
    assert pair.server.heard == ["late", "later"]


def test_an_end_is_told_to_both() -> None:
    pair = peers()
    waiting = pair.client.ask("x")
    pair.client.transport.loseConnection()
    with pytest.raises(ConnectionDone):
        pair.wait(waiting)
    # What was written before is delivered, as by TCP.
    assert pair.server.heard == ["x"] and not pair.connected
    assert pair.server.lost == pair.client.lost == ["ConnectionDone"]


def test_an_abort_is_told_to_both() -> None:
    pair = peers()
    pair.client.ask("x").addErrback(lambda _: None)
    pair.client.transport.abortConnection()
    pair.pump()
    assert pair.server.heard == []
    assert pair.server.lost == pair.client.lost == ["ConnectionLost"]


def test_a_cut_answer_fails_the_call_behind_it() -> None:
    pair = peers()
    pair.cut(to_client=5)
    with pytest.raises(ConnectionLost):
        pair.wait(pair.client.ask("x"))
    assert pair.server.heard == ["x"]


def test_waiting_for_nothing_ends_at_once() -> None:
    pair = peers()
    never: Deferred[None] = Deferred()
    with pytest.raises(TimeoutError, match="nothing is left"):
        pair.wait(never)
    pair.clock.callLater(100, print)
    with pytest.raises(TimeoutError, match="within 60 seconds"):
        pair.wait(never, within=60)


def test_a_producer_is_paused_while_much_is_unsent() -> None:
    class Gauge:
        paused = False

        def pauseProducing(self) -> None:
            self.paused = True

        def resumeProducing(self) -> None:
            self.paused = False

        def stopProducing(self) -> None: ...

    pair = peers()
    gauge = Gauge()
    pair.client.transport.registerProducer(gauge, True)
    pair.silence()
    for _ in range(BUFFER // 1000 + 1):
        pair.client.ask("x" * 1000)
    assert gauge.paused
    pair.silence(False)
    pair.pump()
    assert not gauge.paused


def test_pairs_are_ended_together() -> None:
    pairs = Pairs()
    ends = [Peer() for _ in range(4)]
    one: Pair[Peer, Peer] = pairs(ends[0], ends[1])
    other: Pair[Peer, Peer] = pairs(ends[2], ends[3])
    pairs.close()
    assert not one.connected and not other.connected
    assert one.server.lost == ["ConnectionDone"]


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        (lambda: (object(), Peer()), "object is neither: give a responder to its factory"),
        (lambda: (Peer, Peer()), "not of the class Peer"),
        (lambda: (Peer(), Peer), "not of the class Peer"),
    ],
)
def test_what_cannot_be_an_end_is_told_about(ends: Any, told: str) -> None:
    with pytest.raises(TypeError, match=told):
        connected(*ends())


def test_a_protocol_is_one_end_alone() -> None:
    peer = Peer()
    with pytest.raises(ValueError, match="cannot be both ends"):
        connected(peer, peer)


@pytest.mark.parametrize("seconds", [-1.0, float("nan")])
def test_time_does_not_go_back(seconds: float) -> None:
    pair = peers()
    for move in (pair.advance, pair.delay):
        with pytest.raises(ValueError, match="goes forward alone"):
            move(seconds)
    assert pair.clock.seconds() == 0


def in_the_example(folder: Path, *words: str) -> str:
    """Compile the example into a folder, and run a program with it."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(folder)])}
    compiler = ["ampgen", "compile", str(EXAMPLE / "thermostat.amp"), "--out", str(folder)]
    for command in (compiler, words):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_trial_runs_with_pairs(tmp_path: Path) -> None:
    program = str(EXAMPLE / "test_thermostat_by_trial.py")
    assert "PASSED (successes=1)" in in_the_example(tmp_path, "twisted.trial", program)


@pytest.mark.parametrize("checker", ["mypy", "basedpyright"])
def test_each_end_has_its_own_type(checker: str, tmp_path: Path) -> None:
    program = Path(shutil.copy(EXAMPLE / "test_thermostat.py", tmp_path))
    wrong = program.read_text("utf-8").replace("home.client.heating.aim", "home.client.heating.am")
    (tmp_path / "wrong.py").write_text(wrong, "utf-8")
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}', "utf-8")
    strict = ["--strict"] if checker == "mypy" else ["--pythonpath", sys.executable]
    in_the_example(tmp_path, checker, *strict, program.name)
    with pytest.raises(AssertionError, match='"am"'):
        in_the_example(tmp_path, checker, *strict, "wrong.py")


def test_the_plug_in_brings_nothing_of_twisted_to_other_runs() -> None:
    code = "import sys, ampgen.pytest_plugin; print([n for n in sys.modules if 'twisted' in n])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout == "[]\n", done.stderr
