"""``client.py`` and ``responder.py`` as printed."""

from __future__ import annotations


from ampgen.frozen import dataclass
from ampgen.views.common import Module, Parameter


@dataclass(frozen=True, slots=True)
class Method:
    """A command as a method of a client or responder.

    ``operation`` is its constant in ``_codecs``. ``returns`` is the whole annotation. ``call``
    is the statement by which a client passes the values on. ``deadline`` is the parameter that holds
    the deadline of one call, empty for a one-way command. ``marker`` is empty or the deprecation's decorator.
    """

    name: str
    parameters: tuple[Parameter, ...]
    returns: str
    doc: str
    operation: str
    call: str
    oneway: bool
    deadline: str
    deadline_type: str
    marker: str


@dataclass(frozen=True, slots=True)
class ClientClass:
    name: str
    base: str
    doc: str
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True)
class ClientModule(Module):
    """``type_checking`` is set where a method is marked as deprecated."""

    clients: tuple[ClientClass, ...]
    type_checking: str


@dataclass(frozen=True, slots=True)
class ResponderClass:
    """``partial`` is the class that refuses what it does not define; ``name`` demands all."""

    name: str
    partial: str
    base: str
    abstractmethod: str
    unhandled: str
    doc: str
    partial_doc: str
    operations_type: str
    operations: str
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True)
class ResponderModule(Module):
    responders: tuple[ResponderClass, ...]
