"""As many bytes as AMP sends for the same work, by Twisted protocols that read none of them.

The first byte of a request says which work it stands for, so that requests may be mixed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from twisted.internet.defer import Deferred
from twisted.internet.protocol import Factory, Protocol
from twisted.protocols import amp

from .. import over_twisted
from ..jobs import Job, Jobs
from ..work import INTEGERS, KEY, NAME, NOTE, NOTES, NUMBER, ROWS, TEXT, TOTAL, WORKS
from . import Setting, handwritten


def _sizes() -> dict[str, tuple[int, int]]:
    """How many bytes AMP sends for each work, there and back."""

    make_connection: Any = amp.AMP
    connection = make_connection()

    def asked(command: Any, **values: object) -> int:
        box = command.makeArguments(values, connection)
        box[b"_command"] = command.commandName
        box[b"_ask"] = b"1f"
        return len(box.serialize())

    def answered(command: Any, **values: object) -> int:
        box = command.makeResponse(values, connection)
        box[b"_answer"] = b"1f"
        return len(box.serialize())

    small = asked(handwritten.Small, name=NAME, key=KEY, number=NUMBER)
    total = answered(handwritten.Small, total=TOTAL)
    rows = [dict(zip(("id", "name", "key", "active"), row)) for row in ROWS]
    notes = NOTES * (asked(handwritten.Note, text=NOTE) - len(b"\0\x04_ask\0\x021f"))
    return {
        "small": (small, total),
        "records": (
            asked(handwritten.Records, number=len(ROWS)),
            answered(handwritten.Records, rows=rows),
        ),
        "integers": (
            asked(handwritten.Integers, number=len(INTEGERS)),
            answered(handwritten.Integers, values=INTEGERS),
        ),
        "text": (
            asked(handwritten.Text, text=TEXT),
            answered(handwritten.Text, text=TEXT),
        ),
        "burst": (notes + small, total),
    }


_SIZES = _sizes()
_KINDS = tuple(_SIZES)
_REQUESTS = {name: bytes((kind,)) * size for kind, (name, (size, _)) in enumerate(_SIZES.items())}
_ANSWERS = {name: bytes(size) for name, (_, size) in _SIZES.items()}


class Echo(Protocol):
    """Answers a request when as many bytes have come as it has."""

    _kind = -1
    _missing = 0

    def dataReceived(self, data: bytes) -> None:
        answers: list[bytes] = []
        at = 0
        while at < len(data):
            if not self._missing:
                self._kind = data[at]
                self._missing = _SIZES[_KINDS[self._kind]][0]
            taken = min(self._missing, len(data) - at)
            at += taken
            self._missing -= taken
            if not self._missing:
                answers.append(_ANSWERS[_KINDS[self._kind]])
        if answers:
            self.write(b"".join(answers))

    def write(self, data: bytes) -> None:
        """Hand bytes to the transport."""
        me: Any = self
        me.transport.write(data)


class Asker(Echo):
    """Fires the calls' Deferreds in order when enough bytes have come."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[int, Deferred[object], object]] = deque()
        self._arrived = 0

    def ask(self, work: str) -> Deferred[object]:
        """Send a request's worth of bytes."""
        answer: Deferred[object] = Deferred()
        self._waiting.append((_SIZES[work][1], answer, WORKS[work].expected))
        self.write(_REQUESTS[work])
        return answer

    def dataReceived(self, data: bytes) -> None:
        self._arrived += len(data)
        while self._waiting and self._waiting[0][0] <= self._arrived:
            size, answer, expected = self._waiting.popleft()
            self._arrived -= size
            answer.callback(expected)


def jobs(asker: Asker) -> Jobs:
    """What a client does with a connection."""

    def asking(name: str) -> Callable[[], Deferred[object]]:
        return lambda: asker.ask(name)

    return {name: Job(asking(name), lambda answer: answer) for name in _SIZES}


def serve(setting: Setting) -> None:
    over_twisted.serve(setting, lambda: Factory.forProtocol(Echo))


def call(setting: Setting) -> None:
    over_twisted.call(setting, lambda: Factory.forProtocol(Asker), jobs)
