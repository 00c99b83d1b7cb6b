"""Tell the time over TLS. Only the endpoint string says that it is TLS."""

from __future__ import annotations

import datetime

from clock import NowResult, TownClockResponder, TownClockServerFactory
from twisted.internet import endpoints, task
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IReactorSSL


class WallClock(TownClockResponder):
    def now(self) -> NowResult:
        return NowResult(time=datetime.datetime.now(datetime.timezone.utc))


async def main(reactor: IReactorSSL) -> None:
    endpoint = endpoints.serverFromString(
        reactor,
        "ssl:0:interface=127.0.0.1:privateKey=key.pem:certKey=trusted/certificate.pem",
    )
    port = await endpoint.listen(TownClockServerFactory(WallClock()))
    print("listening on port", port.getHost().port, flush=True)
    await Deferred()  # for ever


task.react(main)
