"""An ordinary server: it does not know that its client looks on."""

from __future__ import annotations

from twisted.internet import endpoints, task
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IReactorTCP
from weather import TemperatureResult, UnknownPlace, WeatherResponder, WeatherServerFactory


class Station(WeatherResponder):
    def temperature(self, *, place: str) -> TemperatureResult:
        if place != "Bath":
            raise UnknownPlace(f"nobody measures in {place}")
        return TemperatureResult(celsius=21.5)


async def main(reactor: IReactorTCP) -> None:
    endpoint = endpoints.serverFromString(reactor, "tcp:0:interface=127.0.0.1")
    port = await endpoint.listen(WeatherServerFactory(Station()))
    print("listening on port", port.getHost().port, flush=True)
    await Deferred()  # for ever


task.react(main)
