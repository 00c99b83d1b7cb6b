"""The server with what was generated."""

from __future__ import annotations

from sums import DivideResult, MathResponder, MathServerFactory, SumResult
from twisted.internet import endpoints, task
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IReactorTCP


class Calculator(MathResponder):
    def sum(self, *, a: int, b: int) -> SumResult:
        return SumResult(total=a + b)

    def divide(self, *, numerator: int, denominator: int) -> DivideResult:
        return DivideResult(result=numerator / denominator)


async def main(reactor: IReactorTCP) -> None:
    endpoint = endpoints.serverFromString(reactor, "tcp:0:interface=127.0.0.1")
    port = await endpoint.listen(MathServerFactory(Calculator()))
    print("listening on port", port.getHost().port, flush=True)
    await Deferred()  # for ever


task.react(main)
