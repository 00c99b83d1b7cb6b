"""The client with what was generated."""

from __future__ import annotations

import sys

from sums import connect_math
from twisted.internet import task
from twisted.internet.interfaces import IReactorTCP


async def main(reactor: IReactorTCP, port: str) -> None:
    math = await connect_math(reactor, f"tcp:localhost:{port}")
    print("13 + 81 =", (await math.sum(a=13, b=81)).total)
    try:
        await math.divide(numerator=1234, denominator=0)
    except ZeroDivisionError:
        print("1234 / 0 is an error")


task.react(main, sys.argv[1:])
