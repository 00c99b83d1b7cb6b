"""A service that stays connected: when the server hangs up, it connects again."""

from __future__ import annotations

import sys

from shop.common import Invalid
from shop.prices import ShopClientProtocol, shop_service
from twisted.internet import task
from twisted.internet.error import ConnectionDone
from twisted.internet.interfaces import IReactorTCP


async def ask(shop: ShopClientProtocol) -> None:
    price = (await shop.prices.price(article="tea")).price
    print("tea costs", price.amount, price.currency)
    uptime = await shop.health.uptime()
    print("the server is", "new" if uptime.seconds < 60 else "old")


async def main(reactor: IReactorTCP, port: str) -> None:
    service = shop_service(reactor, f"tcp:localhost:{port}")
    service.startService()
    first = await service.whenConnected()
    await ask(first)
    try:
        await first.prices.price(article="coffee")
    except Invalid as error:
        print("the server says:", error)

    try:
        await first.prices.restart()
    except ConnectionDone:
        print("the server hung up")
    second = await service.whenConnected()
    print("connected again:", second is not first)
    await ask(second)
    await service.stopService()


task.react(main, sys.argv[1:])
