"""Two clients on one plain connection: ``callRemote`` with the class, and the typed client."""

from __future__ import annotations

import sys

from registration import RegisterUser, UsernameUnavailable, UserRegistrationClient
from twisted.internet import endpoints, task
from twisted.internet.interfaces import IReactorTCP
from twisted.protocols import amp


async def main(reactor: IReactorTCP, port: str) -> None:
    endpoint = endpoints.clientFromString(reactor, f"tcp:localhost:{port}")
    connection = await endpoints.connectProtocol(endpoint, amp.AMP())
    answer = await connection.callRemote(RegisterUser, username="alice", publickey=b"...")
    print("alice is user", answer["uid"])

    registration = UserRegistrationClient(connection)
    result = await registration.register_user(username="bob", publickey=b"...")
    print("bob is user", result.uid)
    try:
        await registration.register_user(username="alice", publickey=b"...")
    except UsernameUnavailable as error:
        print("the server says:", error)


task.react(main, sys.argv[1:])
