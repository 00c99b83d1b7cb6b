"""A generated ``Command`` class in a hand-written ``AMP`` subclass that is its own locator."""

from __future__ import annotations

from registration import RegisterUser, UsernameUnavailable
from twisted.internet import endpoints, protocol, task
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IReactorTCP
from twisted.protocols import amp

uids: dict[str, int] = {}


class Registration(amp.AMP):
    @RegisterUser.responder
    def register(self, username: str, publickey: bytes) -> dict[str, int]:
        if username in uids:
            raise UsernameUnavailable(f"{username} is taken")
        uids[username] = uid = len(uids) + 1
        return {"uid": uid}


async def main(reactor: IReactorTCP) -> None:
    endpoint = endpoints.serverFromString(reactor, "tcp:0:interface=127.0.0.1")
    port = await endpoint.listen(protocol.Factory.forProtocol(Registration))
    print("listening on port", port.getHost().port, flush=True)
    await Deferred()  # for ever


task.react(main)
