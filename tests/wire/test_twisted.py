"""Generated ends beside Twisted's own AMP, and what applications override of it."""

# The package under test is made while the tests run, so nothing of it has a type here.
# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.defer import CancelledError, Deferred
from twisted.internet.protocol import Factory, Protocol
from twisted.internet.task import Clock
from twisted.protocols import amp as twisted_amp

from tests.wire.peers import Line, Side, make_shopkeeper, pack, request, take_the_general_path
from tests.wire.test_calls import outcome

# Twisted's AMP has hardly any types.
amp: Any = twisted_amp

GOOD = {"name": b"bob", "key": b"k", "age": b"4"}


class Joined:
    """Two ends whose bytes go to each other when `turn` is called."""

    def __init__(self, one: Any, other: Any) -> None:
        self.ends = (one, other)
        self.lines = (Line(), Line())
        for end, line in zip(self.ends, self.lines):
            end.clock = Clock()
            end.makeConnection(line)

    def turn(self) -> None:
        """Deliver until nothing is on its way."""
        while any(line.written for line in self.lines):
            for line, end in zip(self.lines, reversed(self.ends)):
                data = bytes(line.written)
                line.written.clear()
                if data:
                    end.dataReceived(data)


@pytest.fixture
def keeper(wired: Any) -> Any:
    return make_shopkeeper(wired)


@pytest.fixture
def server(wired: Any, keeper: Any, path: str) -> Any:
    connection = wired.MarketServerProtocol(keeper)
    if path == "general":
        take_the_general_path(connection)
    return connection


def test_a_plain_amp_calls_a_generated_server(wired: Any, server: Any) -> None:
    plain = amp.AMP()
    joined = Joined(plain, server)
    seen = outcome(plain.callRemote(wired.Add, name="a", key=b"k", age=1))
    joined.turn()
    assert seen == [{"id": 2}]


def test_a_plain_amp_gets_declared_errors(wired: Any, server: Any, keeper: Any) -> None:
    def refuse(**arguments: Any) -> Any:
        raise wired.Taken("no")

    keeper.answers["add"] = refuse
    plain = amp.AMP()
    joined = Joined(plain, server)
    seen = outcome(plain.callRemote(wired.Add, name="a", key=b"k", age=1))
    joined.turn()
    assert type(seen[0]) is wired.Taken and str(seen[0]) == "no"


def test_a_responder_answers_for_a_plain_amp(wired: Any, keeper: Any) -> None:
    """Its own way of finding methods is Twisted's, with no connection of ours."""
    plain = amp.AMP(locator=keeper)
    client = wired.ShopClient(amp.AMP())
    joined = Joined(client.connection, plain)
    seen = outcome(client.add(name="a", key=b"", age=1))
    joined.turn()
    assert [result.id for result in seen] == [2]
    bad = outcome(client.connection.callRemoteString(b"Add", name=b"a", key=b"", age=b"x"))
    joined.turn()
    assert bad[0].errorCode == b"UNKNOWN" and bad[0].description == "invalid arguments"
    assert not joined.lines[1].closed
    gate: Deferred[Any] = Deferred()
    keeper.answers["add"] = lambda **arguments: gate
    waiting = outcome(client.add(name="a", key=b"", age=1))
    joined.turn()
    gate.errback(wired.Taken("late"))
    joined.turn()
    assert type(waiting[0]) is wired.Taken


def test_a_typed_client_works_over_a_plain_amp(wired: Any, server: Any, keeper: Any) -> None:
    plain = amp.AMP()
    client = wired.ShopClient(plain)
    joined = Joined(plain, server)
    seen = outcome(client.add(name="a", key=b"k", age=1))
    assert client.note(text="x") is None
    joined.turn()
    assert [result.id for result in seen] == [2]
    assert keeper.asked[-1] == ("note", {"text": "x"})
    wrong = outcome(client.add(name=3, key=b"k", age=1))
    assert isinstance(wrong[0], TypeError)
    long = outcome(client.add(name="a", key=b"k" * 70_000, age=1))
    assert isinstance(long[0], amp.TooLong)
    assert "`key` of `Add` takes 70,000 bytes" in str(long[0])
    late = client.wait(seconds=1, timeout=2)
    seen_late = outcome(late)
    joined.turn()
    plain.clock.advance(3)
    assert isinstance(seen_late[0], TimeoutError)
    call = client.wait(seconds=1)
    cancelled = outcome(call)
    joined.turn()
    call.cancel()
    assert isinstance(cancelled[0], CancelledError)
    for waiting in keeper.waiting:
        waiting.callback(wired.WaitResult(done=True))
    joined.turn()
    assert not any(line.closed for line in joined.lines)


