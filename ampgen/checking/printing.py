"""Names that would fall together in the generated package."""

from __future__ import annotations

from collections.abc import Iterator

from ampgen import naming, schema
from ampgen.checking.problems import Problems
from ampgen.findings import Frame
from ampgen.text import Place


def _module_names(meant: schema.Schema) -> Iterator[tuple[str, str, Place]]:
    """Yield every name of the package's top level, what it is for, and where that is declared."""
    for enum in meant.enums:
        yield enum.name, f"the enum `{enum.name}`", enum.place
    for record in meant.records:
        yield record.name, f"the record `{record.name}`", record.place
    for error in meant.errors:
        yield error.name, f"the error `{error.name}`", error.place
    for custom in meant.customs:
        yield custom.name, f"the type `{custom.name}`", custom.place
    for interface in meant.interfaces:
        yield from _interface_names(interface)
    for protocol in meant.protocols:
        yield from _protocol_names(protocol)


def _interface_names(interface: schema.Interface) -> Iterator[tuple[str, str, Place]]:
    for command in interface.commands:
        of = f"`{command.name}` of `{interface.name}`"
        yield command.name, f"the command {of}", command.place
        if command.response:
            name = naming.result_class(command)
            yield name, f"the response of {of}", command.place
    what, place = f"the interface `{interface.name}`", interface.place
    yield naming.client_class(interface), f"the client of {what}", place
    yield naming.responder_class(interface), f"the responder of {what}", place
    yield naming.partial_responder_class(interface), f"the partial responder of {what}", place


def _protocol_names(protocol: schema.Protocol) -> Iterator[tuple[str, str, Place]]:
    what = "interface" if protocol.implied else "protocol"
    for role in protocol.roles:
        side = f"the {role.name} of the {what} `{protocol.name}`"
        yield naming.protocol_class(protocol, role), side, protocol.place
        yield naming.factory_class(protocol, role), side, protocol.place
        yield naming.service_function(protocol, role), side, protocol.place
        yield naming.connect_function(protocol, role), side, protocol.place
    yield naming.tap_class(protocol), f"the tap of the {what} `{protocol.name}`", protocol.place


def check_printed_names(problems: Problems, meant: schema.Schema) -> None:
    """Tell about every name that two things of the generated package would have."""
    seen: dict[str, tuple[str, Place]] = {}
    told: set[tuple[int, int]] = set()
    for name, what, place in _module_names(meant):
        first_what, first = seen.setdefault(name, (what, place))
        if first is place and first_what == what:
            continue
        # One clash of two declarations may show in several of their names.
        pair = (min(first.start, place.start), max(first.start, place.start))
        if pair in told:
            continue
        told.add(pair)
        if first.start > place.start:
            first_what, what, first, place = what, first_what, place, first
        problems.add(
            "names-collide",
            f"{first_what} and {what} would both be `{name}` in Python",
            place,
            f"prints `{name}`",
            "rename one of them",
            others=(Frame(first, f"also prints `{name}`"),),
        )
    for interface in meant.interfaces:
        methods: dict[str, schema.Command] = {}
        for command in interface.commands:
            other = methods.setdefault(naming.method(command), command)
            if other is not command:
                method = naming.method(command)
                problems.add(
                    "names-collide",
                    f"`{other.name}` and `{command.name}` would both be the method `{method}`",
                    command.place,
                    f"prints `{method}`",
                    f'rename one; the wire may still say it: `@wire("{command.name}")`',
                    others=(Frame(other.place, f"also prints `{method}`"),),
                )
