"""Say which place is nearest."""

from __future__ import annotations

import math

from places import NearestResult, PlacesResponder, PlacesServerFactory
from points import Point
from twisted.internet import endpoints, task
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IReactorTCP

PLACES = {"mill": Point(0, 0), "bridge": Point(3, 4.5), "inn": Point(-2, 10)}


class Map(PlacesResponder):
    def nearest(self, *, to: Point) -> NearestResult:
        name = min(PLACES, key=lambda name: math.dist(PLACES[name], to))
        at = PLACES[name]
        return NearestResult(name=name, at=at, way=[to, Point(at.x, to.y), at])


async def main(reactor: IReactorTCP) -> None:
    endpoint = endpoints.serverFromString(reactor, "tcp:0:interface=127.0.0.1")
    port = await endpoint.listen(PlacesServerFactory(Map()))
    print("listening on port", port.getHost().port, flush=True)
    await Deferred()  # for ever


task.react(main)
