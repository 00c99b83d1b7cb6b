"""Sends parcels to the depot at the port that is given, and prints what comes of it."""

import sys

import acme.common
from acme.common import Address, Country, Impossible
from acme.console import KeepResult, Note, NotesResponder, connect_console
from acme.depot import Parcel, WatchingResponder
from twisted.internet import defer, task


class Watching(WatchingResponder):
    def __init__(self):
        self.arrived_at = defer.Deferred()

    def arrived(self, *, parcel):
        self.arrived_at.callback(parcel)


class Notes(NotesResponder):
    async def keep(self, *, note):
        return KeepResult(count=1)


async def main(reactor):
    watching = Watching()
    address = f"tcp:127.0.0.1:{sys.argv[1]}"
    console = await connect_console(reactor, address, watching, Notes())
    parcel = Parcel(to=Address(city="Bonn", country=Country.de), weight=10)
    result = await console.depot.send(parcel=parcel, timeout=10)
    print(result.number, *result.seen)
    assert all(type(one) is acme.common.Address for one in result.seen)
    came = await watching.arrived_at
    print(came == parcel, Note(parcel=came, origin=result.seen[1]).origin.country is Country.fr)
    try:
        await console.depot.send(parcel=Parcel(to=parcel.to, weight=2000), timeout=10)
    except Impossible as error:
        print(type(error).__name__, error)
    status = await console.health.status(timeout=10)
    print(status.calls, status.name)


task.react(main)
