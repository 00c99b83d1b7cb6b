"""``protocol.py`` as printed."""

from __future__ import annotations


from ampgen.frozen import dataclass
from ampgen.views.common import Module


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed client as an attribute of a connection: ``self.users = UsersClient(self, …)``."""

    name: str
    client: str


@dataclass(frozen=True, slots=True)
class HandlerParameter:
    """A responder that is handed in: its name, and the parameter of a method and of a function."""

    name: str
    of_method: str
    of_function: str


@dataclass(frozen=True, slots=True)
class Side:
    """One role of a protocol.

    ``handlers`` are the responders that are handed in. ``start``, ``make`` and ``factory_call`` are
    the statements that hand them on. ``entry`` is empty, or the attribute that ``connect`` gives
    instead of the connection.
    """

    connection: str
    connection_doc: str
    factory: str
    factory_doc: str
    handlers: tuple[HandlerParameter, ...]
    start: str
    make: str
    factory_call: str
    attributes: tuple[Attribute, ...]
    connect: str
    connect_doc: str
    entry: str
    returns: str
    service: str
    service_doc: str
    service_returns: str


@dataclass(frozen=True, slots=True)
class ProtocolClasses:
    sides: tuple[Side, ...]
    tap: str
    tap_doc: str
    operations: str


@dataclass(frozen=True, slots=True)
class ProtocolNames:
    """How ``protocol.py`` calls what it imports; all are empty where it imports nothing."""

    Deferred: str = ""
    Any: str = ""
    Connection: str = ""
    Factory: str = ""
    Handler: str = ""
    Limits: str = ""
    Tap: str = ""
    connect: str = ""
    Endpoint: str = ""
    Service: str = ""


@dataclass(frozen=True, slots=True)
class ProtocolModule(Module):
    names: ProtocolNames
    protocols: tuple[ProtocolClasses, ...]
