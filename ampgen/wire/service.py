"""A connection that is made again whenever it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Optional, TypeVar, Union

from twisted.application import internet, service
from twisted.internet import endpoints
from twisted.internet.defer import Deferred
from twisted.internet.task import deferLater

from .connection import Connection
from .factory import Factory
from .untyped import Endpoint

C = TypeVar("C", bound=Connection)

if TYPE_CHECKING:

    class ClientService(service.Service):
        """Twisted's, whose ``whenConnected`` does not know what it connects."""

        def __init__(self, endpoint: Any, factory: Any, **keywords: Any) -> None: ...

        def startService(self) -> None: ...

        def stopService(self) -> Any: ...

        def whenConnected(self, failAfterFailures: Optional[int] = None) -> Any: ...

else:
    ClientService = internet.ClientService

_endpoints: Any = endpoints


class Service(ClientService, Generic[C]):
    """Stays connected for as long as it runs; tries again with growing delays.

    As a ``ClientService``, it is started by an application or ``startService()``.
    """

    def __init__(
        self,
        reactor: Any,
        endpoint: Union[Endpoint, str],
        factory: Factory[C],
        **keywords: Any,
    ) -> None:
        """
        :param endpoint: an endpoint, or a string for one as in ``"tcp:localhost:1234"``.
        :param keywords: what else ``ClientService`` takes, such as ``retryPolicy``.
        """
        if isinstance(endpoint, str):
            endpoint = _endpoints.clientFromString(reactor, endpoint)
        keywords.setdefault("clock", reactor)
        self._reactor = keywords["clock"]
        super().__init__(endpoint, factory, **keywords)

    def whenConnected(self, failAfterFailures: Optional[int] = None) -> Deferred[C]:
        """Fires with the connection as soon as there is one.

        :param failAfterFailures: after how many failed attempts in a row to give up waiting;
            None waits for ever.
        """
        connected: Deferred[C] = super().whenConnected(failAfterFailures)

        def unless_lost(connection: C) -> Any:
            # The calls of a lost connection fail just before this service is told of the loss.
            untyped: Any = connection
            if untyped._failAllReason is None:
                return connection
            return deferLater(self._reactor, 0, self.whenConnected, failAfterFailures)

        return connected.addCallback(unless_lost)
