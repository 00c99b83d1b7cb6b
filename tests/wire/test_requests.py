"""What a peer may ask for, rightly and wrongly; the connection and other calls go on."""

# The package under test is made while the tests run, so nothing of it has a type here.
# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

import pytest
from twisted.internet.defer import Deferred, fail, succeed
from twisted.logger import LogEvent, formatEvent, globalLogPublisher
from twisted.protocols import amp as twisted_amp

from tests.wire.peers import Side, pack, request

# Twisted's AMP has hardly any types.
amp: Any = twisted_amp


@pytest.fixture
def log() -> Any:
    """What is logged during a test."""
    events: list[LogEvent] = []
    publisher: Any = globalLogPublisher
    publisher.addObserver(events.append)
    yield events
    publisher.removeObserver(events.append)


def text_of_log(events: list[LogEvent]) -> str:
    return "\n".join(formatEvent(event) + str(event.get("log_failure", "")) for event in events)


GOOD = {"name": b"bob", "key": b"\xff\0", "age": b"4"}


def test_a_request_is_answered(side: Side) -> None:
    assert side.ask(b"Add", **GOOD) == {b"_answer": b"1", b"id": b"5"}
    assert side.keeper.asked == [("add", {"name": "bob", "key": b"\xff\0", "age": 4})]


def test_a_request_may_come_byte_by_byte(side: Side) -> None:
    data = request(b"Add", **GOOD) + request(b"Ping", b"2")
    for at in range(len(data)):
        side.connection.dataReceived(data[at : at + 1])
    assert side.sent() == [{b"_answer": b"1", b"id": b"5"}, {b"_answer": b"2"}]


@pytest.mark.parametrize("size", [2, 3, 7, 50, 1000])
def test_many_requests_may_come_cut_anywhere(side: Side, size: int) -> None:
    data = b"".join(
        request(b"Add", b"%x" % i, name=b"n" * i, key=b"", age=b"0") for i in range(60)
    )
    for at in range(0, len(data), size):
        side.connection.dataReceived(data[at : at + size])
    assert [box[b"_answer"] for box in side.sent()] == [b"%x" % i for i in range(60)]


def test_answers_of_one_segment_are_written_together(side: Side) -> None:
    before = side.line.writes
    side.receive(*[request(b"Add", b"%x" % i, **GOOD) for i in range(20)])
    assert side.line.writes == before + 1


def test_unknown_arguments_are_ignored_and_the_last_of_a_key_counts(side: Side) -> None:
    box = pack({b"_ask": b"1", b"_command": b"Add", b"age": b"1", b"key": b"", b"name": b"a"})
    more = box[:-2] + pack({b"zebra": b"x", b"age": b"7"})
    assert side.receive(more) == [{b"_answer": b"1", b"id": b"8"}]


@pytest.mark.parametrize(
    "wrong",
    [
        {"age": b"4_0"},
        {"age": b"four"},
        {"age": b""},
        {"age": b"9" * 5000},
        {"name": b"\xff\xfe"},
        {"name": None},
        {"age": None},
    ],
    ids=str,
)
def test_invalid_arguments_fail_their_own_call_only(
    side: Side, log: list[LogEvent], wrong: dict[str, bytes | None]
) -> None:
    side.receive(request(b"Wait", b"a", seconds=b"1"))
    fields = {name: value for name, value in {**GOOD, **wrong}.items() if value is not None}
    answer = side.ask(b"Add", b"2", **fields)
    assert answer == {
        b"_error": b"2",
        b"_error_code": b"UNKNOWN",
        b"_error_description": b"invalid arguments",
    }
    lines = [event for event in log if "`" in text_of_log([event])]
    assert len(lines) == 1
    assert f"`{list(wrong)[0]}`" in text_of_log(lines)
    assert "four" not in text_of_log(log) and "999" not in text_of_log(log)
    side.still_works()
    side.keeper.waiting[0].callback(side.wired.WaitResult(done=True))
    assert side.sent() == [{b"_answer": b"a", b"done": b"True"}]


def test_the_connection_closes_after_invalid_requests_in_a_row(side: Side) -> None:
    bad = request(b"Add", **{**GOOD, "age": b"x"})
    assert len(side.receive(*[bad] * 31)) == 31
    side.still_works()
    side.receive(*[bad] * 31)
    assert not side.line.closed
    side.receive(bad, bad)
    assert side.line.closed


def test_an_unknown_command_is_unhandled(side: Side) -> None:
    answer = side.ask(b"Nope")
    plain = amp.AMP()
    assert answer == {
        b"_error": b"1",
        b"_error_code": b"UNHANDLED",
        b"_error_description": b"Unhandled Command: b'Nope'",
    }
    assert plain.locateResponder(b"Nope") is None
    side.still_works()


