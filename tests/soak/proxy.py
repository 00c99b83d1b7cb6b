"""A proxy on loopback that does to connections what networks do to them, and worse."""

from __future__ import annotations

import random
from collections import deque
from typing import Any

from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import Factory, Protocol

KINDS = ("honest", "honest", "slow", "killer", "flipper", "hole")
"""How a connection is treated.

Every kind cuts what passes into pieces. ``honest`` does nothing else, so what arrives is right;
``slow`` delays as well; ``killer`` cuts the connection in the midst of something; ``flipper``
flips bits; ``hole`` forwards nothing any more at some moment.
"""


class Proxy(Factory):
    """Accepts connections and makes one to the server for each.

    :ivar kinds: the kind of each connection that was made, by the client's port number.
    """

    noisy = False

    def __init__(self, reactor: Any, port: int, rng: random.Random) -> None:
        self.reactor = reactor
        self.port = port
        self.rng = rng
        self.kinds: dict[int, str] = {}

    def buildProtocol(self, addr: IAddress | None) -> Protocol:
        peer: Any = addr
        kind = self.kinds[peer.port] = self.rng.choice(KINDS)
        return Near(self, kind)


class Half(Protocol):
    """One side of what the proxy stands between; gives the other what it gets.

    :ivar other: the other side, None once it is gone.
    """

    transport: Any = None
    other: Half | None = None

    def __init__(self, proxy: Proxy, kind: str) -> None:
        self.proxy = proxy
        self.kind = kind
        self.waiting: deque[tuple[Any, tuple[Any, ...]]] = deque()
        self.dead = False

    def dataReceived(self, data: bytes) -> None:
        rng = self.proxy.rng
        if self.kind == "killer" and rng.random() < 0.02:
            data = data[: len(data) // 2]
            self.dead = True
        elif self.kind == "hole" and rng.random() < 0.01:
            self.dead = True
            return
        elif self.kind == "flipper" and data and rng.random() < 0.1:
            at = rng.randrange(len(data))
            data = data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]
        if self.dead and self.kind == "hole":
            return
        at = rng.randrange(len(data) + 1)
        for piece in (data[:at], data[at:]):
            self._later(self._forward, piece)
        if self.dead:
            self._later(self.cut)

    def _later(self, action: Any, *words: Any) -> None:
        """Do something after everything that is already to be done later."""
        self.waiting.append((action, words))
        if len(self.waiting) == 1:
            self._sleep()

    def _sleep(self) -> None:
        most = 0.05 if self.kind == "slow" else 0.002
        self.proxy.reactor.callLater(self.proxy.rng.random() * most, self._wake)

    def _wake(self) -> None:
        action, words = self.waiting.popleft()
        action(*words)
        if self.waiting:
            self._sleep()

    def _forward(self, data: bytes) -> None:
        if self.other is not None and self.other.transport is not None and data:
            self.other.transport.write(data)

    def cut(self) -> None:
        """Take the connection away from both ends."""
        for half in (self, self.other):
            if half is not None and half.transport is not None:
                half.transport.abortConnection()

    def connectionLost(self, reason: Any = None) -> None:
        # What was to be forwarded goes first.
        self._later(self._leave)

    def _leave(self) -> None:
        other, self.other = self.other, None
        if other is not None and other.transport is not None:
            other.transport.loseConnection()


class Near(Half):
    """The side of the client."""

    def connectionMade(self) -> None:
        self.transport.pauseProducing()
        factory = _Once(self)
        self.proxy.reactor.connectTCP("127.0.0.1", self.proxy.port, factory)


class Far(Half):
    """The side of the server."""

    def connectionMade(self) -> None:
        near: Any = self.other
        if near.transport is None or not near.transport.connected:
            self.cut()
            return
        near.transport.resumeProducing()


class _Once(Factory):
    noisy = False

    def __init__(self, near: Near) -> None:
        self._near = near

    def buildProtocol(self, addr: IAddress | None) -> Protocol:
        far = Far(self._near.proxy, self._near.kind)
        far.other, self._near.other = self._near, far
        return far

    def startedConnecting(self, connector: Any) -> None:
        """The reactor calls this."""

    def clientConnectionFailed(self, connector: Any, reason: Any) -> None:
        self._near.cut()

    def clientConnectionLost(self, connector: Any, reason: Any) -> None:
        """The protocol is told as well."""
