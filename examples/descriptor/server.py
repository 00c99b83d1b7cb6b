"""Send an open file to whoever asks. Descriptors travel over UNIX sockets only."""

from __future__ import annotations

import os
import tempfile

from journal import JournalsResponder, JournalsServerFactory, NoSuchJournal, OpenResult
from twisted.internet import endpoints, task
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IReactorUNIX


class Cabinet(JournalsResponder):
    def __init__(self) -> None:
        self.journals = {"today": tempfile.TemporaryFile()}
        self.journals["today"].write(b"the cat slept\n")
        self.journals["today"].flush()

    def open(self, *, name: str) -> OpenResult:
        if name not in self.journals:
            raise NoSuchJournal(f"there is no journal {name!r}")
        # It stays ours: the client gets a descriptor of its own for the same open file.
        descriptor = self.journals[name].fileno()
        os.lseek(descriptor, 0, os.SEEK_SET)
        return OpenResult(file=descriptor)


async def main(reactor: IReactorUNIX) -> None:
    endpoint = endpoints.serverFromString(reactor, "unix:journal.socket")
    await endpoint.listen(JournalsServerFactory(Cabinet()))
    print("listening on journal.socket", flush=True)
    await Deferred()  # for ever


task.react(main)
