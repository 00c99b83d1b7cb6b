"""What happens to calls when their connection is lost, and who may interfere."""

# The package under test is made while the tests run, so nothing of it has a type here.
# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.defer import Deferred

from tests.wire.peers import Side, request


def watched(deferred: Deferred[Any], into: list[Any], name: str) -> Deferred[Any]:
    def note(failure: Any) -> None:
        into.append((name, failure.type.__name__))

    deferred.addErrback(note)
    return deferred


def test_calls_fail_in_the_order_in_which_they_were_made(side: Side) -> None:
    failed: list[Any] = []
    for number in range(20):
        # Every third value is none that straight-line code writes.
        amount: Any = number if number % 3 else True
        watched(side.till.ring(amount=amount), failed, str(number))
    side.lose()
    assert failed == [(str(number), "ConnectionDone") for number in range(20)]


@pytest.mark.parametrize("usual", [True, False])
def test_a_call_may_be_cancelled_by_what_another_one_failed_for(side: Side, usual: bool) -> None:
    failed: list[Any] = []
    amount: Any = 1 if usual else True
    first = side.till.ring(amount=amount)
    second = watched(side.till.ring(amount=amount), failed, "second")
    third = watched(side.till.ring(amount=amount), failed, "third")
    first.addErrback(lambda _: second.cancel())
    side.receive(request(b"Wait", b"a", seconds=b"1"))
    side.lose()
    assert failed == [("second", "CancelledError"), ("third", "ConnectionDone")]
    assert third.called and side.keeper.waiting[0].called


def test_a_call_that_is_made_meanwhile_fails_at_once(side: Side) -> None:
    failed: list[Any] = []

    def again(_: object) -> None:
        watched(side.till.ring(amount=2), failed, "again")

    side.till.ring(amount=1).addErrback(again)
    side.lose()
    assert failed == [("again", "ConnectionDone")]


def test_a_responder_s_wait_is_cancelled_and_its_end_is_not_logged(side: Side) -> None:
    side.receive(request(b"Wait", b"a", seconds=b"1"), request(b"Wait", b"b", seconds=b"1"))
    side.lose()
    assert [one.called for one in side.keeper.waiting] == [True, True]
