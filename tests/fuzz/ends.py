"""One end of a connection whose every effect is written down."""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from twisted.internet.defer import Deferred, fail, succeed
from twisted.internet.error import ConnectionDone
from twisted.internet.task import Clock
from twisted.logger import LogEvent, formatEvent, globalLogPublisher

from tests.fuzz.values import values
from ampgen.wire.untyped import failure_of
from tests.wire.peers import Line, take_the_general_path


class Oops(Exception):
    """An error that no schema declares."""


class Interfaces:
    """What a generated package answers and calls, all of it on one connection."""

    def __init__(self, package: Any) -> None:
        self.package = package
        self.wire: Any = import_module(f"{package.__name__}._wire")
        # A flush in the midst of a segment comes at different boxes on the two paths, and with it
        # the look at the write buffer.
        for name in ("connection", "outgoing"):
            module: Any = import_module(f"{package.__name__}._wire.{name}")
            module.FLUSH_AT = 1 << 60
        public: list[str] = package.__all__
        names = {
            name.removesuffix("Responder")
            for name in public
            if name.endswith("Responder") and not name.endswith("PartialResponder")
        }
        self.responders = [getattr(package, f"{name}Responder") for name in sorted(names)]
        self.clients = [getattr(package, f"{name}Client") for name in sorted(names)]
        self.operations: list[tuple[int, Any]] = [
            (index, operation)
            for index, responder in enumerate(self.responders)
            for operation in responder.operations
        ]


