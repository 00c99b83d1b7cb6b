"""Register a user twice. Run it with the port of the server."""

from __future__ import annotations

import sys

from registration import UsernameUnavailable, connect_user_registration
from twisted.internet import task
from twisted.internet.interfaces import IReactorTCP


async def main(reactor: IReactorTCP, port: str) -> None:
    registration = await connect_user_registration(reactor, f"tcp:localhost:{port}")
    result = await registration.register_user(username="alice", publickey=b"...", timeout=5)
    print("alice is user", result.uid)
    try:
        await registration.register_user(username="alice", publickey=b"...", timeout=5)
    except UsernameUnavailable as error:
        print("the server says:", error)


task.react(main, sys.argv[1:])
