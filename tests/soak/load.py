"""The server and the clients of the soak, and an account of every call."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from twisted.internet.defer import Deferred, fail, succeed
from twisted.internet.task import deferLater

IN_FLIGHT = 20
"""How many calls a client has under way at most."""


class Oops(Exception):
    """What a responder fails with without having declared it."""


class Account:
    """Every call that was made, until it is settled.

    :ivar open: those that are not, by number.
    :ivar outcomes: how those that are were settled, by the name of the exception.
    :ivar wrong: what should not have been.
    """

    def __init__(self) -> None:
        self.made = 0
        self.open: dict[int, str] = {}
        self.outcomes: Counter[str] = Counter()
        self.wrong: list[str] = []

    def watch(self, name: str, call: Deferred[Any], right: Any) -> Deferred[None]:
        """Take a call into the account.

        ``right`` says whether a result is right; None where bits are flipped on the way.
        """
        self.made += 1
        number = self.made
        self.open[number] = name

        def settled(outcome: str) -> None:
            if self.open.pop(number, None) is None:
                self.wrong.append(f"{name} was settled twice")
            self.outcomes[outcome] += 1

        def answered(result: Any) -> str:
            if right is not None and not right(result):
                self.wrong.append(f"{name} was answered with {ascii(result)[:200]}")
            return "answered"

        def failed(failure: Any) -> str:
            return type(failure.value).__name__

        return call.addCallbacks(answered, failed).addCallback(settled)


def make_store(package: Any, reactor: Any, account: Account, seed: str) -> Any:
    """Return what makes the responder for one connection of the server."""
    rng = random.Random(f"{seed}/store")

    class Store(package.StoreResponder):  # type: ignore[misc]  # known only at run time
        def __init__(self, connection: Any) -> None:
            self.desk = connection.desk

        def echo(self, *, text: str, number: int) -> Any:
            kind = rng.randrange(40)
            if kind == 0:
                raise package.Denied("not you")
            if kind == 1 and rng.random() < 0.1:
                raise package.Banned("never again")
            made = package.EchoResult(text=text, number=number)
            return succeed(made) if kind % 2 else made

        async def slow(self, *, milliseconds: int) -> Any:
            await deferLater(reactor, min(max(milliseconds, 0), 300) / 1000)
            return package.SlowResult(milliseconds=milliseconds)

        async def items(self, *, items: Any) -> Any:
            return package.ItemsResult(items=items)

        def blob(self, *, size: int) -> Any:
            return package.BlobResult(blob=b"x" * min(abs(size), 300_000))

        async def ask(self, *, number: int) -> Any:
            self.desk.told(text="asked")
            answer: Deferred[Any] = self.desk.twice(number=number, timeout=0.5)
            asked = account.watch("twice", answer, None)
            found: list[Any] = []
            answer.addBoth(found.append)
            await asked
            return package.AskResult(number=2 * number)

        def broken(self) -> Any:
            return fail(Oops("broken")) if rng.random() < 0.5 else 3

        def note(self, *, text: str) -> None:
            if rng.random() < 0.1:
                raise Oops(text)

    return Store


def make_desk(package: Any) -> Any:
    """Return the responder of the clients, one for all of them."""

    class Desk(package.DeskResponder):  # type: ignore[misc]  # known only at run time
        def twice(self, *, number: int) -> Any:
            return package.TwiceResult(number=2 * number)

        def told(self, *, text: str) -> None:
            pass

    return Desk()


class Client:
    """Makes calls, all the time, over one connection after another."""

    def __init__(
        self, package: Any, reactor: Any, connect: Any, kinds: dict[int, str], seed: str
    ) -> None:
        self.package = package
        self.reactor = reactor
        self.connect = connect
        self.kinds = kinds
        self.rng = random.Random(seed)
        self.stopping = False
        self.connections = 0
        self.connection: Any = None

    async def run(self, account: Account) -> None:
        """Go on until `stopping`, then close and return when all is settled."""
        while not self.stopping:
            try:
                self.connection = await self.connect()
            except Exception as error:
                account.outcomes[f"connecting: {type(error).__name__}"] += 1
                await deferLater(self.reactor, 0.05)
                continue
            self.connections += 1
            await self._use(account)
        self.connection = None

    async def _use(self, account: Account) -> None:
        rng = self.rng
        transport = self.connection.transport
        port = transport.getHost().port
        while port not in self.kinds:
            # The system accepts connections before the proxy does.
            await deferLater(self.reactor, 0.005)
        honest = self.kinds[port] != "flipper"
        end = self.reactor.seconds() + rng.uniform(0.2, 4)
        mine: list[Deferred[Any]] = []
        while not self.stopping and self.reactor.seconds() < end and self._lives():
            mine = [call for call in mine if not call.called]
            for _ in range(rng.randrange(IN_FLIGHT - len(mine) + 1)):
                mine.append(self._call(account, honest))
            if rng.random() < 0.2 and mine:
                rng.choice(mine).cancel()
            await deferLater(self.reactor, rng.random() * 0.02)
        if rng.random() < 0.5:
            await deferLater(self.reactor, 0.5)
        if rng.random() < 0.3 and self._lives():
            transport.abortConnection()
        elif self._lives():
            transport.loseConnection()
        while self._lives():
            await deferLater(self.reactor, 0.01)

    def _lives(self) -> bool:
        return self.connection.transport is not None

    def _call(self, account: Account, honest: bool) -> Deferred[Any]:
        rng, store, package = self.rng, self.connection.store, self.package
        number = rng.randrange(10**6)
        timeout = rng.choice((None, None, 0.01, 0.2, 2))
        store.note(text="n" * rng.randrange(100))
        match rng.randrange(8):
            case 0 | 1 | 2:
                text = rng.choice(("", "text", "é" * 200))
                made = store.echo(text=text, number=number, timeout=timeout)
                wanted: Any = package.EchoResult(text=text, number=number)
            case 3:
                made = store.slow(milliseconds=number % 100, timeout=timeout)
                wanted = package.SlowResult(milliseconds=number % 100)
            case 4:
                items = [package.Item(id=n, name="n") for n in range(rng.randrange(200))]
                made = store.items(items=items, timeout=timeout)
                wanted = package.ItemsResult(items=items)
            case 5:
                size = rng.choice((0, 10, 70_000, 200_000))
                made = store.blob(size=size, timeout=timeout)
                wanted = package.BlobResult(blob=b"x" * size)
            case 6:
                made = store.ask(number=number, timeout=timeout)
                wanted = package.AskResult(number=2 * number)
            case _:
                made = store.broken(timeout=timeout)
                wanted = None

        def right(result: Any) -> bool:
            return bool(result == wanted)

        account.watch("a call", made, right if honest else None)
        call: Deferred[Any] = made
        return call
