"""``protocol.py``: the connection classes, their factories, connectors and services."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen import naming
from ampgen.presenting.dividing import divided
from ampgen.presenting.documents import entry, text
from ampgen.presenting.scope import Scope
from ampgen.presenting.shape import bracketed, fits, indented, tuple_of
from ampgen.presenting.types import Speller
from ampgen.schema import Interface, Protocol, Role, Schema
from ampgen.views import (
    Attribute,
    HandlerParameter,
    ProtocolClasses,
    ProtocolModule,
    ProtocolNames,
    Side,
)

# What the parameters of the printed functions must not hide.
_SPOKEN_FOR = {
    *("self", "super", "reactor", "endpoint", "timeout", "limits", "connect", "connection")
}

_IMPORTED = (
    ("twisted.internet.defer", "Deferred"),
    ("typing", "Any"),
    ("._wire", "Connection"),
    ("._wire", "Factory"),
    ("._wire", "Handler"),
    ("._wire", "Limits"),
    ("._wire", "Tap"),
    ("._wire", "connect"),
    ("._wire.untyped", "Endpoint"),
)


def present_protocol(schema: Schema) -> ProtocolModule:
    scope = Scope(defined=_defined(schema))
    speller = Speller(scope, schema.name)
    doc = scope.docstring(f"The connections of {schema.name}: a class for each role.")
    names = ProtocolNames()
    if schema.protocols:
        names = ProtocolNames(
            **{name: scope.bare(module, name) for module, name in _IMPORTED},
            Service=scope.bare("._wire.service", "Service", checking=True),
        )
    protocols = tuple(_protocol(protocol, speller, names) for protocol in schema.protocols)
    return ProtocolModule(
        digest=schema.digest[:16],
        doc=doc,
        imports=scope.imports(),
        constants=scope.constants,
        documents=scope.documents,
        names=names,
        protocols=protocols,
    )


def _defined(schema: Schema) -> list[str]:
    names: list[str] = []
    for protocol in schema.protocols:
        names.append(naming.tap_class(protocol))
        for role in protocol.roles:
            names += [
                naming.protocol_class(protocol, role),
                naming.factory_class(protocol, role),
                naming.connect_function(protocol, role),
                naming.service_function(protocol, role),
            ]
    return names


def _protocol(protocol: Protocol, speller: Speller, names: ProtocolNames) -> ProtocolClasses:
    first, second = protocol.roles
    answered = _once([*first.answers, *second.answers])
    starred = [
        f"*{_class(interface, naming.partial_responder_class(interface), speller)}.operations"
        for interface in answered
    ]
    return ProtocolClasses(
        sides=(
            _side(protocol, first, second, speller, names),
            _side(protocol, second, first, speller, names),
        ),
        tap=naming.tap_class(protocol),
        tap_doc=speller.scope.docstring(
            f"Reads the boxes of ``{protocol.name}`` as typed events: asked, answered, refused."
        ),
        operations=tuple_of(starred, len("    operations = ")),
    )


def _side(
    protocol: Protocol, role: Role, other: Role, speller: Speller, names: ProtocolNames
) -> Side:
    scope = speller.scope
    connection = naming.protocol_class(protocol, role)
    factory = naming.factory_class(protocol, role)
    handlers = tuple(_handler(interface, connection, speller, names) for interface in role.answers)
    attributes = tuple(
        Attribute(
            naming.client_attribute(interface),
            _class(interface, naming.client_class(interface), speller),
        )
        for interface in other.answers
    )
    # Who connects to answer a single interface wants its client and nothing else.
    entry_ = attributes[0] if protocol.implied and len(attributes) == 1 else None
    wanted = entry_.client if entry_ else connection
    reached = [
        entry(f"ivar {attribute.name}", f"Calls what the {other.name} answers.")
        for attribute in attributes
    ]
    given = [handler.name for handler in handlers]
    passed = [*given, "timeout=timeout", "limits=limits"]
    return Side(
        connection=connection,
        connection_doc=scope.docstring(
            text(
                protocol, f"A connection of ``{protocol.name}``.", [_end(role), *_spaced(reached)]
            )
        ),
        factory=factory,
        factory_doc=(
            scope.docstring(f"Makes the {role.name}'s end of connections.\n\n{_GIVEN}")
            if handlers
            else scope.docstring(f"Makes the {role.name}'s end of connections.")
        ),
        handlers=handlers,
        start=bracketed("super().__init__(", [tuple_of(given, 13), "limits"], ")", 8),
        make=_make(connection, passed),
        factory_call=bracketed(f"factory = {factory}(", passed, ")", 4),
        attributes=attributes,
        connect=naming.connect_function(protocol, role),
        connect_doc=scope.docstring(
            f"Connect as the {role.name}.\n\n"
            + (
                "The Deferred fires with the client, whose ``connection`` is the connection."
                if entry_
                else "The Deferred fires with the connection."
            )
        ),
        entry=entry_.name if entry_ else "",
        returns=f"{names.Deferred}[{wanted}]",
        service=naming.service_function(protocol, role),
        service_doc=scope.docstring(
            f"Return a service that stays connected as the {role.name}.\n\n"
            "It connects again, after growing delays, whenever the connection is lost."
        ),
        service_returns=f"{names.Service}[{connection}]",
    )


def _make(connection: str, passed: Sequence[str]) -> str:
    call = f"lambda: {connection}({', '.join(passed)})"
    if fits(f"super().__init__({call})", 8):
        return f"super().__init__({call})"
    call = bracketed(f"lambda: {connection}(", passed, ")", 12)
    return f"super().__init__(\n{indented(call)}\n)"


_GIVEN = (
    "What answers is handed in: an object that answers all connections, or a callable that is\n"
    "given each new connection and returns what answers it."
)


def _end(role: Role) -> str:
    return f"The {role.name}'s end."


def _spaced(entries: Sequence[str]) -> list[str]:
    return ["", *entries] if entries else []


def _handler(
    interface: Interface, connection: str, speller: Speller, names: ProtocolNames
) -> HandlerParameter:
    name = naming.client_attribute(interface)
    while name in _SPOKEN_FOR:
        name += "_"
    responder = _class(interface, naming.partial_responder_class(interface), speller)
    whole = f"{name}: {names.Handler}[{connection}, {responder}]"
    return HandlerParameter(name, divided(whole, 8), divided(whole, 4))


def _class(interface: Interface, name: str, speller: Speller) -> str:
    if interface.schema != speller.schema:
        return speller.scope.bare(interface.schema, name)
    module = ".client" if name == naming.client_class(interface) else ".responder"
    return speller.scope.bare(module, name)


def _once(interfaces: Sequence[Interface]) -> list[Interface]:
    return list(dict.fromkeys(interfaces))
