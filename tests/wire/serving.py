"""A server in a process of its own, for peers that are nothing but sockets.

``serving.py STRING PATH``: listens on the endpoint, prints the port, and answers by the fast or the
general path, with limits that are short enough for a test.
"""

# The package under test is made while the tests run, so nothing of it has a type here.
# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

from twisted.internet import endpoints, reactor

wired: Any = importlib.import_module("wired")


class Keeper(wired.ShopPartialResponder):  # type: ignore[misc]  # the package is made by a test
    def add(self, name: str, key: bytes, age: int) -> Any:
        return wired.AddResult(id=age + 1)

    def photo(self, id: int) -> Any:
        return wired.PhotoResult(jpeg=b"p" * id)

    def upload(self, jpeg: bytes) -> Any:
        """How many files this process has open."""
        return wired.UploadResult(size=len(os.listdir("/proc/self/fd")))


class Watched(wired.MarketServerProtocol):  # type: ignore[misc]  # the package is made by a test
    """A server with a hook of Twisted's, which nothing may pass by."""

    def dispatchCommand(self, box: Any) -> Any:
        return super().dispatchCommand(box)


def main() -> None:
    limits = wired._wire.Limits(
        box_seconds=1, stalled_seconds=1, close_seconds=1, box_bytes=400_000, descriptors=8
    )
    factory = wired.MarketServerFactory(Keeper(), limits=limits)
    if sys.argv[2] == "general":
        factory = wired._wire.Factory(lambda: Watched(Keeper(), limits=limits))
    untyped: Any = endpoints
    listening = untyped.serverFromString(reactor, sys.argv[1]).listen(factory)
    listening.addCallback(lambda port: print(getattr(port.getHost(), "port", "ready"), flush=True))
    run: Any = reactor
    run.run()


if __name__ == "__main__":
    main()
