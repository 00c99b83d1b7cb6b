"""What a peer may send in order to hurt: other calls go on, and nothing takes long or grows.

Times are bounded a hundred times above what they are, and hundreds of times below what they were
or would be.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.task import Clock
from twisted.logger import LogEvent, formatEvent, globalLogPublisher

from tests.building import build, importable
from tests.memory import boxes, pairs
from tests.wire.peers import Line, pack, take_the_general_path

HERE = Path(__file__).parent
MERSENNE = 2**61 - 1
"""The hash of a whole number is what is left when it is divided by this."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("hostile")
    build({"hostile.amp": (HERE / "hostile.amp").read_text("utf-8")}, folder)
    with importable(folder):
        yield importlib.import_module("hostile")


class Target:
    """A server's end on one of the two paths; what it does with its arguments is simple."""

    def __init__(self, hostile: Any, path: str) -> None:
        def leave(_: Any) -> None:
            raise SystemExit("by a responder")

        def counted(name: str) -> Callable[..., Any]:
            kind = getattr(hostile, f"{name.title()}Result")

            def answer(_: Any, numbers: Any) -> Any:
                return kind(count=len(numbers))

            return answer

        def echoed(name: str, word: str) -> Callable[..., Any]:
            kind = getattr(hostile, f"{name.title()}Result")

            def answer(_: Any, **words: Any) -> Any:
                return kind(**{word: words[word]})

            return answer

        def blob(_: Any) -> Any:
            return hostile.BlobResult(blob=b"x" * 60_000)

        def ping(_: Any) -> None:
            pass

        answers: dict[str, Callable[..., Any]] = {
            "grow": echoed("grow", "tree"),
            "tell": echoed("tell", "text"),
            "amount": echoed("amount", "amount"),
            "blob": blob,
            "quit": leave,
            "ping": ping,
        }
        for name in ("ints", "floats", "decimals", "levels", "total"):
            answers[name] = counted(name)
        responder = type("Answers", (hostile.TargetResponder,), answers)()
        self.line = Line()
        self.connection = hostile.HostilityServerProtocol(responder)
        self.connection.clock = Clock()
        if path == "general":
            take_the_general_path(self.connection)
        self.connection.makeConnection(self.line)

    def answers(self, data: bytes, piece: int | None = None) -> list[dict[bytes, bytes]]:
        """Give it bytes, at once or in pieces, and return what it answers."""
        before = len(self.line.written)
        for at in range(0, len(data), piece or len(data)):
            self.connection.dataReceived(data[at : at + (piece or len(data))])
        return [dict(pairs(box)) for box in boxes(bytes(self.line.written[before:]))]

    def still_answers(self) -> bool:
        return self.answers(ask(b"Ping")) == [{b"_answer": b"1"}]


@pytest.fixture
def target(hostile: Any, path: str) -> Target:
    return Target(hostile, path)


def ask(command: bytes, **fields: bytes) -> bytes:
    """A request, its fields spread over as many keys as they need."""
    box = {b"_ask": b"1", b"_command": command}
    for name, payload in fields.items():
        pieces = [payload[at : at + 65_535] for at in range(0, len(payload), 65_535)] or [b""]
        for number, piece in enumerate(pieces, 1):
            box[name.encode() + (b".%d" % number if number > 1 else b"")] = piece
    return pack(dict(sorted(box.items())))


def mapping(keys: list[bytes]) -> bytes:
    return b"".join([pack({b"key": key, b"value": b"1"}) for key in keys])


def watched(call: Any) -> list[Any]:
    """What a call comes to, once it does."""
    outcomes: list[Any] = []
    call.addBoth(outcomes.append)
    return outcomes


@contextmanager
def quickly(seconds: float) -> Generator[None]:
    """Assert that no more CPU time than this is taken."""
    start = time.process_time()
    yield
    took = time.process_time() - start
    assert took < seconds, f"took {took:.2f} s"


@pytest.fixture
def log() -> Iterator[list[LogEvent]]:
    events: list[LogEvent] = []
    publisher: Any = globalLogPublisher
    publisher.addObserver(events.append)
    yield events
    publisher.removeObserver(events.append)


def is_invalid(answers: list[dict[bytes, bytes]]) -> bool:
    return [one.get(b"_error_description") for one in answers] == [b"invalid arguments"]


