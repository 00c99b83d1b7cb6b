"""The server as it always was."""

from __future__ import annotations

from typing import Any

from commands import Heat, Measure, NoSuchRoom
from twisted.internet import endpoints, task
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IReactorTCP
from twisted.internet.protocol import Factory
from twisted.protocols.amp import AMP

ROOMS = {"kitchen": 19.5}


class Thermostat(AMP):
    @Measure.responder
    def measure(self, room: str) -> dict[str, Any]:
        if room not in ROOMS:
            raise NoSuchRoom(room)
        return {"degrees": ROOMS[room]}

    @Heat.responder
    def heat(self, room: str, degrees: float) -> dict[str, Any]:
        if room not in ROOMS:
            raise NoSuchRoom(room)
        ROOMS[room] = degrees
        return {}


async def main(reactor: IReactorTCP) -> None:
    endpoint = endpoints.serverFromString(reactor, "tcp:0:interface=127.0.0.1")
    port = await endpoint.listen(Factory.forProtocol(Thermostat))
    print("listening on port", port.getHost().port, flush=True)
    await Deferred()  # for ever


task.react(main)
