"""Commands, responders and a client as Twisted's own guide to AMP writes them."""

# The guide's calls stand here as they are, and Twisted has not annotated its AMP.
# mypy: allow-untyped-calls

from __future__ import annotations

from typing import Any

from twisted.internet.defer import Deferred, succeed
from twisted.internet.protocol import Factory
from twisted.protocols import amp

from .. import over_twisted
from ..jobs import Job, Jobs
from ..work import INTEGERS, KEY, NAME, NOTE, NOTES, NUMBER, PAGE, ROWS, TEXT
from . import Setting


class Small(amp.Command):
    arguments = [(b"name", amp.Unicode()), (b"key", amp.String()), (b"number", amp.Integer())]
    response = [(b"total", amp.Integer())]


class Records(amp.Command):
    arguments = [(b"number", amp.Integer())]
    response = [
        (
            b"rows",
            amp.AmpList(
                [
                    (b"id", amp.Integer()),
                    (b"name", amp.Unicode()),
                    (b"key", amp.String()),
                    (b"active", amp.Boolean()),
                ]
            ),
        )
    ]


class Integers(amp.Command):
    arguments = [(b"number", amp.Integer())]
    response = [(b"values", amp.ListOf(amp.Integer()))]


class Text(amp.Command):
    arguments = [(b"text", amp.Unicode())]
    response = [(b"text", amp.Unicode())]


class Page(amp.Command):
    arguments = [(b"number", amp.Integer())]
    response = [(b"page", amp.String())]


class Nested(amp.Command):
    arguments = [(b"lists", amp.ListOf(amp.ListOf(amp.ListOf(amp.Integer()))))]
    response = [(b"total", amp.Integer())]


class Wait(amp.Command):
    arguments = [(b"number", amp.Integer())]
    response = [(b"total", amp.Integer())]


class Note(amp.Command):
    arguments = [(b"text", amp.Unicode())]
    requiresAnswer = False


_ROWS: list[dict[str, object]] = [dict(zip(("id", "name", "key", "active"), row)) for row in ROWS]


_WAITING: list[object] = []
"""What never fires is kept, as a program would that waits for something."""


class Server(amp.AMP):
    """Its responders return values."""

    @Small.responder
    def small(self, name: str, key: bytes, number: int) -> object:
        return {"total": number + len(key)}

    @Records.responder
    def records(self, number: int) -> dict[str, object]:
        return {"rows": _ROWS}

    @Integers.responder
    def integers(self, number: int) -> dict[str, object]:
        return {"values": INTEGERS}

    @Text.responder
    def text(self, text: str) -> dict[str, object]:
        return {"text": text}

    @Page.responder
    def page(self, number: int) -> dict[str, object]:
        return {"page": PAGE}

    @Nested.responder
    def nested(self, lists: list[list[list[int]]]) -> dict[str, object]:
        return {"total": sum(len(inner) for outer in lists for inner in outer)}

    @Wait.responder
    def wait(self, number: int) -> Deferred[dict[str, object]]:
        answer: Deferred[dict[str, object]] = Deferred()
        _WAITING.append(answer)
        return answer

    @Note.responder
    def note(self, text: str) -> dict[str, object]:
        return {}


class AsyncServer(Server):
    """The small command's responder is a coroutine function."""

    @Small.responder
    async def small(self, name: str, key: bytes, number: int) -> dict[str, object]:
        return {"total": number + len(key)}


class DeferredServer(Server):
    """The small command's responder returns a Deferred that has fired."""

    @Small.responder
    def small(self, name: str, key: bytes, number: int) -> Deferred[dict[str, object]]:
        return succeed({"total": number + len(key)})


SERVERS = {"value": Server, "async": AsyncServer, "deferred": DeferredServer}


def ends(responder: str) -> tuple[Any, Any]:
    """A client's and a server's protocol, not connected."""
    return amp.AMP(), SERVERS[responder]()


def jobs(connection: Any) -> Jobs:
    """What a client does with a connection."""
    call = connection.callRemote

    def burst() -> Any:
        for _ in range(NOTES):
            call(Note, text=NOTE)
        return call(Small, name=NAME, key=KEY, number=NUMBER)

    def read_rows(answer: dict[str, Any]) -> object:
        return [(row["id"], row["name"], row["key"], row["active"]) for row in answer["rows"]]

    def read_total(answer: dict[str, Any]) -> object:
        return answer["total"]

    return {
        "small": Job(lambda: call(Small, name=NAME, key=KEY, number=NUMBER), read_total),
        "records": Job(lambda: call(Records, number=len(ROWS)), read_rows),
        "integers": Job(
            lambda: call(Integers, number=len(INTEGERS)), lambda answer: answer["values"]
        ),
        "text": Job(lambda: call(Text, text=TEXT), lambda answer: answer["text"]),
        "burst": Job(burst, read_total),
    }


def serve(setting: Setting) -> None:
    over_twisted.serve(setting, lambda: Factory.forProtocol(SERVERS[setting.responder]))


def call(setting: Setting) -> None:
    over_twisted.call(setting, lambda: Factory.forProtocol(amp.AMP), jobs)
