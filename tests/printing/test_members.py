"""What the checker knows of the classes that generated ones derive from, which it never imports."""

from __future__ import annotations

from ampgen.checking.wording import MEMBERS_OF_AMP, MEMBERS_OF_CONNECTIONS, MEMBERS_OF_STUBS
from ampgen.wire import Client, Connection, Responder


def public(thing: object) -> set[str]:
    return {name for name in dir(thing) if not name.startswith("_")}


def test_no_attribute_of_a_connection_is_forgotten() -> None:
    assert public(Connection((), None)) - MEMBERS_OF_AMP == MEMBERS_OF_CONNECTIONS


def test_no_member_of_a_client_or_responder_is_forgotten() -> None:
    spelt_like_methods = {name for name in public(Client) | public(Responder) if name.islower()}
    assert spelt_like_methods == MEMBERS_OF_STUBS
