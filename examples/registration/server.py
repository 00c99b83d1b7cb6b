"""A server that numbers its users. Run it with the port to listen on, or with 0 for a free one."""

from __future__ import annotations

import sys

from registration import (
    RegisterUserResult,
    UsernameUnavailable,
    UserRegistrationResponder,
    UserRegistrationServerFactory,
)
from twisted.internet import endpoints, task
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IReactorTCP


class Registry(UserRegistrationResponder):
    def __init__(self) -> None:
        self.uids: dict[str, int] = {}

    async def register_user(self, *, username: str, publickey: bytes) -> RegisterUserResult:
        if username in self.uids:
            raise UsernameUnavailable(f"{username} is taken")
        self.uids[username] = uid = len(self.uids) + 1
        return RegisterUserResult(uid=uid)


async def main(reactor: IReactorTCP, number: str = "0") -> None:
    endpoint = endpoints.serverFromString(reactor, f"tcp:{number}:interface=127.0.0.1")
    port = await endpoint.listen(UserRegistrationServerFactory(Registry()))
    print("listening on port", port.getHost().port, flush=True)
    await Deferred()  # for ever


task.react(main, sys.argv[1:])