@pytest.mark.parametrize("name", [b"\xff\xfe", b"", b"x" * 65535, b"amp_secret", b"SECRET"])
def test_odd_command_names_are_unhandled_too(side: Side, name: bytes) -> None:
    side.connection.amp_SECRET = lambda box: pytest.fail("called from outside")
    assert side.ask(name)[b"_error_code"] == b"UNHANDLED"
    side.still_works()


def test_an_unknown_command_that_wants_no_answer_is_dropped(side: Side) -> None:
    assert side.receive(request(b"Nope", None), request(b"\xff", None)) == []
    side.still_works()


def test_a_one_way_request_has_no_answer(side: Side) -> None:
    assert side.receive(request(b"Note", None, text=b"hello")) == []
    assert side.keeper.asked == [("note", {"text": "hello"})]


def test_whoever_asks_a_one_way_command_for_an_answer_gets_one(side: Side) -> None:
    assert side.ask(b"Note", text=b"hello") == {b"_answer": b"1"}


def test_a_two_way_command_may_be_asked_without_wanting_the_answer(side: Side) -> None:
    assert side.receive(request(b"Add", None, **GOOD)) == []
    assert len(side.keeper.asked) == 1


@pytest.mark.parametrize("text", [b"boom", None])
def test_a_one_way_responder_that_fails_is_logged(
    side: Side, log: list[LogEvent], text: bytes | None
) -> None:
    side.keeper.answers["note"] = lambda text: 1 / 0
    fields = {} if text is None else {"text": text}
    assert side.receive(request(b"Note", None, **fields)) == []
    assert log
    side.still_works()


def raising(error: Exception) -> Any:
    def respond(**arguments: Any) -> Any:
        raise error

    return respond


def later(error: Exception) -> Any:
    return lambda **arguments: fail(error)


def in_a_coroutine(error: Exception) -> Any:
    async def respond(**arguments: Any) -> Any:
        raise error

    return respond


WAYS = pytest.mark.parametrize("way", [raising, later, in_a_coroutine])


@WAYS
def test_a_declared_error_is_told(side: Side, way: Any) -> None:
    side.keeper.answers["add"] = way(side.wired.Taken("bob is taken"))
    assert side.ask(b"Add", **GOOD) == {
        b"_error": b"1",
        b"_error_code": b"TAKEN",
        b"_error_description": b"bob is taken",
    }
    assert not side.line.closed


@WAYS
def test_a_fatal_error_is_told_and_closes(side: Side, way: Any) -> None:
    side.keeper.answers["add"] = way(side.wired.Banned("go away"))
    answers = side.receive(request(b"Ping", b"0"), request(b"Add", **GOOD), request(b"Ping"))
    assert [box.get(b"_error_code") for box in answers] == [None, b"BANNED"]
    assert side.line.closed


@WAYS
def test_an_undeclared_error_tells_nothing(side: Side, log: list[LogEvent], way: Any) -> None:
    side.receive(request(b"Wait", b"a", seconds=b"1"))
    side.keeper.answers["add"] = way(RuntimeError("the password is 1234"))
    assert side.ask(b"Add", **GOOD) == {
        b"_error": b"1",
        b"_error_code": b"UNKNOWN",
        b"_error_description": b"Unknown Error",
    }
    assert any("log_failure" in event for event in log)
    del side.keeper.answers["add"]
    side.keeper.answers["add"] = lambda name, key, age: side.wired.AddResult(id=1)
    side.still_works()


def test_the_error_of_a_class_is_its_own_and_not_its_base_s(side: Side) -> None:
    mine: Any = type("Mine", (side.wired.Taken,), {})
    side.keeper.answers["add"] = raising(mine("x"))
    assert side.ask(b"Add", **GOOD)[b"_error_code"] == b"TAKEN"


def test_a_long_description_is_cut(side: Side) -> None:
    side.keeper.answers["add"] = raising(side.wired.Taken("\u2603" * 70000))
    answer = side.ask(b"Add", **GOOD)
    assert answer[b"_error_description"].decode() == "\u2603" * 512
    assert not side.line.closed


def test_a_description_that_is_no_text_still_arrives(side: Side) -> None:
    def fail_to_speak(self: object) -> str:
        raise ValueError

    odd: Any = type("Odd", (side.wired.Taken,), {"__str__": fail_to_speak})
    side.keeper.answers["add"] = raising(odd())
    assert side.ask(b"Add", **GOOD)[b"_error_code"] == b"TAKEN"
    side.keeper.answers["add"] = raising(side.wired.Taken("\ud800"))
    assert side.ask(b"Add", **GOOD)[b"_error_description"] == b"\\ud800"


