"""Who answers an interface, and which pairings that makes count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ampgen.breaking.effects import BOTH, Pairing
from ampgen.schema import Interface, Protocol, Schema

ANY = "any"


def roles(schemas: Iterable[Schema]) -> set[str]:
    """Return the names of all roles."""
    return {role.name for schema in schemas for one in schema.protocols for role in one.roles}


def protocols_of(interface: Interface, protocols: Sequence[Protocol]) -> tuple[Protocol, ...]:
    """Return the protocols in which a role answers an interface.

    One that nobody wrote counts only where there is no other.
    """
    found = [one for one in protocols if any(interface in role.answers for role in one.roles)]
    written = tuple(one for one in found if not one.implied)
    return written or tuple(found)


def answerers(interface: Interface, protocol: Protocol) -> set[str]:
    """Return the roles of a protocol that answer an interface."""
    return {role.name for role in protocol.roles if interface in role.answers}


def pairings(
    interface: Interface, protocols: Sequence[Protocol], first: str
) -> frozenset[Pairing]:
    """Return the pairings that happen when the role ``first`` is upgraded before the other.

    What that role answers, an old caller asks of a new responder; what the other role answers, a
    new caller asks of an old one. With ``any``, or in a protocol without such a role, both happen.
    """
    if first == ANY:
        return BOTH
    found: set[Pairing] = set()
    for protocol in protocols_of(interface, protocols):
        if all(role.name != first for role in protocol.roles):
            return BOTH
        for name in answerers(interface, protocol):
            found.add(Pairing.OLD_CALLER if name == first else Pairing.NEW_CALLER)
    return frozenset(found) or BOTH
