"""A client that has moved over halfway: typed calls, and old ones with the generated commands."""

from __future__ import annotations

import sys

from commands import NoSuchRoom
from thermostat import connect_thermostat
from thermostat.commands import Heat
from twisted.internet import task
from twisted.internet.interfaces import IReactorTCP


async def main(reactor: IReactorTCP, port: str) -> None:
    thermostat = await connect_thermostat(reactor, f"tcp:localhost:{port}")
    # As everywhere in the old code, but that the class is the generated one.
    await thermostat.connection.callRemote(Heat, room="kitchen", degrees=21.0)
    result = await thermostat.measure(room="kitchen", timeout=5)
    print(f"{result.degrees} degrees in the kitchen")
    try:
        await thermostat.measure(room="cellar", timeout=5)
    except NoSuchRoom as error:
        print(f"no such room: {error}")


task.react(main, sys.argv[1:])
