"""A client that shows every box of its connection, decoded."""

from __future__ import annotations

import sys

from twisted.internet import endpoints, task
from twisted.internet.interfaces import IReactorTCP
from twisted.protocols import amp
from weather import Answered, Asked, Refused, UnknownPlace, WeatherClient, WeatherTap


class Watch(WeatherTap):
    """Prints a line for every box that goes by."""

    def saw(self, event: Asked | Answered | Refused) -> None:
        way = "sent" if event.outgoing else "received"
        match event:
            case Asked():
                print(way, "a request:", event.command, event.arguments)
            case Answered():
                print(way, "an answer:", event.command, event.result)
            case Refused():
                print(way, "an error:", event.command, repr(event.error))


async def main(reactor: IReactorTCP, port: str) -> None:
    connection = amp.AMP()
    connection.boxReceiver = Watch(connection)
    endpoint = endpoints.clientFromString(reactor, f"tcp:localhost:{port}")
    await endpoints.connectProtocol(endpoint, connection)

    weather = WeatherClient(connection)
    print("it is", (await weather.temperature(place="Bath")).celsius, "degrees")
    try:
        await weather.temperature(place="Atlantis")
    except UnknownPlace as error:
        print(error)


task.react(main, sys.argv[1:])
