"""Make pairs, and end them together."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar, overload

from ampgen.testing.line import Address
from ampgen.testing.pair import Pair

S = TypeVar("S")
C = TypeVar("C")
P_co = TypeVar("P_co", covariant=True)


class Builds(Protocol[P_co]):
    """A factory of protocols: a generated one, or one of Twisted's."""

    def buildProtocol(self, addr: Any) -> P_co: ...


@overload
def connected(server: Builds[S], client: Builds[C]) -> Pair[S, C]: ...
@overload
def connected(server: Builds[S], client: C) -> Pair[S, C]: ...
@overload
def connected(server: S, client: Builds[C]) -> Pair[S, C]: ...
@overload
def connected(server: S, client: C) -> Pair[S, C]: ...
def connected(server: Any, client: Any) -> Pair[Any, Any]:
    """Return a server and a client that are connected.

    Each is a factory or a protocol: of a generated package, or written by hand.
    """
    if server is client and not hasattr(server, "buildProtocol"):
        raise ValueError("a protocol has one connection, and cannot be both ends of it")
    return Pair(_built(server, "the client"), _built(client, "the server"))


class Pairs:
    """Makes pairs as ``connected`` does, and keeps them for ``close``."""

    def __init__(self) -> None:
        self._made: list[Pair[Any, Any]] = []

    @overload
    def __call__(self, server: Builds[S], client: Builds[C]) -> Pair[S, C]: ...
    @overload
    def __call__(self, server: Builds[S], client: C) -> Pair[S, C]: ...
    @overload
    def __call__(self, server: S, client: Builds[C]) -> Pair[S, C]: ...
    @overload
    def __call__(self, server: S, client: C) -> Pair[S, C]: ...
    def __call__(self, server: Any, client: Any) -> Pair[Any, Any]:
        made: Pair[Any, Any] = connected(server, client)
        self._made.append(made)
        return made

    def close(self) -> None:
        """End all connections that still stand."""
        while self._made:
            self._made.pop().close()


def _built(end: Any, peer: str) -> Any:
    if isinstance(end, type):
        raise TypeError(f"a pair is made of objects, and not of the class {end.__name__}")
    if not hasattr(end, "buildProtocol"):
        if not hasattr(end, "makeConnection"):
            raise TypeError(
                f"a pair is made of factories and protocols, and {type(end).__name__} is neither: "
                "give a responder to its factory"
            )
        return end
    protocol = end.buildProtocol(Address(peer))
    if protocol is None:
        raise ValueError(f"{end!r} builds no protocol")
    return protocol