def test_errors_over_a_plain_amp_are_the_same(wired: Any, server: Any, keeper: Any) -> None:
    plain = amp.AMP()
    client = wired.ShopClient(plain)
    joined = Joined(plain, server)

    def refuse(error: Exception) -> Any:
        def respond(**arguments: Any) -> Any:
            raise error

        return respond

    for error, expected in [
        (wired.Taken("a\x1bb"), wired.Taken),
        (amp.RemoteAmpError(b"ODD", "x"), wired._wire.UndeclaredError),
        (RuntimeError("x"), wired._wire.UndeclaredError),
    ]:
        keeper.answers["add"] = refuse(error)
        seen = outcome(client.add(name="a", key=b"k", age=1))
        joined.turn()
        assert type(seen[0]) is expected
        assert "\x1b" not in str(seen[0])
    assert not joined.lines[0].closed


class Hello(twisted_amp.Command):
    arguments = [(b"name", amp.Unicode())]
    response = [(b"text", amp.Unicode())]
    errors = {ZeroDivisionError: b"ZERO", ArithmeticError: b"MATHS"}


def test_a_subclass_may_have_marked_responders_beside_handed_in_ones(
    wired: Any, keeper: Any, path: str
) -> None:
    class Mixed(wired.MarketServerProtocol):  # type: ignore[misc]  # made here
        @Hello.responder
        def hello(self, name: str) -> dict[str, str]:
            if name == "zero":
                raise ZeroDivisionError("0")
            if name == "maths":
                raise ArithmeticError("1")
            return {"text": f"hello {name}" if name != "wrong" else 7}  # type: ignore[dict-item]  # on purpose

        def ping(self) -> dict[str, str]:
            keeper.asked.append(("mine", {}))
            return {}

        wired.Ping.responder(ping)

    connection = Mixed(keeper)
    if path == "general":
        take_the_general_path(connection)
    line = Line()
    connection.makeConnection(line)
    connection.dataReceived(request(b"Hello", name=b"bob") + request(b"Add", b"2", **GOOD))
    connection.dataReceived(request(b"Ping", b"3") + request(b"Hello", b"4"))
    for tag, name in ((b"5", b"zero"), (b"6", b"maths"), (b"7", b"wrong"), (b"8", b"\xff")):
        connection.dataReceived(request(b"Hello", tag, name=name))
    boxes = amp.parseString(bytes(line.written))
    assert [box.get(b"_error_code", b"ok") for box in boxes] == [
        b"ok", b"ok", b"ok", b"UNKNOWN", b"ZERO", b"MATHS", b"UNKNOWN", b"UNKNOWN",
    ]  # fmt: skip
    assert boxes[0][b"text"] == b"hello bob"
    assert keeper.asked[-1] == ("mine", {})
    assert not line.closed


def test_a_value_too_long_of_a_marked_responder_fails_its_own_call(
    wired: Any, keeper: Any
) -> None:
    class Mixed(wired.MarketServerProtocol):  # type: ignore[misc]  # made here
        @Hello.responder
        def hello(self, name: str) -> dict[str, str]:
            return {"text": "x" * 70_000}

    line = Line()
    connection = Mixed(keeper)
    connection.makeConnection(line)
    connection.dataReceived(request(b"Hello", name=b"bob") + request(b"Add", b"2", **GOOD))
    boxes = amp.parseString(bytes(line.written))
    assert b"text" in boxes[0][b"_error_description"]
    assert b"70,000" in boxes[0][b"_error_description"]
    assert boxes[1][b"_answer"] == b"2"


def test_callremote_works_on_a_generated_connection(side: Side) -> None:
    connection = side.connection
    seen = outcome(connection.callRemote(side.wired.Ring, amount=3))
    hello = outcome(connection.callRemote(Hello, name="x"))
    text = outcome(connection.callRemoteString(b"Odd", a=b"b"))
    assert [box[b"_ask"] for box in side.sent()] == [b"1", b"2", b"3"]
    side.receive({b"_answer": b"1", b"total": b"4"}, {b"_answer": b"3", b"x": b"y"})
    side.receive({b"_error": b"2", b"_error_code": b"ZERO", b"_error_description": b"0"})
    assert seen == [{"total": 4}]
    assert type(hello[0]) is ZeroDivisionError
    assert text == [{b"_answer": b"3", b"x": b"y"}]


