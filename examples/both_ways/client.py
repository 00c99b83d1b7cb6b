"""Two visitors in one program, each on a connection of its own."""

from __future__ import annotations

import sys

from chat import AskResult, NameTaken, ScreenResponder, connect_chat
from twisted.internet import task
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IReactorTCP


class Terminal(ScreenResponder):
    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.shown: Deferred[None] = Deferred()

    def show(self, *, name: str, text: str) -> None:
        print(f"on {self.owner}'s screen, {name}: {text}")
        self.shown.callback(None)

    def ask(self, *, question: str) -> AskResult:
        print(f"{self.owner} is asked: {question}")
        return AskResult(answer="yes")


async def main(reactor: IReactorTCP, port: str) -> None:
    alices, bobs = Terminal("alice"), Terminal("bob")
    alice = await connect_chat(reactor, f"tcp:localhost:{port}", alices)
    bob = await connect_chat(reactor, f"tcp:localhost:{port}", bobs)
    await alice.room.join(name="alice")
    try:
        await bob.room.join(name="alice")
    except NameTaken as error:
        print("the server says:", error)
    print("present:", (await bob.room.join(name="bob")).present)
    await alice.room.say(text="hello")
    await alices.shown
    await bobs.shown


task.react(main, sys.argv[1:])
