"""Count, with the port of the server."""

from __future__ import annotations

import sys

from counter import connect_counter
from twisted.internet import task
from twisted.internet.interfaces import IReactorTCP


async def main(reactor: IReactorTCP, port: str) -> None:
    counter = await connect_counter(reactor, f"tcp:localhost:{port}")
    await counter.add()
    result = await counter.add(amount=41)
    print("the total is", result.total)


task.react(main, sys.argv[1:])
