"""Our own calls: every one is settled once, and none takes the connection with it."""

# The package under test is made while the tests run, so nothing of it has a type here.
# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import gc
from typing import Any

import pytest
from twisted.internet.defer import CancelledError, Deferred
from twisted.internet.defer import TimeoutError as TwistedTimeoutError
from twisted.internet.error import ConnectionDone
from twisted.protocols import amp as twisted_amp

from tests.wire.peers import Side, pack

# Twisted's AMP has hardly any types.
amp: Any = twisted_amp


def outcome(deferred: Deferred[Any]) -> list[Any]:
    """What a Deferred has come to, in a list that stays empty until then."""
    seen: list[Any] = []
    deferred.addCallbacks(seen.append, lambda failure: seen.append(failure.value))
    return seen


def error(tag: bytes, code: bytes = b"OTHER", description: bytes = b"why") -> bytes:
    return pack({b"_error": tag, b"_error_code": code, b"_error_description": description})


def test_a_call_is_sent_as_twisted_would_and_fires_with_the_result(side: Side) -> None:
    seen = outcome(side.till.ring(amount=5))
    assert side.sent() == [{b"_ask": b"1", b"_command": b"Ring", b"amount": b"5"}]
    side.receive({b"_answer": b"1", b"total": b"7"})
    assert [result.total for result in seen] == [7]


def test_tags_count_one_way_calls_too(side: Side) -> None:
    for _ in range(9):
        assert side.till.beep(times=1) is None
    side.till.ring(amount=5)
    boxes = side.sent()
    assert boxes[0] == {b"_command": b"Beep", b"times": b"1"}
    assert boxes[9][b"_ask"] == b"a"


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {b"total": b"x"},
        {b"total": b"1_0"},
        {b"totals": b"10"},
    ],
    ids=str,
)
def test_an_answer_that_is_none_fails_its_own_call_only(
    side: Side, answer: dict[bytes, bytes]
) -> None:
    seen, other = outcome(side.till.ring(amount=5)), outcome(side.till.ring(amount=6))
    side.receive({b"_answer": b"1", **answer})
    assert isinstance(seen[0], side.wired._wire.ResponseError)
    assert "`total`" in str(seen[0]) and "x" not in str(seen[0])
    side.receive({b"_answer": b"2", b"total": b"3", b"zebra": b""})
    assert other[0].total == 3
    side.still_works()


def test_an_undeclared_error_keeps_its_code(side: Side) -> None:
    seen = outcome(side.till.ring(amount=5))
    side.receive(error(b"1", b"ODD", b"bad\x1b[2J\n\xff"))
    assert isinstance(seen[0], amp.UnknownRemoteError)
    assert seen[0].errorCode == b"ODD"
    assert "\x1b" not in str(seen[0]) and "\n" not in str(seen[0])
    side.still_works()


def test_unhandled_is_twisted_s_own_exception(side: Side) -> None:
    seen = outcome(side.till.ring(amount=5))
    side.receive(error(b"1", b"UNHANDLED"))
    assert isinstance(seen[0], amp.UnhandledCommand)


@pytest.mark.parametrize("missing", [b"_error_code", b"_error_description"])
def test_an_error_that_says_little_settles_its_call(side: Side, missing: bytes) -> None:
    seen = outcome(side.till.ring(amount=5))
    box = {b"_error": b"1", b"_error_code": b"UNKNOWN", b"_error_description": b""}
    del box[missing]
    side.receive(box)
    assert isinstance(seen[0], amp.UnknownRemoteError)
    assert seen[0].errorCode == b"UNKNOWN"


@pytest.mark.parametrize("tag", [b"7", b"", b"x", b"0", b"-1", b"01", b"1" * 5000, b"0x1", b" 1"])
@pytest.mark.parametrize("kind", [b"_answer", b"_error"])
def test_an_answer_to_nothing_closes_with_a_reason(side: Side, tag: bytes, kind: bytes) -> None:
    seen = outcome(side.till.ring(amount=5))
    side.receive({kind: tag, b"total": b"1"})
    assert side.line.closed
    side.lose()
    assert isinstance(seen[0], side.wired._wire.PeerMisbehaved)
    assert "never made" in str(seen[0])


@pytest.mark.parametrize("kind", [b"_answer", b"_error"])
def test_a_second_answer_is_ignored(side: Side, kind: bytes) -> None:
    seen = outcome(side.till.ring(amount=5))
    side.receive({b"_answer": b"1", b"total": b"1"}, {kind: b"1", b"total": b"2"})
    assert [result.total for result in seen] == [1]
    side.still_works()