def test_a_cancelled_callremote_is_forgotten_with_its_late_answer(side: Side) -> None:
    call = side.connection.callRemote(Hello, name="x")
    outcome(call)
    call.cancel()
    assert not side.connection._outstandingRequests
    side.receive({b"_answer": b"1", b"text": b"y"})
    side.still_works()


def test_a_callremote_without_errback_leaves_the_connection(side: Side) -> None:
    side.connection.callRemote(Hello, name="x")
    side.receive({b"_answer": b"1"})
    side.still_works()


HOOKS: dict[str, Any] = {
    "sendBox": lambda original: lambda self, box: (
        self.log.append(dict(box)),
        original(self, box),
    ),
    "ampBoxReceived": lambda original: lambda self, box: (
        self.log.append(dict(box)),
        original(self, box),
    ),
    "dispatchCommand": lambda original: lambda self, box: (
        self.log.append(dict(box)),
        original(self, box),
    )[1],
    "locateResponder": lambda original: lambda self, name: (
        self.log.append(name),
        original(self, name),
    )[1],
    "callRemote": lambda original: lambda self, *a, **kw: (
        self.log.append(a[0].commandName),
        original(self, *a, **kw),
    )[1],
}


@pytest.mark.parametrize("name", HOOKS)
@pytest.mark.parametrize("where", ["subclass", "instance", "instance, late"])
def test_what_twisted_lets_one_override_is_called(
    wired: Any, keeper: Any, name: str, where: str
) -> None:
    base = wired.MarketServerProtocol
    hook = HOOKS[name](getattr(base, name))
    cls = type("Hooked", (base,), {name: hook}) if where == "subclass" else base
    connection = cls(keeper)
    connection.log = []
    line = Line()
    if where == "instance":
        setattr(connection, name, hook.__get__(connection))
    connection.makeConnection(line)
    if where == "instance, late":
        connection.dataReceived(request(b"Ping", b"0"))
        setattr(connection, name, hook.__get__(connection))
        line.written.clear()
    connection.dataReceived(request(b"Add", **GOOD))
    connection.till.ring(amount=1)
    connection.dataReceived(pack({b"_answer": b"1", b"total": b"1"}))
    assert len(connection.log) == {"sendBox": 2, "ampBoxReceived": 2}.get(name, 1)
    assert len(amp.parseString(bytes(line.written))) == 2


def test_a_responder_s_own_way_of_finding_methods_is_asked(wired: Any, path: str) -> None:
    keeper = make_shopkeeper(wired)
    names: list[bytes] = []

    def locate(name: bytes) -> Any:
        names.append(name)
        return type(keeper).locateResponder(keeper, name)

    keeper.locateResponder = locate
    line = Line()
    connection = wired.MarketServerProtocol(keeper)
    connection.makeConnection(line)
    connection.dataReceived(request(b"Add", **GOOD))
    assert names == [b"Add"]
    assert line.written


def test_a_partial_responder_leaves_commands_unhandled(wired: Any, path: str) -> None:
    class Some(wired.ShopPartialResponder):  # type: ignore[misc]  # made here
        def ping(self) -> None:
            pass

    side = Side.__new__(Side)
    line = Line()
    connection = wired.MarketServerProtocol(Some())
    if path == "general":
        take_the_general_path(connection)
    connection.makeConnection(line)
    connection.dataReceived(request(b"Ping") + request(b"Add", b"2", **GOOD))
    boxes = amp.parseString(bytes(line.written))
    assert boxes[0] == {b"_answer": b"1"}
    assert boxes[1] == {
        b"_error": b"2",
        b"_error_code": b"UNHANDLED",
        b"_error_description": b"Unhandled Command: b'Add'",
    }
    assert not line.closed
    del side


def test_a_handler_may_make_a_responder_for_each_connection(wired: Any) -> None:
    met: list[Any] = []

    def make(connection: Any) -> Any:
        met.append((connection, connection.transport.getPeer()))
        return make_shopkeeper(wired)

    factory = wired.MarketServerFactory(make)
    for _ in range(2):
        connection = factory.buildProtocol(None)
        line = Line()
        connection.makeConnection(line)
        connection.dataReceived(request(b"Ping"))
        assert line.written
        assert met[-1] == (connection, "the peer")
    assert len(met) == 2


