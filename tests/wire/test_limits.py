"""What one peer may cost, and that it pays with its own connection only."""

# The package under test is made while the tests run, so nothing of it has a type here.
# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import os
import time
from typing import Any

import pytest
from twisted.logger import LogEvent, globalLogPublisher

from tests.wire.peers import Side, pack, request

GOOD = {"name": b"bob", "key": b"k", "age": b"4"}


@pytest.fixture
def make(wired: Any, path: str) -> Any:
    """Makes a server's end with limits."""
    ends: list[Side] = []

    def make_side(**limits: Any) -> Side:
        end = Side(wired, path, **limits)
        ends.append(end)
        return end

    yield make_side
    for end in ends:
        end.finish()


def test_a_box_may_have_the_size_of_the_limit_but_no_more(make: Any) -> None:
    data = request(b"Add", **{**GOOD, "key": b"x" * 900})
    side = make(box_bytes=len(data))
    assert side.receive(data)[0][b"id"] == b"5"
    more = request(b"Add", **{**GOOD, "key": b"x" * 901})
    assert side.receive(more) == []
    assert side.line.closed
    assert len(side.keeper.asked) == 1


def test_an_unfinished_box_is_not_held_beyond_the_limit(make: Any) -> None:
    side = make(box_bytes=100_000)
    pair = b"\0\1k\xff\xff" + b"v" * 65535
    for _ in range(100):
        side.connection.dataReceived(pair[:30_000])
        side.connection.dataReceived(pair[30_000:])
        assert len(side.connection.recvd) <= 100_000 + 65_540
    assert side.line.closed
    assert side.sent() == []


def test_too_many_keys_close(make: Any) -> None:
    side = make(box_keys=1024)
    keys = {b"k%d" % i: b"" for i in range(1021)}
    box = {**keys, b"_ask": b"1", b"_command": b"Ping"}
    assert side.receive(dict(sorted(box.items()))) == [{b"_answer": b"1"}]
    box.update({b"a": b"", b"b": b""})
    side.receive(dict(sorted(box.items())))
    assert side.line.closed


def test_too_many_keys_of_an_unfinished_box_close(make: Any) -> None:
    side = make(box_keys=1024)
    side.receive(b"\0\1k\0\0" * 1025)
    assert side.line.closed


def test_a_box_must_come_whole_in_time(make: Any) -> None:
    side = make(box_seconds=30)
    data = request(b"Add", **GOOD)
    side.receive(data[:10])
    side.clock.advance(29)
    side.receive(data[10:20])
    assert not side.line.closed
    side.clock.advance(1.5)
    assert side.line.closed


def test_a_byte_now_and_then_does_not_keep_a_box_alive(make: Any) -> None:
    side = make(box_seconds=30)
    data = b"\0\1k\xff\xff" + b"v" * 100
    for at in range(7):
        side.receive(data[at : at + 1])
        side.clock.advance(5)
    assert side.line.closed


def test_boxes_that_come_whole_in_time_may_follow_each_other_for_ever(make: Any) -> None:
    side = make(box_seconds=30)
    data = request(b"Add", **GOOD)
    side.connection.dataReceived(data[:10])
    for _ in range(20):
        side.clock.advance(20)
        side.connection.dataReceived(data[10:] + data[:10])
    assert not side.line.closed
    assert len(side.sent()) == 20
    side.clock.advance(31)
    assert side.line.closed


def test_an_idle_connection_stays(make: Any) -> None:
    side = make(box_seconds=30, stalled_seconds=60)
    side.still_works()
    side.clock.advance(100_000)
    side.still_works()


def test_calls_beyond_the_limit_are_refused_at_once(make: Any) -> None:
    side = make(calls=3)
    waits = [request(b"Wait", b"%d" % i, seconds=b"1") for i in range(5)]
    answers = side.receive(*waits)
    assert [box[b"_error"] for box in answers] == [b"3", b"4"]
    assert answers[0][b"_error_code"] == b"UNKNOWN"
    assert len(side.keeper.waiting) == 3
    side.keeper.waiting[1].callback(side.wired.WaitResult(done=True))
    assert side.sent()[0][b"_answer"] == b"1"
    side.still_works()