@pytest.mark.parametrize(
    "result", [{}, {"id": 1}, 7, None, "x", object()], ids=lambda value: type(value).__name__
)
def test_a_wrong_result_fails_its_own_call_only(side: Side, result: Any) -> None:
    side.keeper.answers["add"] = lambda **arguments: result
    assert side.ask(b"Add", **GOOD)[b"_error_code"] == b"UNKNOWN"
    side.keeper.answers["add"] = lambda **arguments: side.wired.AddResult(id="five")
    assert side.ask(b"Add", **GOOD)[b"_error_code"] == b"UNKNOWN"
    side.keeper.answers["add"] = lambda **arguments: side.wired.AddResult(id=2)
    side.still_works()


def test_something_returned_where_nothing_should_be_is_wrong(side: Side) -> None:
    side.keeper.answers["ping"] = lambda: {}
    assert side.ask(b"Ping")[b"_error_code"] == b"UNKNOWN"


def test_a_value_too_long_in_an_answer_names_the_field_and_the_size(side: Side) -> None:
    side.receive(request(b"Wait", b"a", seconds=b"1"))
    point = side.wired.Point(x=1, y=2, label="x" * 70000)
    side.keeper.answers["points"] = lambda points, origin: side.wired.PointsResult(points=[point])
    answer = side.ask(b"Points", b"2", points=b"")
    assert answer[b"_error_code"] == b"UNKNOWN"
    assert b"`points[0].label`" in answer[b"_error_description"]
    assert b"70,000" in answer[b"_error_description"]
    side.still_works()


@pytest.mark.parametrize(
    "wrap",
    [
        lambda value: value,
        lambda value: succeed(value),
        lambda value: succeed(None).addCallback(lambda _: succeed(value)),
    ],
    ids=["value", "Deferred", "chained"],
)
def test_a_responder_may_return_a_result_or_a_deferred(side: Side, wrap: Any) -> None:
    side.keeper.answers["add"] = lambda **_: wrap(side.wired.AddResult(id=9))
    assert side.ask(b"Add", **GOOD) == {b"_answer": b"1", b"id": b"9"}


def test_a_responder_may_be_a_coroutine(side: Side) -> None:
    gate: Deferred[int] = Deferred()
    steps: list[Any] = []

    async def respond(**arguments: Any) -> Any:
        steps.append(await succeed(1))
        steps.append(await gate)
        try:
            await fail(KeyError("x"))
        except KeyError:
            steps.append("caught")
        return side.wired.AddResult(id=3)

    side.keeper.answers["add"] = respond
    assert side.receive(request(b"Add", **GOOD)) == []
    gate.callback(2)
    assert side.sent() == [{b"_answer": b"1", b"id": b"3"}]
    assert steps == [1, 2, "caught"]


def test_what_a_coroutine_sets_in_its_context_is_its_own(side: Side) -> None:
    variable: ContextVar[str] = ContextVar("variable", default="outer")
    seen: list[str] = []

    async def respond(name: str, **arguments: Any) -> Any:
        seen.append(variable.get())
        variable.set(name)
        await succeed(None)
        seen.append(variable.get())
        return side.wired.AddResult(id=3)

    side.keeper.answers["add"] = respond
    side.ask(b"Add", **GOOD)
    side.ask(b"Add", **GOOD)
    assert seen == ["outer", "bob"] * 2


def test_a_running_responder_is_cancelled_when_the_peer_goes(side: Side) -> None:
    cancelled: list[str] = []
    side.keeper.answers["wait"] = lambda seconds: Deferred(lambda _: cancelled.append("deferred"))

    async def respond(**arguments: Any) -> Any:
        try:
            await Deferred()
        finally:
            cancelled.append("coroutine")

    side.keeper.answers["add"] = respond
    side.receive(request(b"Wait", b"1", seconds=b"1"), request(b"Add", b"2", **GOOD))
    side.receive(request(b"Wait", None, seconds=b"1"))
    side.lose()
    assert sorted(cancelled) == ["coroutine", "deferred", "deferred"]


def test_a_method_is_looked_up_when_it_is_called(side: Side) -> None:
    side.ask(b"Ping")
    side.keeper.ping = lambda: side.keeper.asked.append("patched")
    side.ask(b"Ping")
    assert side.keeper.asked[-1] == "patched"


def test_a_box_that_is_neither_request_nor_answer_closes(side: Side) -> None:
    side.receive(b"\0\0")
    assert side.line.closed


def test_a_key_that_is_too_long_closes(side: Side) -> None:
    side.receive(b"\x01\x00" + b"x" * 300)
    assert side.line.closed
