"""Making connections: for those who listen and those who connect."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Optional, TypeVar, Union

from twisted.internet.defer import Deferred, fail
from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import Factory as TwistedFactory

from .connection import Connection
from .untyped import Endpoint

C = TypeVar("C", bound=Connection)


class Factory(TwistedFactory, Generic[C]):
    """Makes a connection of its own for every peer."""

    def __init__(self, make: Callable[[], C]) -> None:
        """
        :param make: returns a new connection.
        """
        self._make = make

    def buildProtocol(self, addr: Optional[IAddress]) -> C:
        """A new connection for the peer at ``addr``."""
        connection = self._make()
        connection.factory = self
        return connection


def connect(
    reactor: Any, endpoint: Union[Endpoint, str], factory: Factory[C]
) -> Deferred[C]:
    """Connect to a peer.

    :param endpoint: an endpoint, or a string for one as in ``"tcp:localhost:1234"``.
    :return: fires with the connection, or fails as the endpoint does.
    """
    # Endpoints take long to import, and a server that was started by others needs none.
    from twisted.internet import endpoints

    untyped: Any = endpoints
    made: Endpoint
    try:
        if isinstance(endpoint, str):
            made = untyped.clientFromString(reactor, endpoint)
        else:
            made = endpoint
        return made.connect(factory)
    except Exception:
        return fail()
