"""A chat room: the server calls its clients over the connections that they opened."""

from __future__ import annotations

from chat import ChatServerFactory, ChatServerProtocol, JoinResult, NameTaken, RoomResponder
from twisted.internet import endpoints, task
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IReactorTCP

visitors: dict[str, Visitor] = {}


class Visitor(RoomResponder):
    """What answers one connection."""

    def __init__(self, connection: ChatServerProtocol) -> None:
        self.screen = connection.screen
        self.name = ""

    async def join(self, *, name: str) -> JoinResult:
        if name in visitors:
            raise NameTaken(f"{name} is here already")
        answer = (await self.screen.ask(question="Will you be kind?")).answer
        print(f"{name} says {answer}", flush=True)
        self.name = name
        visitors[name] = self
        return JoinResult(present=sorted(visitors))

    def say(self, *, text: str) -> None:
        for visitor in visitors.values():
            visitor.screen.show(name=self.name, text=text)


async def main(reactor: IReactorTCP) -> None:
    endpoint = endpoints.serverFromString(reactor, "tcp:0:interface=127.0.0.1")
    port = await endpoint.listen(ChatServerFactory(Visitor))
    print("listening on port", port.getHost().port, flush=True)
    await Deferred()  # for ever


task.react(main)