def test_a_handler_that_fails_closes_its_connection_only(wired: Any) -> None:
    def make(connection: Any) -> Any:
        raise RuntimeError("no database")

    line = Line()
    wired.MarketServerFactory(make).buildProtocol(None).makeConnection(line)
    assert line.closed


def test_starttls_is_refused_unless_it_is_offered(side: Side) -> None:
    assert side.ask(b"StartTLS")[b"_error_code"] == b"UNHANDLED"
    side.still_works()


class TLSLine(Line):
    """A transport that would start TLS."""

    def __init__(self) -> None:
        super().__init__()
        self.secured = 0

    def startTLS(self, context: Any) -> None:
        self.secured = len(self.written)


class Certificate:
    def options(self, *authorities: Any) -> object:
        return object()


@pytest.fixture
def offering(wired: Any, keeper: Any, path: str) -> Any:
    class Offering(wired.MarketServerProtocol):  # type: ignore[misc]  # made here
        @twisted_amp.StartTLS.responder
        def start(self) -> dict[str, Any]:
            return {"tls_localCertificate": Certificate()}

    connection = Offering(keeper)
    if path == "general":
        take_the_general_path(connection)
    connection.makeConnection(TLSLine())
    return connection


def test_starttls_works_where_it_is_offered(offering: Any) -> None:
    line = offering.transport
    offering.dataReceived(request(b"Ping") + request(b"StartTLS", b"2"))
    assert [box[b"_answer"] for box in amp.parseString(bytes(line.written))] == [b"1", b"2"]
    assert line.secured == len(line.written)
    offering.dataReceived(request(b"Add", b"3", **GOOD))
    assert len(amp.parseString(bytes(line.written))) == 3


@pytest.mark.parametrize("more", [request(b"Add", b"3", **GOOD), b"\0"])
def test_bytes_behind_starttls_are_not_taken_for_protected(offering: Any, more: bytes) -> None:
    line = offering.transport
    offering.dataReceived(request(b"StartTLS", b"2") + more)
    assert line.aborted and not line.secured
    assert offering._responders[0].asked == []


def test_starttls_is_asked_for_and_holds_back_what_follows(side: Side) -> None:
    side.connection.set_transport(TLSLine())
    line = side.connection.transport
    side.connection.callRemote(amp.StartTLS, tls_localCertificate=Certificate())
    seen = outcome(side.till.ring(amount=1))
    assert len(amp.parseString(bytes(line.written))) == 1
    side.connection.dataReceived(pack({b"_answer": b"1"}))
    assert line.secured and len(amp.parseString(bytes(line.written))) == 2
    side.connection.dataReceived(pack({b"_answer": b"2", b"total": b"4"}))
    assert seen[0].total == 4


class Switch(twisted_amp.ProtocolSwitchCommand):
    arguments = [(b"name", amp.Unicode())]


class Inner(Protocol):
    def __init__(self) -> None:
        self.got = b""

    def dataReceived(self, data: bytes) -> None:
        self.got += data


def test_a_server_switches_protocols(wired: Any, keeper: Any, path: str) -> None:
    inner = Inner()

    class Switching(wired.MarketServerProtocol):  # type: ignore[misc]  # made here
        @Switch.responder
        def switch(self, name: str) -> Any:
            return inner

    connection = Switching(keeper)
    if path == "general":
        take_the_general_path(connection)
    line = Line()
    connection.makeConnection(line)
    connection.dataReceived(request(b"Ping") + request(b"Switch", b"2", name=b"x") + b"raw ")
    connection.dataReceived(b"bytes")
    assert inner.got == b"raw bytes"
    assert [box[b"_answer"] for box in amp.parseString(bytes(line.written))] == [b"1", b"2"]
    seen = outcome(connection.till.ring(amount=1))
    assert isinstance(seen[0], amp.ProtocolSwitched)


def test_a_client_switches_protocols(side: Side) -> None:
    inner = Inner()

    class Maker(Factory):
        def buildProtocol(self, addr: Any) -> Inner:
            return inner

        def clientConnectionLost(self, connector: Any, reason: Any) -> None: ...

    done = outcome(side.connection.callRemote(Switch, Maker(), name="x"))
    blocked = outcome(side.till.ring(amount=1))
    assert isinstance(blocked[0], amp.ProtocolSwitched)
    side.connection.dataReceived(pack({b"_answer": b"1"}) + b"raw")
    assert done and inner.got == b"raw"


