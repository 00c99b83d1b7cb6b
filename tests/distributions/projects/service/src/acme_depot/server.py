"""A depot that takes parcels for a minute at most."""

import sys

from acme.common import Address, Country, HealthResponder, Impossible, StatusResult
from acme.depot import DepotResponder, DepotsServerFactory, SendResult
from twisted.internet import reactor
from twisted.internet.endpoints import TCP4ServerEndpoint


class Depot(DepotResponder):
    def __init__(self, connection):
        self.connection = connection
        self.number = 0

    async def send(self, *, parcel):
        if parcel.weight > 1000:
            raise Impossible("too heavy")
        self.number += 1
        self.connection.watching.arrived(parcel=parcel)
        seen = [parcel.to, Address(city="Paris", country=Country.fr)]
        return SendResult(number=self.number, seen=seen)


class Health(HealthResponder):
    async def status(self):
        return StatusResult(calls=2, name="depot")


def listening(port):
    print(port.getHost().port, flush=True)


factory = DepotsServerFactory(Depot, Health())
endpoint = TCP4ServerEndpoint(reactor, 0, interface="127.0.0.1")
endpoint.listen(factory).addCallbacks(listening, lambda failure: sys.exit(str(failure)))
reactor.callLater(60, reactor.stop)
reactor.run()
