"""Two AMP connections joined in memory, every byte between them kept."""

from __future__ import annotations

from typing import Any

from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionDone
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure

Sent = tuple[str, bytes]

# Twisted leaves these without annotations.
_Transport: Any = StringTransport
_Failure: Any = Failure


class Pair:
    """``server`` and ``client`` are connected; bytes move when ``settle`` is called.

    :ivar sent: What was sent, as ``("server" or "client", bytes)``, whole boxes each.
    """

    def __init__(self, server: Any, client: Any) -> None:
        self.ends: dict[str, Any] = {"server": server, "client": client}
        self.transports: dict[str, Any] = {"server": _Transport(), "client": _Transport()}
        self.sent: list[Sent] = []
        for name, end in self.ends.items():
            end.makeConnection(self.transports[name])

    def settle(self) -> None:
        """Hand over bytes in both directions until there are no more."""
        moved = True
        while moved:
            moved = False
            for name, other in (("client", "server"), ("server", "client")):
                data = self.transports[name].value()
                self.transports[name].clear()
                if data:
                    self.sent += [(name, box) for box in boxes(data)]
                    self.ends[other].dataReceived(data)
                    moved = True

    def result(self, call: Deferred[Any]) -> Any:
        """Settle and return what the call fired with, or raise what it failed with."""
        self.settle()
        return now(call)

    def closed(self) -> bool:
        return any(
            transport.disconnecting or transport.disconnected
            for transport in self.transports.values()
        )

    def end(self) -> None:
        """Lose the connection on both ends."""
        for end in self.ends.values():
            end.connectionLost(_Failure(ConnectionDone()))


def now(call: Deferred[Any]) -> Any:
    """Return what a Deferred has fired with, or raise what it has failed with."""
    results: list[Any] = []
    call.addBoth(results.append)
    assert results, "not answered"
    (result,) = results
    if isinstance(result, Failure):
        result.raiseException()
    return result


def boxes(data: bytes) -> list[bytes]:
    """Cut bytes into whole boxes, as they are on the wire."""
    found: list[bytes] = []
    start = at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 2], "big")
        at += 2 + size
        if size == 0:
            found.append(data[start:at])
            start = at
            continue
        at += 2 + int.from_bytes(data[at : at + 2], "big")
    assert start == at == len(data), "not whole boxes"
    return found


def pairs(box: bytes) -> list[tuple[bytes, bytes]]:
    """Return the keys and values of one box in the order of the wire."""
    found: list[tuple[bytes, bytes]] = []
    at = 0
    while True:
        size = int.from_bytes(box[at : at + 2], "big")
        if size == 0:
            return found
        key = box[at + 2 : at + 2 + size]
        at += 2 + size
        size = int.from_bytes(box[at : at + 2], "big")
        found.append((key, box[at + 2 : at + 2 + size]))
        at += 2 + size


def packed(content: dict[bytes, bytes]) -> bytes:
    """Write a box in the order in which the dict has it."""
    parts = [len(part).to_bytes(2, "big") + part for pair in content.items() for part in pair]
    return b"".join(parts) + b"\0\0"
