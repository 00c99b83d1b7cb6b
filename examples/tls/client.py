"""Ask for the time over TLS, and trust nobody but the certificate in ``trusted``."""

from __future__ import annotations

import datetime
import sys

from clock import connect_town_clock
from twisted.internet import task
from twisted.internet.interfaces import IReactorSSL


async def main(reactor: IReactorSSL, port: str) -> None:
    clock = await connect_town_clock(reactor, f"tls:localhost:{port}:trustRoots=trusted")
    there = (await clock.now(timeout=5)).time
    here = datetime.datetime.now(datetime.timezone.utc)
    agree = abs(here - there) < datetime.timedelta(minutes=1)
    print("the clocks agree" if agree else f"it is {there} there and {here} here")


task.react(main, sys.argv[1:])