def test_a_limit_can_be_switched_off(make: Any) -> None:
    side = make(calls=None, box_bytes=None, box_keys=None, box_seconds=None, invalid=None)
    side.receive(*[request(b"Wait", b"%x" % i, seconds=b"1") for i in range(1000)])
    assert len(side.keeper.waiting) == 1000
    side.receive(*[request(b"Add", b"%x" % i, **{**GOOD, "age": b""}) for i in range(1000)])
    side.receive(pack({b"_ask": b"1", b"_command": b"Ping", b"zz": b""})[:-2])
    side.receive(*[b"\0\3zzz\xff\xff" + b"z" * 65535] * 20)
    side.clock.advance(10_000)
    assert not side.line.closed
    assert side.receive(b"\0\0")[-1] == {b"_answer": b"1"}


def test_a_limit_below_zero_is_a_mistake(wired: Any) -> None:
    with pytest.raises(ValueError, match="calls must be None or not below 0, not -1"):
        wired._wire.Limits(calls=-1)


def test_closing_waits_for_what_was_written_and_then_cuts(make: Any) -> None:
    side = make(close_seconds=5)
    side.keeper.answers["add"] = fatal(side)
    side.ask(b"Add", **GOOD)
    assert side.line.closed and not side.line.aborted
    side.clock.advance(4.9)
    assert not side.line.aborted
    side.clock.advance(0.2)
    assert side.line.aborted


def test_nothing_is_acted_on_after_closing(make: Any) -> None:
    side = make()
    side.keeper.answers["add"] = fatal(side)
    side.ask(b"Add", **GOOD)
    assert side.receive(request(b"Ping")) == []
    assert [name for name, _ in side.keeper.asked] == ["add"]


def fatal(side: Side) -> Any:
    def respond(**arguments: Any) -> Any:
        raise side.wired.Banned("out")

    return respond


def test_files_that_nobody_claims_are_closed_with_the_connection(make: Any) -> None:
    side = make(descriptors=3)
    ends = [os.dup(0) for _ in range(3)]
    for end in ends:
        side.connection.fileDescriptorReceived(end)
    assert not side.line.aborted
    side.lose()
    for end in ends:
        with pytest.raises(OSError):
            os.fstat(end)


def test_a_file_is_handed_to_the_responder_that_claims_it(make: Any) -> None:
    side = make()
    side.keeper.answers["open"] = lambda file, note: side.wired.OpenResult(size=file)
    end = os.dup(0)
    side.connection.fileDescriptorReceived(end)
    assert side.ask(b"Open", file=b"0", note=b"x")[b"size"] == b"%d" % end
    side.lose()
    os.close(end)


@pytest.mark.parametrize("wrong", [{"note": b"\xff"}, {"file": b"1"}, {"file": b"x"}], ids=str)
def test_a_file_of_a_request_that_fails_is_closed(make: Any, wrong: dict[str, bytes]) -> None:
    side = make()
    end = os.dup(0)
    side.connection.fileDescriptorReceived(end)
    answer = side.ask(b"Open", **{"file": b"0", "note": b"x", **wrong})
    assert answer[b"_error_description"] == b"invalid arguments"
    side.lose()
    with pytest.raises(OSError):
        os.fstat(end)


def test_a_file_cannot_be_sent_where_files_cannot_travel(make: Any) -> None:
    side = make()
    failed: list[Any] = []
    client = side.wired.ShopClient(side.connection)
    client.open(file=0, note="x").addErrback(failed.append)
    assert "UNIX" in str(failed[0].value)
    side.still_works()


def test_a_box_in_pieces_costs_no_more_than_its_bytes(make: Any) -> None:
    """However it is cut: with one byte at a time, everything that is done is done 300,000 times."""
    side = make()
    box = {b"%03d" % number: b"v" * 65535 for number in range(5)}
    box.update({b"_ask": b"1", b"_command": b"Ping"})
    data = pack(dict(sorted(box.items())))
    began = time.process_time()
    for at in range(len(data)):
        side.connection.dataReceived(data[at : at + 1])
    assert side.sent() == [{b"_answer": b"1"}]
    assert time.process_time() - began < 10


