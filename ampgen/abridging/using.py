"""What a schema, and those that it imports from elsewhere, use of what distributions ship."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from ampgen.schema import (
    Custom,
    Enum,
    Error,
    Field,
    Interface,
    Parameter,
    Protocol,
    Record,
    Schema,
    within,
)

Declared: TypeAlias = "Custom | Enum | Error | Interface | Protocol | Record"


def used(schema: Schema) -> frozenset[int]:
    """Return the identities of all declarations that a schema comes to.

    Those of the schema itself, and of what it imports that no distribution ships, count as used.
    """
    reached = schema.reachable()
    homes = {one.name: one for one in reached}
    pending = [
        declared
        for one in reached
        if one is schema or one.origin is None
        for declared in _declared(one)
    ]
    found: set[int] = set()
    while pending:
        one = pending.pop()
        if id(one) not in found:
            found.add(id(one))
            pending += _needed(one, homes)
    return frozenset(found)


def _declared(schema: Schema) -> Iterator[Declared]:
    yield from schema.enums
    yield from schema.records
    yield from schema.errors
    yield from schema.customs
    yield from schema.interfaces
    yield from schema.protocols


def _needed(one: Declared, homes: Mapping[str, Schema]) -> Iterator[Declared]:
    """Yield what a declaration cannot do without."""
    match one:
        case Record():
            yield from _of_fields(one.fields)
        case Custom():
            yield from _of_types((*one.parameters, one.over))
        case Interface():
            for command in one.commands:
                yield from _of_fields((*command.arguments, *command.response))
                yield from (raised.error for raised in command.raises)
            # They say who answers it.
            for protocol in homes[one.schema].protocols:
                if any(one in role.answers for role in protocol.roles):
                    yield protocol
        case Protocol():
            for role in one.roles:
                yield from role.answers
        case Enum() | Error():
            pass


def _of_fields(fields: Iterable[Field]) -> Iterator[Declared]:
    return _of_types(field.type for field in fields)


def _of_types(types: Iterable[Parameter]) -> Iterator[Declared]:
    pending = list(types)
    while pending:
        one = pending.pop()
        pending += within(one)
        if isinstance(one, (Custom, Enum, Record)):
            yield one
