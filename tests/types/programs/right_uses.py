"""Right uses of every kind, in which type checkers find nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts import (
    AccountsClientFactory,
    AccountsClientProtocol,
    AccountsServerFactory,
    AccountsServerProtocol,
    Address,
    ChallengeResult,
    Colour,
    EchoPartialResponder,
    EchoServerFactory,
    NameTaken,
    PhotoResult,
    Register,
    RegisterResult,
    Role,
    SayResult,
    SessionsResponder,
    UsersClient,
    UsersPartialResponder,
    UsersResponder,
    connect_accounts,
    connect_echo,
)
from twisted.internet.defer import Deferred, succeed
from twisted.internet.interfaces import IReactorTCP, IStreamClientEndpoint
from twisted.protocols import amp


class Accounts(UsersResponder):
    """A result, a Deferred and a coroutine are answers."""

    def __init__(self, connection: AccountsServerProtocol | None = None) -> None:
        self.connection = connection

    async def register(
        self,
        *,
        name: str,
        role: Role,
        addresses: list[Address],
        colour: Colour | str | None,
    ) -> RegisterResult:
        if self.connection is not None:
            result = await self.connection.sessions.challenge(nonce=b"?", timeout=1.5)
            proof: bytes = result.proof
            print(proof)
        for address in addresses:
            print(address.street.upper(), (address.zip or "").upper())
        if name == "root":
            raise NameTaken("no")
        if isinstance(colour, Colour):
            print(colour.name)
        return RegisterResult(id=1, role=role)

    def remove(self, *, id: int) -> None:
        print(id + 1)

    def photo(self, *, id: int) -> Deferred[PhotoResult]:
        return succeed(PhotoResult(jpeg=b""))

    def add(self, *, name: str) -> Any:
        return None

    async def heartbeat(self, *, load: float) -> None:
        print(load * 2)


class Prover(SessionsResponder):
    def challenge(self, *, nonce: bytes) -> ChallengeResult:
        return ChallengeResult(proof=nonce)


class Nobody(EchoPartialResponder):
    """Answers nothing, which is no mistake for a partial responder."""


class Both(UsersPartialResponder, EchoPartialResponder):
    """Answers two interfaces."""

    def say(self, *, text: str, options: dict[str, int]) -> SayResult:
        return SayResult(text=text * sum(options.values()))


async def calls(users: UsersClient) -> int:
    address = Address(street="High Street", zip=None)
    result = await users.register(name="a", addresses=[address, Address(street="x")])
    await users.register(name="a", addresses=[], role=Role.admin, colour="pink", timeout=5)
    await users.register(name="a", addresses=[], colour=Colour.red)
    deferred: Deferred[None] = users.remove(id=True)
    deferred.addErrback(lambda failure: None)
    users.heartbeat(load=1)
    if address == Address(street="x"):
        print(address)
    match address:
        case Address(street="y", zip=code):
            print(code)
        case _:
            pass
    return result.id + len((await users.photo(id=1)).jpeg)


async def connections(reactor: IReactorTCP, endpoint: IStreamClientEndpoint) -> None:
    accounts: AccountsClientProtocol = await connect_accounts(reactor, "unix:here", Prover())
    await connect_accounts(reactor, endpoint, lambda connection: Prover(), timeout=3)
    print(await calls(accounts.users))
    echo = await connect_echo(reactor, "tcp:localhost:1234", timeout=5)
    print((await echo.say(text="a", options={"b": 1})).text)


def factories() -> None:
    EchoServerFactory(Nobody())
    EchoServerFactory(lambda connection: Both())
    AccountsServerFactory(Accounts)
    AccountsServerFactory(Both())
    AccountsClientFactory(Prover())
    make: Callable[[AccountsServerProtocol], Accounts] = Accounts
    AccountsServerFactory(make, timeout=2.5)


def plain_twisted(connection: amp.AMP) -> None:
    users = UsersClient(connection)
    users.remove(id=1)
    untyped: Any = connection  # Twisted does not say what callRemote takes
    untyped.callRemote(Register, name="a", addresses=[])
    amp.AMP(locator=Accounts())