def test_a_cancelled_call_is_forgotten_with_its_late_answer(side: Side) -> None:
    call = side.till.ring(amount=5)
    seen = outcome(call)
    call.cancel()
    assert isinstance(seen[0], CancelledError)
    assert not side.connection._calls and not side.connection._outstandingRequests
    side.receive({b"_answer": b"1", b"total": b"1"})
    side.receive(error(b"1"))
    side.still_works()


def test_a_call_past_its_deadline_is_forgotten_with_its_late_answer(side: Side) -> None:
    seen = outcome(side.till.ring(amount=5, timeout=3))
    side.clock.advance(2.9)
    assert not seen
    side.clock.advance(0.2)
    assert isinstance(seen[0], TimeoutError) and isinstance(seen[0], TwistedTimeoutError)
    assert "`Ring`" in str(seen[0]) and "3 seconds" in str(seen[0])
    assert not side.connection._calls and not side.connection._outstandingRequests
    side.receive({b"_answer": b"1", b"total": b"1"})
    side.still_works()


def test_an_answer_in_time_stops_the_clock(side: Side) -> None:
    seen = outcome(side.till.ring(amount=5, timeout=3))
    side.receive({b"_answer": b"1", b"total": b"1"})
    assert seen[0].total == 1
    assert side.clock.getDelayedCalls() == []
    seen = outcome(side.till.ring(amount=5, timeout=3))
    side.receive(error(b"2"))
    assert side.clock.getDelayedCalls() == []


@pytest.mark.parametrize("timeout", [-1, float("nan")])
def test_a_deadline_that_is_none_fails_the_call(side: Side, timeout: float) -> None:
    seen = outcome(side.till.ring(amount=5, timeout=timeout))
    assert isinstance(seen[0], ValueError)
    assert side.sent() == []


def test_an_endless_deadline_is_none(side: Side) -> None:
    side.till.ring(amount=5, timeout=float("inf"))
    assert side.clock.getDelayedCalls() == []


@pytest.mark.parametrize(
    ("amount", "kind", "words"),
    [
        ("5", TypeError, "must be an int, not a str"),
        (5.0, TypeError, "must be an int, not a float"),
        (None, TypeError, "must be an int, not None"),
        (10**70000, ValueError, "digits"),
    ],
    ids=["str", "float", "None", "huge"],
)
def test_a_wrong_value_fails_through_the_call_and_names_the_field(
    side: Side, amount: Any, kind: type[Exception], words: str
) -> None:
    seen = outcome(side.till.ring(amount=amount))
    assert isinstance(seen[0], kind)
    assert "`amount` of `Ring`" in str(seen[0]) and words in str(seen[0])
    assert side.sent() == []
    side.till.ring(amount=True)
    assert side.sent()[0] == {b"_ask": b"1", b"_command": b"Ring", b"amount": b"1"}


def test_a_wrong_value_of_a_one_way_call_is_raised(side: Side) -> None:
    with pytest.raises(TypeError, match="`times` of `Beep` must be an int"):
        side.till.beep(times="x")
    side.still_works()


def test_calls_fail_with_the_reason_of_a_lost_connection(side: Side) -> None:
    waiting = outcome(side.till.ring(amount=5, timeout=3))
    side.lose(ConnectionDone("bye"))
    late = outcome(side.till.ring(amount=5))
    assert isinstance(waiting[0], ConnectionDone) and isinstance(late[0], ConnectionDone)
    assert side.till.beep(times=1) is None


def test_a_call_before_the_connection_fails(wired: Any) -> None:
    connection = wired.MarketServerProtocol(wired.ShopPartialResponder())
    seen = outcome(connection.till.ring(amount=1))
    assert isinstance(seen[0], amp.AmpError)


def test_a_failed_call_without_an_errback_leaves_the_connection(side: Side) -> None:
    side.till.ring(amount=5)
    side.receive(error(b"1"))
    gc.collect()
    side.still_works()


def test_a_callback_that_fails_leaves_the_connection(side: Side) -> None:
    side.till.ring(amount=5).addCallback(lambda _: 1 / 0)
    side.receive({b"_answer": b"1", b"total": b"1"})
    gc.collect()
    side.still_works()


def test_a_call_made_in_a_callback_is_made(side: Side) -> None:
    seen: list[Any] = []

    def again(result: Any) -> None:
        seen.append(result.total)
        side.till.ring(amount=result.total).addCallback(again)

    side.till.ring(amount=1).addCallback(again)
    side.sent()
    boxes = side.receive({b"_answer": b"1", b"total": b"2"}, {b"_answer": b"2", b"total": b"3"})
    assert seen == [2, 3]
    assert [box[b"amount"] for box in boxes] == [b"2", b"3"]
