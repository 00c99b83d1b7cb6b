"""Ends of connections that tests hold in their hands: no sockets, no time but the test's own."""

# The package under test is made while the tests run, so nothing of it has a type here.
# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

from typing import Any

from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.internet.task import Clock
from twisted.protocols import amp as twisted_amp
from twisted.python.failure import Failure

# Twisted's AMP has hardly any types.
amp: Any = twisted_amp

BUFFER = 64 * 1024


class Line:
    """A transport: what was written, whether it was closed, and a write buffer like TCP's.

    :ivar reads: whether the peer takes what is written at once.
    """

    disconnecting = False

    def __init__(self) -> None:
        self.written = bytearray()
        self.unsent = bytearray()
        self.reads = True
        self.closed = False
        self.aborted = False
        self.paused = False
        self.writes = 0
        self.producer: Any = None
        self.told = False

    @property
    def dataBuffer(self) -> bytes:
        return bytes(self.unsent)

    offset = 0

    def getPeer(self) -> str:
        return "the peer"

    def getHost(self) -> str:
        return "here"

    def write(self, data: bytes) -> None:
        assert type(data) is bytes
        self.writes += 1
        if self.reads:
            self.written += data
            return
        self.unsent += data
        if self.producer is not None and len(self.unsent) > BUFFER:
            self.told = True
            self.producer.pauseProducing()

    def drain(self, size: int | None = None) -> None:
        """The peer reads: everything, or some bytes."""
        self.reads = size is None
        taken = bytes(self.unsent if size is None else self.unsent[:size])
        del self.unsent[: len(taken)]
        self.written += taken
        if not self.unsent and self.producer is not None and self.told:
            self.told = False
            self.producer.resumeProducing()

    def registerProducer(self, producer: Any, streaming: bool) -> None:
        if self.producer is not None:
            raise RuntimeError("there is one already")
        assert streaming
        self.producer = producer

    def unregisterProducer(self) -> None:
        self.producer = None

    def pauseProducing(self) -> None:
        self.paused = True

    def resumeProducing(self) -> None:
        self.paused = False

    def loseConnection(self) -> None:
        self.closed = True

    def abortConnection(self) -> None:
        self.aborted = True


def take_the_general_path(connection: Any) -> None:
    """Give a connection a hook that does what Twisted does, so that nothing may pass it by."""
    connection.dispatchCommand = connection.dispatchCommand


class Side:
    """The server's end of a connection; the test is its peer.

    :ivar connection: the end itself.
    :ivar line: its transport.
    :ivar clock: its time.
    :ivar keeper: its responder.
    """

    def __init__(self, wired: Any, path: str = "fast", **settings: Any) -> None:
        self.wired = wired
        self.path = path
        self.keeper = make_shopkeeper(wired)
        self.line = Line()
        self.clock = Clock()
        self.lost = False
        limits = wired._wire.Limits(**settings)
        self.connection = wired.MarketServerProtocol(self.keeper, limits=limits)
        self.connection.clock = self.clock
        if path == "general":
            take_the_general_path(self.connection)
        self.connection.makeConnection(self.line)
        self.till = self.connection.till
        self.seen = 0

    def receive(self, *boxes: bytes | dict[bytes, bytes]) -> list[dict[bytes, bytes]]:
        """Bytes or boxes come from the peer; what has been sent back by then."""
        data = b"".join(box if isinstance(box, bytes) else pack(box) for box in boxes)
        self.connection.dataReceived(data)
        return self.sent()

    def ask(self, command: bytes, tag: bytes = b"1", **fields: bytes) -> dict[bytes, bytes]:
        """One request and its answer, which must come at once."""
        (answer,) = self.receive(request(command, tag, **fields))
        return answer

    def sent(self) -> list[dict[bytes, bytes]]:
        """The boxes that were sent since the last time."""
        data = bytes(self.line.written[self.seen :])
        self.seen = len(self.line.written)
        return [dict(box) for box in amp.parseString(data)]

    def still_works(self) -> None:
        """Assert that a call made now is answered."""
        assert not self.line.closed and not self.line.aborted
        answer = self.ask(b"Add", b"ff", name=b"later", key=b"", age=b"1")
        assert answer[b"_answer"] == b"ff", answer

    def lose(self, reason: Exception | None = None) -> None:
        """The connection ends."""
        if not self.lost:
            self.lost = True
            make_failure: Any = Failure
            self.connection.connectionLost(make_failure(reason or ConnectionDone()))

    def finish(self) -> None:
        """The test is over: nothing may be left behind."""
        self.lose(ConnectionLost())
        assert self.clock.getDelayedCalls() == []


def pack(box: dict[bytes, bytes]) -> bytes:
    """The bytes of a box, keys in the order given."""
    pieces = [
        b"%c%c%b%c%c%b" % (0, len(k), k, len(v) >> 8, len(v) & 255, v) for k, v in box.items()
    ]
    return b"".join(pieces) + b"\0\0"


def request(command: bytes, tag: bytes | None = b"1", **fields: bytes) -> bytes:
    """A request as Twisted writes it."""
    box = {name.encode("ascii"): value for name, value in fields.items()}
    box[b"_command"] = command
    if tag is not None:
        box[b"_ask"] = tag
    return pack(dict(sorted(box.items())))


class Shopkeeper:
    """The members that `make_shopkeeper` gives to a responder."""

    asked: list[tuple[str, dict[str, Any]]]
    waiting: list[Deferred[Any]]
    answers: dict[str, Any]


def make_shopkeeper(wired: Any) -> Any:
    """A responder that does what the test tells it: ``answers`` by method, called if callable."""

    def method(name: str) -> Any:
        def answer(self: Any, **arguments: Any) -> Any:
            self.asked.append((name, arguments))
            given = self.answers[name]
            return given(**arguments) if callable(given) else given

        return answer

    names = ["add", "wait", "ping", "note", "points", "everything", "photo", "upload", "open"]
    keeper = type("Keeper", (wired.ShopResponder,), {name: method(name) for name in names})()
    keeper.asked = []
    keeper.waiting = []

    def wait(seconds: int) -> Deferred[Any]:
        deferred: Deferred[Any] = Deferred()
        keeper.waiting.append(deferred)
        return deferred

    keeper.answers = {
        "add": lambda name, key, age: wired.AddResult(id=age + 1),
        "wait": wait,
        "ping": None,
        "note": None,
        "points": lambda points, origin: wired.PointsResult(points=points),
        "everything": lambda **fields: wired.EverythingResult(**fields),
    }
    return keeper
