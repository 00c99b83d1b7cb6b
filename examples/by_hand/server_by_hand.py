"""A server as Twisted's guide writes it. It knows nothing of the schema."""

from __future__ import annotations

from commands import Divide, Sum
from twisted.internet import endpoints, protocol, task
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IReactorTCP
from twisted.protocols import amp


class Math(amp.AMP):
    @Sum.responder
    def sum(self, a: int, b: int) -> dict[str, int]:
        return {"total": a + b}

    @Divide.responder
    def divide(self, numerator: int, denominator: int) -> dict[str, float]:
        return {"result": numerator / denominator}


async def main(reactor: IReactorTCP) -> None:
    endpoint = endpoints.serverFromString(reactor, "tcp:0:interface=127.0.0.1")
    port = await endpoint.listen(protocol.Factory.forProtocol(Math))
    print("listening on port", port.getHost().port, flush=True)
    await Deferred()  # for ever


task.react(main)
