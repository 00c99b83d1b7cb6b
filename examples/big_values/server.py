"""Keep pictures of any size."""

from __future__ import annotations

from pictures import GetResult, NoSuchPicture, PicturesResponder, PicturesServerFactory
from twisted.internet import endpoints, task
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IReactorTCP


class Album(PicturesResponder):
    def __init__(self) -> None:
        self.pictures: dict[str, bytes] = {}

    def put(self, *, name: str, picture: bytes) -> None:
        self.pictures[name] = picture

    def get(self, *, name: str) -> GetResult:
        if name not in self.pictures:
            raise NoSuchPicture(f"there is no picture {name!r}")
        return GetResult(picture=self.pictures[name])


async def main(reactor: IReactorTCP) -> None:
    endpoint = endpoints.serverFromString(reactor, "tcp:0:interface=127.0.0.1")
    port = await endpoint.listen(PicturesServerFactory(Album()))
    print("listening on port", port.getHost().port, flush=True)
    await Deferred()  # for ever


task.react(main)
