"""Two peers and the lines between them."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, Generic, TypeVar

from twisted.internet.defer import Deferred, ensureDeferred
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.internet.task import Clock
from twisted.python.failure import Failure

from ampgen.testing.line import Line

S = TypeVar("S")
C = TypeVar("C")
T = TypeVar("T")

make_failure: Any = Failure

_ROUNDS = 100_000
"""Deliveries in one go: peers that never fall silent are a mistake, and not a slow test."""


class Pair(Generic[S, C]):
    """A server and a client that are connected in memory.

    Nothing moves by itself: ``wait`` and ``pump`` deliver what the peers have written, and
    ``wait`` and ``advance`` move the clock, by which calls time out and delayed bytes arrive.
    Code that needs a reactor for its timers is given ``clock``.

    :ivar server: the server's protocol.
    :ivar client: the client's protocol.
    :ivar clock: their time, which begins at 0.
    :ivar largest: how many bytes are delivered at once at most; None is any number.
    """

    def __init__(self, server: S, client: C) -> None:
        self.server = server
        self.client = client
        self.clock = Clock()
        self.largest: int | None = None
        self._to_client = Line("the server", "the client", self.clock)
        self._to_server = Line("the client", "the server", self.clock)
        self._ends: tuple[tuple[Any, Line], ...] = (
            (server, self._to_client),
            (client, self._to_server),
        )
        ends: tuple[Any, Any] = (server, client)
        for end, (_, line) in zip(ends, self._ends):
            end.makeConnection(line)

    @property
    def connected(self) -> bool:
        """Whether the connection still stands."""
        return self._to_client.connected or self._to_server.connected

    def wait(self, waiting: Deferred[T] | Coroutine[Any, Any, T], within: float = 3600.0) -> T:
        """Return what a Deferred or a coroutine comes to, or raise what it fails with.

        Whatever is written is delivered, and the clock moves on as far as it has to, without
        anybody waiting. Raises ``TimeoutError`` where ``within`` seconds of that clock are over,
        or where nothing is left that could happen.
        """
        results: list[Any] = []
        failures: list[Failure] = []
        deferred: Any = waiting if isinstance(waiting, Deferred) else ensureDeferred(waiting)
        deferred.addCallbacks(results.append, failures.append)
        end = self.clock.seconds() + within
        self.pump()
        while not results and not failures:
            then = self._next()
            if then is None:
                raise TimeoutError("nothing is left that could bring an answer")
            if then > end:
                raise TimeoutError(f"no answer within {within:g} seconds of the pair's clock")
            self.clock.advance(max(then - self.clock.seconds(), 0.0))
            self.pump()
        if failures:
            failures[0].raiseException()
        result: T = results[0]
        return result

    def pump(self) -> None:
        """Deliver what the peers write until both are silent; the clock stands still."""
        for _ in range(_ROUNDS):
            self.clock.advance(0)
            moved = [self._deliver(0, 1), self._deliver(1, 0)]
            if not any(moved) and not self._due():
                return
        raise RuntimeError("the peers do not fall silent")

    def advance(self, seconds: float) -> None:
        """Let time pass, and deliver all that is written until then."""
        _check_forward(seconds)
        end = self.clock.seconds() + seconds
        self.pump()
        while True:
            then = self._next()
            if then is None or then > end:
                break
            self.clock.advance(max(then - self.clock.seconds(), 0.0))
            self.pump()
        self.clock.advance(end - self.clock.seconds())
        self.pump()

    def delay(self, seconds: float) -> None:
        """Let what is written from now on arrive that much later."""
        _check_forward(seconds)
        for _, line in self._ends:
            line.delay = seconds

    def silence(self, silent: bool = True) -> None:
        """Let nothing arrive and nobody know, as behind a router that has died; or end that."""
        for _, line in self._ends:
            line.silent = silent

    def cut(self, *, to_server: int | None = None, to_client: int | None = None) -> None:
        """Break the connection once so many more bytes have arrived, be it within a box."""
        self._to_server.left = to_server
        self._to_client.left = to_client

    def drop(self, reason: BaseException | None = None) -> None:
        """Break the connection now, with what was on its way; both are told.

        ``reason`` is what they are told, ``ConnectionLost`` if nothing is said.
        """
        for _, line in self._ends:
            line.clear()
        self._end(reason or ConnectionLost())

    def close(self) -> None:
        """End the connection as a peer does who is done: what was written still arrives."""
        for _, line in self._ends:
            line.silent = False
            line.loseConnection()
        if self.connected:
            self.pump()
            self.drop(ConnectionDone())

    def _deliver(self, source: int, target: int) -> bool:
        """Deliver what has arrived by now; return whether anything happened."""
        line = self._ends[source][1]
        receiver, other = self._ends[target]
        if not self.connected:
            return False
        if line.aborted:
            self.drop()
            return True
        data = line.take(self.largest) if not other.paused else b""
        if data:
            receiver.dataReceived(data)
            line.refill()
        if line.left == 0:
            self.drop()
            return True
        if line.disconnecting and line.empty and not line.silent:
            self._end(ConnectionDone())
            return True
        return bool(data)

    def _due(self) -> bool:
        """Whether something is to happen at this very time."""
        then = self._next()
        return then is not None and then <= self.clock.seconds()

    def _next(self) -> float | None:
        """Return when something happens next."""
        # The interface that Twisted annotates these with lacks its methods' `self`.
        calls: Any = self.clock.getDelayedCalls()
        times: list[float] = [call.getTime() for call in calls]
        for (_, line), (_, other) in zip(self._ends, reversed(self._ends)):
            due = line.due() if self.connected and not other.paused else None
            if due is not None:
                times.append(due)
        return min(times, default=None)

    def _end(self, reason: BaseException) -> None:
        for protocol, line in self._ends:
            if line.connected:
                line.connected = False
                line.disconnecting = True
                protocol.connectionLost(make_failure(reason))


def _check_forward(seconds: float) -> None:
    if not seconds >= 0:
        raise ValueError(f"time goes forward alone, and not by {seconds!r} seconds")
