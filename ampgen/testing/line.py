"""A transport in memory: one end of a connection whose other end is a protocol of the same test."""

from __future__ import annotations

from collections import deque
from typing import Any

from twisted.internet.interfaces import IConsumer, ITransport
from twisted.internet.task import Clock
from zope import interface  # type: ignore[import-untyped]

zope_interface: Any = interface

BUFFER = 64 * 1024
"""Bytes that a producer may leave unsent before it is paused, as with Twisted's own transports."""


class Address:
    """Where an end of a connection in memory is."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name} in memory>"


class Line:
    """What one peer writes to. Nothing is delivered while it writes.

    Twisted notes a request only after it has written it, so that a line which answered from
    within ``write`` would do what no network does.

    :ivar reactor: the clock of the pair, by which generated connections keep their deadlines.
    :ivar delay: seconds until what is written from now on arrives.
    :ivar silent: whether nothing arrives, and nobody is told.
    :ivar left: how many more bytes arrive before the connection breaks; None is any number.
    """

    def __init__(self, name: str, other: str, clock: Clock) -> None:
        self.reactor = clock
        self.delay = 0.0
        self.silent = False
        self.left: int | None = None
        self.connected = True
        self.disconnecting = False
        self.aborted = False
        self.paused = False
        self.producer: Any = None
        self._streaming = False
        self._told = False
        self._host = Address(name)
        self._peer = Address(other)
        self._unsent: deque[tuple[float, bytes]] = deque()
        self._size = 0

    def __repr__(self) -> str:
        return f"<line from {self._host.name} to {self._peer.name}>"

    # What a protocol calls.

    def write(self, data: bytes) -> None:
        if not isinstance(data, bytes):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"a transport is given bytes, and not {type(data).__name__}")
        if not self.connected or self.disconnecting or not data:
            return
        self._unsent.append((self.reactor.seconds() + self.delay, data))
        self._size += len(data)
        if self.producer is not None and self._streaming and self._size > BUFFER:
            self._told = True
            self.producer.pauseProducing()

    def writeSequence(self, data: Any) -> None:
        self.write(b"".join(data))

    def loseConnection(self) -> None:
        self.disconnecting = True

    def abortConnection(self) -> None:
        self.disconnecting = self.aborted = True

    def getHost(self) -> Any:
        return self._host

    def getPeer(self) -> Any:
        return self._peer

    def registerProducer(self, producer: Any, streaming: bool) -> None:
        if self.producer is not None:
            raise RuntimeError("there is a producer already")
        self.producer = producer
        self._streaming = streaming
        if not streaming:
            producer.resumeProducing()

    def unregisterProducer(self) -> None:
        self.producer = None
        self._told = False

    def pauseProducing(self) -> None:
        self.paused = True

    def resumeProducing(self) -> None:
        self.paused = False

    def stopProducing(self) -> None:
        self.loseConnection()

    def setTcpNoDelay(self, enabled: bool) -> None: ...

    def setTcpKeepAlive(self, enabled: bool) -> None: ...

    # What the pair calls.

    @property
    def empty(self) -> bool:
        """Whether all that was written has arrived."""
        return not self._unsent

    def due(self) -> float | None:
        """Return when the next bytes may arrive, or None where none will."""
        return self._unsent[0][0] if self._unsent and not self.silent else None

    def take(self, most: int | None) -> bytes:
        """Return what arrives now, at most so many bytes."""
        taken: list[bytes] = []
        size = 0
        while self._unsent and not self.silent and self._unsent[0][0] <= self.reactor.seconds():
            when, data = self._unsent.popleft()
            room = len(data) if most is None else most - size
            if self.left is not None:
                room = min(room, self.left)
                self.left -= min(room, len(data))
            taken.append(data[:room])
            size += len(taken[-1])
            if room < len(data):
                self._unsent.appendleft((when, data[room:]))
                break
        self._size -= size
        return b"".join(taken)

    def refill(self) -> None:
        """Ask a producer for more, once what it wrote has arrived."""
        if self.producer is not None and not self._unsent and (self._told or not self._streaming):
            self._told = False
            self.producer.resumeProducing()

    def clear(self) -> None:
        """Forget what has not arrived."""
        self._unsent.clear()
        self._size = 0


zope_interface.classImplements(Line, ITransport, IConsumer)
