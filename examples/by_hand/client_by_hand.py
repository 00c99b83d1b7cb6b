"""A client as Twisted's guide writes it. It knows nothing of the schema."""

from __future__ import annotations

import sys

from commands import Divide, Sum
from twisted.internet import endpoints, task
from twisted.internet.interfaces import IReactorTCP
from twisted.protocols import amp


async def main(reactor: IReactorTCP, port: str) -> None:
    endpoint = endpoints.clientFromString(reactor, f"tcp:localhost:{port}")
    math = await endpoints.connectProtocol(endpoint, amp.AMP())
    print("13 + 81 =", (await math.callRemote(Sum, a=13, b=81))["total"])
    try:
        await math.callRemote(Divide, numerator=1234, denominator=0)
    except ZeroDivisionError:
        print("1234 / 0 is an error")


task.react(main, sys.argv[1:])
