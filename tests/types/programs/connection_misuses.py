"""Wrong connections. Type checkers find an error in every marked line, and nowhere else."""

from __future__ import annotations

from accounts import (
    AccountsClientFactory,
    AccountsServerFactory,
    AccountsServerProtocol,
    ChallengeResult,
    EchoResponder,
    EchoServerFactory,
    SayResult,
    SessionsResponder,
    connect_accounts,
    connect_echo,
)
from twisted.internet.interfaces import IReactorTCP


class Prover(SessionsResponder):
    def challenge(self, *, nonce: bytes) -> ChallengeResult:
        return ChallengeResult(proof=nonce)


class Parrot(EchoResponder):
    def say(self, *, text: str, options: dict[str, int]) -> SayResult:
        return SayResult(text=text)


class NeedsNothing(EchoResponder):
    def __init__(self) -> None:
        """Takes no connection."""

    def say(self, *, text: str, options: dict[str, int]) -> SayResult:
        return SayResult(text=text)


EchoServerFactory()  # error: nobody answers
EchoServerFactory(Prover())  # error: it answers something else
EchoServerFactory("tcp:0")  # error: text answers nothing
EchoServerFactory(NeedsNothing)  # error: it is made with the connection
AccountsServerFactory(Prover())  # error: the server answers Users
AccountsClientFactory(Parrot())  # error: the client answers Sessions


async def wrong(reactor: IReactorTCP, server: AccountsServerProtocol) -> None:
    await connect_accounts(reactor, "tcp:localhost:1")  # error: the client answers too
    await connect_accounts(reactor, "tcp:localhost:1", Parrot())  # error: not this
    await connect_accounts(reactor, 1234, Prover())  # error: a port is no endpoint
    accounts = await connect_accounts(reactor, "tcp:localhost:1", Prover())
    await accounts.sessions.challenge(nonce=b"")  # error: the client answers that itself
    await server.users.remove(id=1)  # error: the server answers that itself
    echo = await connect_echo(reactor, "tcp:localhost:1")
    await echo.say(text="", options={"a": "b"})  # error: the values are numbers
    await echo.say(text="", options=["a"])  # error: a map is a dict
