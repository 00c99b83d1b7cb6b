"""A client that shows every box of its connection, decoded."""

from __future__ import annotations

import sys

from twisted.internet import task
from twisted.internet.interfaces import IReactorTCP
from watching import Watch
from weather import UnknownPlace, connect_weather


async def main(reactor: IReactorTCP, port: str) -> None:
    weather = await connect_weather(reactor, f"tcp:localhost:{port}")
    await weather.temperature(place="Bath")
    try:
        await weather.temperature(place="Atlantis")
    except UnknownPlace:
        print("nobody knows")


task.react(main, sys.argv[1:])
