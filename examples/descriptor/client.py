"""Ask for an open file and read it."""

from __future__ import annotations

import os

from journal import NoSuchJournal, connect_journals
from twisted.internet import task
from twisted.internet.interfaces import IReactorUNIX


async def main(reactor: IReactorUNIX) -> None:
    journals = await connect_journals(reactor, "unix:journal.socket")
    with os.fdopen((await journals.open(name="today")).file, "rb") as file:
        print("it says:", file.read().decode().strip())
    try:
        await journals.open(name="tomorrow")
    except NoSuchJournal as error:
        print("the server says:", error)


task.react(main)