class End:
    """One end, on one of the two paths.

    What it does depends on nothing but ``seed`` and on what is done to it.

    :ivar journal: every effect, in order; `happened` since when.
    """

    def __init__(self, interfaces: Interfaces, path: str, seed: str, limits: dict[str, Any]):
        self.interfaces = interfaces
        self.seed = seed
        self.journal: list[tuple[Any, ...]] = []
        self.asked = 0
        self.pending: list[tuple[Any, Deferred[Any]]] = []
        self.calls: list[Deferred[Any]] = []
        self.line = Line()
        self.clock = Clock()
        self.sent = 0
        self.lost = False
        self.connection = interfaces.wire.Connection(
            [self._responder(responder) for responder in interfaces.responders],
            interfaces.wire.Limits(**limits),
        )
        self.connection.clock = self.clock
        if path == "general":
            take_the_general_path(self.connection)
        self.connection.makeConnection(self.line)
        self.clients = [client(self.connection) for client in interfaces.clients]

    def _responder(self, base: Any) -> Any:
        members = {op.method: self._method(op) for op in base.operations}
        return type("Fuzzed", (base,), members)()

    def _method(self, operation: Any) -> Callable[..., Any]:
        def answer(_: Any, **arguments: Any) -> Any:
            self.asked += 1
            self.journal.append(("asked", operation.name, repr(arguments)))
            rng = random.Random(f"{self.seed}/{self.asked}")
            self._meddle(rng)
            return self._outcome(operation, rng)

        return answer

    def _outcome(self, operation: Any, rng: random.Random) -> Any:
        kind = rng.choice(
            ("value",) * 6 + ("async", "fired", "failed", "raise", "exit", "wrong", "wait")
        )
        if kind == "raise":
            raise error(rng, operation)
        if kind == "exit" and rng.random() < 0.2:
            raise SystemExit("secret")
        if kind == "failed":
            return fail(error(rng, operation))
        if kind == "wrong":
            return rng.choice([None, 3, "text"])
        if kind == "wait":
            later: Deferred[Any] = Deferred(lambda _: self.journal.append(("cancelled",)))
            self.pending.append((operation, later))
            return wait_for(later) if rng.random() < 0.5 else later
        made = result(rng, operation)
        if kind == "async":
            return given_back(made)
        return succeed(made) if kind == "fired" else made

    def _meddle(self, rng: random.Random) -> None:
        """Do, now and then, what an application does from within its own code."""
        kind = rng.randrange(60)
        if kind < 6:
            index, operation = rng.choice(self.interfaces.operations)
            self.call(index, operation, values(rng, operation.arguments), None)
        elif kind < 9:
            self.cancel(rng.randrange(100))
        elif kind < 11:
            self.fire(rng.randrange(100))
        elif kind == 11 and not self.lost:
            self.connection.transport.loseConnection()
        elif kind == 12:
            self.lose()
        elif kind == 13 and not self.lost:
            self.connection.pauseProducing()
        elif kind == 14:
            self.stall()

    def happened(self) -> list[tuple[Any, ...]]:
        """Return what has happened since the last time, and how things stand."""
        # When what is joined goes out is not the same on both paths; what goes out is.
        sent = bytes(self.line.written + self.line.unsent)
        state = self.line.closed, self.line.aborted, self.line.paused
        events = [*self.journal, ("sent", sent[self.sent :]), ("state", *state)]
        self.sent = len(sent)
        self.journal.clear()
        return events

    # What can be done to it.

    def take(self, data: bytes) -> None:
        if not self.line.closed and not self.line.aborted and not self.line.paused:
            self.connection.dataReceived(data)

    def call(self, index: int, operation: Any, arguments: Any, timeout: float | None) -> None:
        method = getattr(self.clients[index], operation.method)
        number = len(self.calls)
        if operation.oneway:
            try:
                method(**arguments)
            except Exception as problem:
                self.journal.append(("not sent", type(problem).__name__, str(problem)))
            return
        if not any(field.parameter == "timeout" for field in operation.arguments):
            arguments = {**arguments, "timeout": timeout}
        deferred = method(**arguments)
        self.calls.append(deferred)

        def settled(outcome: str) -> None:
            self.journal.append(("result", number, outcome))
            self._meddle(random.Random(f"{self.seed}/result {number}"))

        deferred.addCallbacks(repr, shown).addCallback(settled)

    def cancel(self, number: int) -> None:
        if self.calls:
            self.calls[number % len(self.calls)].cancel()

    def fire(self, number: int) -> None:
        if not self.pending:
            return
        operation, later = self.pending.pop(number % len(self.pending))
        if later.called:
            return
        rng = random.Random(f"{self.seed}/fire {number}")
        if rng.random() < 0.3:
            later.errback(error(rng, operation))
        else:
            later.callback(result(rng, operation))

    def advance(self, seconds: float) -> None:
        self.clock.advance(seconds)

    def resume(self) -> None:
        if not self.lost:
            self.connection.resumeProducing()

    def stall(self) -> None:
        self.line.reads = False

    def drain(self, size: int | None) -> None:
        self.line.drain(size)

    def lose(self) -> None:
        if not self.lost:
            self.lost = True
            self.connection.connectionLost(failure_of(ConnectionDone()))

    def end(self) -> None:
        """Lose the connection, and write down what is left behind that should not be."""
        self.lose()
        for timer in self.clock.getDelayedCalls():
            self.journal.append(("left", "a timer", str(timer)))
        for number, call in enumerate(self.calls):
            if not call.called:
                self.journal.append(("left", "a call without an outcome", number))


async def given_back(made: Any) -> Any:
    return made


async def wait_for(deferred: Deferred[Any]) -> Any:
    return await deferred


def result(rng: random.Random, operation: Any) -> Any:
    """Return something that answers a command, though not always something that can be sent."""
    if operation.result is None:
        return None
    found = values(rng, operation.response, depth=1)
    if rng.random() < 0.03:
        for field in operation.response:
            if type(field.type).__name__ == "Text":
                found[field.name] = "x" * 65_536
    return operation.result(**found)


def error(rng: random.Random, operation: Any) -> Exception:
    """Return an error that a command declares, or one that it does not."""
    if operation.errors and rng.random() < 0.6:
        made: Exception = rng.choice(operation.errors)[0]("declared \x1b " * rng.choice((1, 90)))
        return made
    return Oops("secret")


def shown(failure: Any) -> str:
    return f"{type(failure.value).__name__}: {failure.value}"


@contextmanager
def logged(journal: list[tuple[Any, ...]]) -> Generator[None]:
    """Write into a journal what is logged meanwhile."""

    def observe(event: LogEvent) -> None:
        failure = event.get("log_failure")
        kind = None if failure is None else failure.type.__name__
        journal.append(("log", formatEvent(event), kind))

    publisher: Any = globalLogPublisher
    publisher.addObserver(observe)
    try:
        yield
    finally:
        publisher.removeObserver(observe)
