"""A generated responder under Twisted's own ``AMP``, as its locator."""

from __future__ import annotations

from registration import RegisterUserResult, UsernameUnavailable, UserRegistrationResponder
from twisted.internet import endpoints, protocol, task
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IReactorTCP
from twisted.protocols import amp


class Registry(UserRegistrationResponder):
    def __init__(self) -> None:
        self.uids: dict[str, int] = {}

    def register_user(self, *, username: str, publickey: bytes) -> RegisterUserResult:
        if username in self.uids:
            raise UsernameUnavailable(f"{username} is taken")
        self.uids[username] = uid = len(self.uids) + 1
        return RegisterUserResult(uid=uid)


async def main(reactor: IReactorTCP) -> None:
    registry = Registry()
    factory = protocol.Factory.forProtocol(lambda: amp.AMP(locator=registry))
    endpoint = endpoints.serverFromString(reactor, "tcp:0:interface=127.0.0.1")
    port = await endpoint.listen(factory)
    print("listening on port", port.getHost().port, flush=True)
    await Deferred()  # for ever


task.react(main)
