"""What a hostile peer may do, written as bytes on sockets; each pattern is bounded."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack

SECONDS = 6.0
"""A pattern gives up after so long."""


def box(**values: bytes) -> bytes:
    """One box, keys in the order given."""
    parts: list[bytes] = []
    for key, value in values.items():
        parts += [len(key).to_bytes(2, "big"), key.encode()]
        parts += [len(value).to_bytes(2, "big"), value]
    return b"".join([*parts, b"\0\0"])


def asking(command: str, tag: int, /, **values: bytes) -> bytes:
    """A request."""
    return box(_ask=b"%x" % tag, _command=command.encode(), **values)


class Peer:
    """The hostile peer: it writes, and never reads.

    :ivar sent: How many bytes it could send.
    """

    def __init__(self, port: int, ending: ExitStack) -> None:
        self.sent = 0
        self.finish = time.monotonic() + SECONDS
        self._port = port
        self._ending = ending
        self._connections: list[socket.socket] = []

    def connect(self) -> socket.socket:
        """One more connection; it is closed when the pattern has ended."""
        connection = socket.create_connection(("127.0.0.1", self._port))
        connection.settimeout(1.0)
        self._connections.append(connection)
        return self._ending.enter_context(connection)

    def closed(self) -> int:
        """How many of its connections the server has closed."""
        ended = select.POLLRDHUP | select.POLLHUP | select.POLLERR
        poll = select.poll()
        for connection in self._connections:
            poll.register(connection, ended)
        return sum(1 for _, event in poll.poll(0) if event & ended)

    def send(self, connection: socket.socket, chunks: Iterator[bytes]) -> None:
        """Write until all is written, the server closes, or it takes nothing any more."""
        for chunk in chunks:
            while chunk:
                if time.monotonic() > self.finish:
                    return
                try:
                    sent = connection.send(chunk)
                except TimeoutError:
                    continue
                except OSError:
                    return
                self.sent += sent
                chunk = chunk[sent:]


def endless_box(peer: Peer) -> None:
    value = b"\xff\xff" + bytes(65_535)
    keys = (b"\0\x06k%05d" % number + value for number in range(2_000))
    peer.send(peer.connect(), keys)


def many_keys(peer: Peer) -> None:
    keys = b"".join(b"\0\x06k%05d\0\0" % number for number in range(100_000))
    peer.send(peer.connect(), iter([keys]))


def unread_answers(peer: Peer) -> None:
    requests = b"".join(asking("Page", number, number=b"1") for number in range(2_200))
    peer.send(peer.connect(), iter([requests]))


def unanswered_calls(peer: Peer) -> None:
    requests = b"".join(asking("Wait", number, number=b"1") for number in range(20_000))
    peer.send(peer.connect(), iter([requests]))


def one_way_burst(peer: Peer) -> None:
    note = box(_command=b"Note", text=b"seen")
    peer.send(peer.connect(), iter([note * 100_000]))


def wrong_arguments(peer: Peer) -> None:
    for _ in range(200):
        connection = peer.connect()
        requests = b"".join(asking("Wait", number, number=b"x" * 1_000) for number in range(40))
        peer.send(connection, iter([requests]))


def unknown_commands(peer: Peer) -> None:
    requests = b"".join(asking("Nothing", number) for number in range(20_000))
    peer.send(peer.connect(), iter([requests]))


def nested_lists(peer: Peer) -> None:
    empty = b"\0\0" * 21_000
    lists = len(empty).to_bytes(2, "big") + empty
    requests = b"".join(asking("Nested", number, lists=lists) for number in range(200))
    peer.send(peer.connect(), iter([requests]))


def slow_bytes(peer: Peer) -> None:
    connections = [peer.connect() for _ in range(200)]
    start = asking("Text", 1, text=bytes(60_000))[:10_000]
    for connection in connections:
        peer.send(connection, iter([start]))
    while time.monotonic() < peer.finish and not peer.closed():
        for connection in connections:
            peer.send(connection, iter([b"\0"]))
        time.sleep(0.05)


PATTERNS: Mapping[str, Callable[[Peer], None]] = {
    "a box of 131 MB, never ended": endless_box,
    "100,000 keys in one box": many_keys,
    "2,200 requests, answers unread": unread_answers,
    "20,000 calls never answered": unanswered_calls,
    "100,000 one-way commands": one_way_burst,
    "8,000 undecodable calls": wrong_arguments,
    "20,000 unknown commands": unknown_commands,
    "200 lists of 21,000 empty lists": nested_lists,
    "200 boxes, sent byte by byte": slow_bytes,
}
