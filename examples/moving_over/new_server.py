"""The server on what was generated; its exceptions are still the hand-written ones."""

from __future__ import annotations

from commands import NoSuchRoom
from thermostat import MeasureResult, ThermostatResponder, ThermostatServerFactory
from twisted.internet import endpoints, task
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IReactorTCP

ROOMS = {"kitchen": 19.5}


class Thermostat(ThermostatResponder):
    def measure(self, *, room: str) -> MeasureResult:
        if room not in ROOMS:
            raise NoSuchRoom(room)
        return MeasureResult(degrees=ROOMS[room], measured_at=None)

    def heat(self, *, room: str, degrees: float) -> None:
        if room not in ROOMS:
            raise NoSuchRoom(room)
        ROOMS[room] = degrees


async def main(reactor: IReactorTCP) -> None:
    endpoint = endpoints.serverFromString(reactor, "tcp:0:interface=127.0.0.1")
    port = await endpoint.listen(ThermostatServerFactory(Thermostat()))
    print("listening on port", port.getHost().port, flush=True)
    await Deferred()  # for ever


task.react(main)
