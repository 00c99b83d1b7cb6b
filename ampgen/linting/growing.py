"""What leaves a schema no room to change, or a caller no way to know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ampgen.findings import Frame
from ampgen.linting.remarking import Remarks
from ampgen.schema import Command, Enum, Field, Interface, Record, Schema, Type, within


def look_for_room(remarks: Remarks, schemas: Sequence[Schema]) -> None:
    """Tell about closed enums in responses, and about interfaces that never answer."""
    names = {schema.name for schema in schemas}
    told: set[int] = set()
    # No record is looked into twice: what it holds was told about.
    seen: set[int] = set()
    for schema in schemas:
        for interface in schema.interfaces:
            for command in interface.commands:
                for field in command.response:
                    for enum in _enums(field.type, seen):
                        if not enum.open and enum.schema in names and id(enum) not in told:
                            told.add(id(enum))
                            _tell_closed(remarks, enum, command, field)
            if interface.commands and all(one.oneway for one in interface.commands):
                if not _is_answered_beside(schema, interface):
                    _tell_silent(remarks, interface)


def _enums(type: Type, seen: set[int]) -> Iterator[Enum]:
    """Yield the enums that a type holds, however deep; no record is looked into twice."""
    pending = [type]
    while pending:
        match pending.pop():
            case Enum() as enum:
                yield enum
            case Record() as record:
                if id(record) not in seen:
                    seen.add(id(record))
                    pending += (field.type for field in reversed(record.fields))
            case other:
                pending += reversed(within(other))


def _tell_closed(remarks: Remarks, enum: Enum, command: Command, field: Field) -> None:
    direct = field.type is enum
    remarks.add(
        "closed-enum-in-response",
        f"`{enum.name}` is closed, and the response of `{command.name}` holds it",
        enum.place,
        "a new member would be an error to every older caller",
        "end it with `_`, so that unknown values are kept; or allow it with the reason why it "
        "will never grow",
        others=(Frame(field.place, f"{'is' if direct else 'holds'} a `{enum.name}`"),),
    )


def _is_answered_beside(schema: Schema, interface: Interface) -> bool:
    """Say whether whoever answers an interface answers a command of another beside it."""
    return any(
        any(not command.oneway for other in role.answers for command in other.commands)
        for protocol in schema.protocols
        for role in protocol.roles
        if any(other is interface for other in role.answers)
    )


def _tell_silent(remarks: Remarks, interface: Interface) -> None:
    one = len(interface.commands) == 1
    remarks.add(
        "oneway-only",
        f"no command of `{interface.name}` is answered",
        interface.place,
        "its one command is one-way" if one else "all of its commands are one-way",
        "add a command that is answered, such as `command Ping()`: its answer says that what was "
        "sent before has arrived",
    )
