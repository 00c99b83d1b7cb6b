"""Two interfaces on one connection, one of them from a shared schema."""

from __future__ import annotations

import time
from decimal import Decimal

from shop.common import HealthResponder, Invalid, Money, UptimeResult
from shop.prices import PriceResult, PricesResponder, ShopServerFactory, ShopServerProtocol
from twisted.internet import endpoints, task
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IReactorTCP

STARTED = time.monotonic()


class Alive(HealthResponder):
    def uptime(self) -> UptimeResult:
        return UptimeResult(seconds=time.monotonic() - STARTED)


class Till(PricesResponder):
    def __init__(self, connection: ShopServerProtocol) -> None:
        self.connection = connection

    def price(self, *, article: str) -> PriceResult:
        if article != "tea":
            raise Invalid(f"no {article} here")
        return PriceResult(price=Money(amount=Decimal("3.50")))

    def restart(self) -> Deferred[None]:
        self.connection.transport.loseConnection()
        return Deferred()  # cancelled when the connection is gone


async def main(reactor: IReactorTCP) -> None:
    endpoint = endpoints.serverFromString(reactor, "tcp:0:interface=127.0.0.1")
    port = await endpoint.listen(ShopServerFactory(Till, Alive()))
    print("listening on port", port.getHost().port, flush=True)
    await Deferred()  # for ever


task.react(main)