def test_a_responder_that_closes_loses_no_earlier_answer(side: Side) -> None:
    order: list[int] = []
    close = side.line.loseConnection

    def noting() -> None:
        order.append(len(side.line.written))
        close()

    side.line.loseConnection = noting  # type: ignore[method-assign]  # to see what was before it
    side.keeper.answers["ping"] = lambda: side.connection.transport.loseConnection()
    side.receive(request(b"Add", **GOOD), request(b"Ping", b"2"))
    assert order[0] > 0


def test_pausing_stops_between_two_boxes(side: Side) -> None:
    side.keeper.answers["ping"] = lambda: side.connection.pauseProducing()
    boxes = side.receive(request(b"Ping"), request(b"Add", b"2", **GOOD))
    assert len(boxes) == 1
    assert side.receive(request(b"Add", b"3", **GOOD)) == []
    side.connection.resumeProducing()
    assert [box[b"_answer"] for box in side.sent()] == [b"2", b"3"]


def test_bytes_that_come_while_a_box_is_acted_on_wait_their_turn(side: Side) -> None:
    data = request(b"Add", b"2", **GOOD)
    side.keeper.answers["ping"] = lambda: side.connection.dataReceived(data)
    boxes = side.receive(request(b"Ping"), request(b"Add", b"3", **GOOD))
    assert [box[b"_answer"] for box in boxes] == [b"1", b"3", b"2"]


def test_a_tap_sees_typed_events_both_ways(wired: Any, keeper: Any) -> None:
    events: list[Any] = []

    class Look(wired._wire.Tap):  # type: ignore[misc]  # the package is made here
        operations = (
            *wired.ShopPartialResponder.operations,
            *wired.TillPartialResponder.operations,
        )

        def saw(self, event: Any) -> None:
            events.append(event)

    line = Line()
    connection = wired.MarketServerProtocol(keeper)
    connection.boxReceiver = Look(connection)
    connection.makeConnection(line)
    connection.dataReceived(request(b"Add", **GOOD) + request(b"Add", b"2", name=b""))
    connection.till.ring(amount=1)
    connection.dataReceived(pack({b"_answer": b"1", b"total": b"1"}))
    assert [repr(event) for event in events] == [
        "Asked(incoming, Add, {'name': 'bob', 'key': b'k', 'age': 4}, b'1')",
        "Answered(outgoing, Add, AddResult(id=5), b'1')",
        "Asked(incoming, Add, None, b'2')",
        "Refused(outgoing, Add, UndeclaredError('Code<UNKNOWN>: invalid arguments'), b'2')",
        "Asked(outgoing, Ring, {'amount': 1}, b'1')",
        "Answered(incoming, Ring, RingResult(total=1), b'1')",
    ]


@pytest.fixture
def twin(wired: Any, tmp_path: Path) -> Iterator[Any]:
    """The same package once more, with a ``_wire`` of its own."""
    shutil.copytree(Path(wired.__file__).parent, tmp_path / "twin")
    sys.path.insert(0, str(tmp_path))
    try:
        yield importlib.import_module("twin")
    finally:
        sys.path.remove(str(tmp_path))
        for name in [name for name in sys.modules if name.split(".")[0] == "twin"]:
            del sys.modules[name]


@pytest.mark.parametrize("version", [1, 2])
def test_packages_work_on_each_other_s_connections(wired: Any, twin: Any, version: int) -> None:
    twin.ShopPartialResponder.wire_version = version
    keeper = make_shopkeeper(twin)
    connection = wired.MarketServerProtocol(keeper)
    line = Line()
    connection.clock = Clock()
    connection.makeConnection(line)
    till = twin.TillClient(connection)
    seen = outcome(till.ring(amount=1))
    connection.dataReceived(request(b"Add", **GOOD) + request(b"Add", b"2", name=b"x"))
    connection.dataReceived(pack({b"_answer": b"1", b"total": b"9"}))
    boxes = amp.parseString(bytes(line.written))
    assert [box.get(b"_error_code") for box in boxes] == [None, None, b"UNKNOWN"]
    assert type(seen[0]) is twin.RingResult
    assert bool(connection._table) == (version == 1)
    assert connection._invalid == 1


def test_the_package_s_own_factory_is_remembered(wired: Any, keeper: Any) -> None:
    factory = wired.MarketServerFactory(keeper)
    assert factory.buildProtocol(None).factory is factory