@pytest.mark.parametrize("command", [b"Ints", b"Decimals", b"Levels"])
def test_keys_of_a_map_that_collide_are_refused(target: Target, command: bytes) -> None:
    # A few dozen floats have the same hash at most, and texts are hashed by a secret.
    keys = [b"%d" % (n * MERSENNE) for n in range(1, 20_000)]
    with quickly(1.5):
        answers = target.answers(ask(command, numbers=mapping(keys)))
    assert is_invalid(answers)
    assert target.still_answers()


@pytest.mark.parametrize("command", [b"Ints", b"Floats", b"Decimals", b"Levels"])
def test_keys_of_a_map_are_otherwise_as_they_come(target: Target, command: bytes) -> None:
    keys = [b"%d" % n for n in range(5000)] * 2
    answers = target.answers(ask(command, numbers=mapping(keys)))
    assert answers == [{b"_answer": b"1", b"count": b"5000"}]


def test_a_peer_that_does_not_read_is_given_little(target: Target) -> None:
    target.line.reads = False
    target.answers(ask(b"Blob") * 2000)
    # Two thousand answers of 60 kB each were asked for with less than 64 kB.
    assert len(target.line.unsent) < 1024 * 1024
    assert target.line.paused


def test_a_peer_that_does_not_read_cannot_leave_large_requests(
    hostile: Any, target: Target
) -> None:
    caller = hostile.CallerClient(target.connection)
    watched(caller.call(number=1))
    target.line.reads = False
    target.answers(ask(b"Blob") * 20)
    large = ask(b"Tell", text=b'"%b"' % (b"x" * 600_000))
    for _ in range(50):
        if not target.line.aborted:
            target.connection.dataReceived(large)
    # A look inside: from outside it is memory that grows.
    waiting: list[bytes] = getattr(target.connection, "_waiting")
    held = len(target.connection.recvd) + sum(map(len, waiting))
    assert held < 3 * 1024 * 1024


def test_a_box_in_many_pieces_costs_what_its_bytes_cost(target: Target) -> None:
    whole = ask(b"Total", numbers=b"\0\x011" * 300_000)
    with quickly(5):
        assert target.answers(whole, 20) == [{b"_answer": b"1", b"count": b"300000"}]


@pytest.mark.parametrize("depth", [500, 5_000, 400_000])
def test_deep_json_is_refused_or_answered(target: Target, depth: int) -> None:
    with quickly(2):
        (answer,) = target.answers(ask(b"Tell", text=b"[" * depth + b"]" * depth))
    assert answer.keys() & {b"_answer", b"_error"}
    assert target.still_answers()


@pytest.mark.parametrize("depth", range(50, 1200, 50))
def test_deep_records_are_refused_or_answered(
    target: Target, log: list[LogEvent], depth: int
) -> None:
    tree = b""
    for _ in range(depth):
        tree = pack({b"children": tree})
    (answer,) = target.answers(ask(b"Grow", tree=tree))
    assert answer.keys() & {b"_answer", b"_error"}
    shown = [formatEvent(event) + str(event.get("log_failure", "")) for event in log]
    assert sum(map(len, shown)) < 20_000
    assert target.still_answers()


@pytest.mark.parametrize("amount", [b"1E+999999999", b"-1E-999999", b"9" * 60_000, b"NaN123"])
def test_decimals_are_never_written_out(target: Target, amount: bytes) -> None:
    with quickly(1):
        answers = target.answers(ask(b"Amount", amount=amount))
    assert answers == [{b"_answer": b"1", b"amount": amount}]


def test_what_a_responder_raises_ends_nothing_but_its_call(target: Target) -> None:
    answers = target.answers(ask(b"Quit") + ask(b"Ping"))
    assert [one.get(b"_error_description") for one in answers] == [b"Unknown Error", None]
    assert target.still_answers()


def test_late_errors_are_not_looked_at(hostile: Any, target: Target) -> None:
    caller = hostile.CallerClient(target.connection)
    watched(caller.call(number=1))
    content = {b"_error": b"1", b"_error_code": b"X", b"_error_description": b"\x1b" * 65_535}
    target.answers(pack(content))
    with quickly(0.5):
        target.answers(pack(content) * 50)
    assert target.still_answers()


def test_the_log_takes_little_of_what_a_peer_says(target: Target, log: list[LogEvent]) -> None:
    for _ in range(200):
        target.answers(pack({b"_command": b"\xff" * 60_000}))
    shown = [formatEvent(event) for event in log]
    assert 0 < len(shown) < 70
    assert max(map(len, shown)) < 500
    assert target.still_answers()
