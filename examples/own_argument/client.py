"""Ask for the nearest place."""

from __future__ import annotations

import sys

from places import connect_places
from points import Point
from twisted.internet import task
from twisted.internet.interfaces import IReactorTCP


async def main(reactor: IReactorTCP, port: str) -> None:
    places = await connect_places(reactor, f"tcp:localhost:{port}")
    nearest = await places.nearest(to=Point(2, 3))
    print("the", nearest.name, "at", nearest.at)
    print("go by", *[f"{point.x:g}/{point.y:g}" for point in nearest.way])


task.react(main, sys.argv[1:])