def test_too_many_files_that_nobody_claims_close(make: Any) -> None:
    side = make(descriptors=3)
    for _ in range(4):
        side.connection.fileDescriptorReceived(os.dup(0))
    assert side.line.aborted


def test_the_log_stays_small(make: Any) -> None:
    side = make(log_lines=10, invalid=None)
    events: list[LogEvent] = []
    publisher: Any = globalLogPublisher
    publisher.addObserver(events.append)
    try:
        for _ in range(1000):
            side.receive(request(b"Add", **{**GOOD, "age": b"x"}))
        assert len(events) == 10
        side.clock.advance(61)
        side.receive(request(b"Add", **{**GOOD, "age": b"x"}))
        assert len(events) == 11
    finally:
        publisher.removeObserver(events.append)


BIG = 40_000


@pytest.fixture
def full(make: Any) -> Side:
    """An end whose write buffer is full, since its peer stopped reading."""
    side: Side = make(stalled_seconds=60, backlog=8)
    side.keeper.answers["points"] = lambda points, origin: side.wired.PointsResult(
        points=[side.wired.Point(x=1, y=2, label="x" * BIG)]
    )
    side.line.reads = False
    for i in range(20):
        side.connection.dataReceived(request(b"Points", b"%d" % i, points=b""))
        if side.line.producer is not None:
            break
    return side


def test_requests_wait_while_the_peer_does_not_read(full: Side) -> None:
    asked = len(full.keeper.asked)
    assert asked < 20
    for i in range(50):
        full.connection.dataReceived(request(b"Ping", b"%d" % i))
    assert len(full.keeper.asked) == asked
    assert full.line.paused
    full.line.drain()
    full.clock.advance(0)
    assert not full.line.paused and full.line.producer is None
    answers = full.sent()
    assert [box[b"_answer"] for box in answers[-50:]] == [b"%d" % i for i in range(50)]
    full.still_works()


def test_answers_are_still_read_while_the_peer_does_not_read(full: Side) -> None:
    results: list[Any] = []
    full.till.ring(amount=1).addCallback(results.append)
    full.clock.advance(0)
    for i in range(8):
        full.connection.dataReceived(request(b"Ping", b"%d" % i))
    full.connection.dataReceived(pack({b"_answer": b"1", b"total": b"3"}))
    assert [result.total for result in results] == [3]
    assert not full.line.paused
    full.line.drain()
    full.clock.advance(0)
    assert sum(box.get(b"_answer") is not None and len(box) == 1 for box in full.sent()) == 8
    full.still_works()


def test_a_call_made_while_reading_is_stopped_starts_reading_again(full: Side) -> None:
    full.connection.dataReceived(request(b"Ping", b"0"))
    assert full.line.paused
    results: list[Any] = []
    full.till.ring(amount=1).addCallback(results.append)
    full.clock.advance(0)
    assert not full.line.paused
    full.connection.dataReceived(pack({b"_answer": b"1", b"total": b"3"}))
    assert len(results) == 1


def test_requests_beyond_the_backlog_are_refused_and_then_close(full: Side) -> None:
    full.till.ring(amount=1).addErrback(lambda _: None)
    full.clock.advance(0)
    for i in range(8 + 8):
        full.connection.dataReceived(request(b"Ping", b"%d" % i))
    assert not full.line.aborted
    full.connection.dataReceived(request(b"Ping", b"99"))
    assert full.line.aborted


def test_a_peer_that_never_reads_is_cut(full: Side) -> None:
    full.clock.advance(59)
    assert not full.line.aborted
    full.clock.advance(2)
    assert full.line.aborted


def test_a_peer_that_reads_slowly_is_not_cut(full: Side) -> None:
    for _ in range(30):
        full.clock.advance(50)
        full.line.drain(100)
    assert not full.line.aborted


def test_losing_the_connection_while_full_leaves_nothing(full: Side) -> None:
    full.connection.dataReceived(request(b"Ping", b"0"))
    full.lose()
    assert full.clock.getDelayedCalls() == []
