"""A connection that is made again whenever it is lost."""

from __future__ import annotations

from typing import Any, Generic, Optional, TypeVar, cast

from twisted.application.internet import ClientService
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import clientFromString
from twisted.internet.interfaces import IStreamClientEndpoint

from .connection import Connection
from .factory import Factory

C = TypeVar("C", bound=Connection)


class Service(ClientService, Generic[C]):
    """Stays connected for as long as it runs; tries again with growing delays.

    As a ``ClientService``, it is started by an application or ``startService()``.
    """

    def __init__(
        self,
        reactor: Any,
        endpoint: IStreamClientEndpoint | str,
        factory: Factory[C],
        **keywords: Any,
    ) -> None:
        """
        :param endpoint: an endpoint, or a string for one as in ``"tcp:localhost:1234"``.
        :param keywords: what else ``ClientService`` takes, such as ``retryPolicy``.
        """
        if isinstance(endpoint, str):
            endpoint = clientFromString(reactor, endpoint)
        keywords.setdefault("clock", reactor)
        super().__init__(endpoint, factory, **keywords)

    def whenConnected(self, failAfterFailures: Optional[int] = None) -> Deferred[C]:
        """Fires with the connection as soon as there is one.

        :param failAfterFailures: after how many failed attempts in a row to give up waiting;
            None waits for ever.
        """
        return cast("Deferred[C]", super().whenConnected(failAfterFailures))
