"""A checked schema as one JSON document, for other tools and other languages.

``grammar/description.md`` says what the document means, ``grammar/description.schema.json`` what
it looks like.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import TypeAlias

from ampgen.builtins import Scalar
from ampgen.schema import (
    Big,
    Command,
    Custom,
    EmptyList,
    Enum,
    Error,
    Field,
    Interface,
    ListOf,
    Literal,
    MapOf,
    Member,
    MemberValue,
    Origin,
    Parameter,
    Protocol,
    PythonName,
    Record,
    Schema,
    Type,
    Value,
)
from ampgen.text import Place

VERSION = 1
"""Raised when a reader of the older document would go wrong; new keys alone do not raise it."""

JSON: TypeAlias = "dict[str, JSON] | list[JSON] | str | int | float | bool | None"

_Declared: TypeAlias = Custom | Enum | Error | Interface | Protocol | Record
_Annotated: TypeAlias = (
    Command | Custom | Enum | Error | Field | Interface | Member | Protocol | Record
)


def describe(schema: Schema) -> str:
    """Return the document of a schema and all that it imports, as text in ASCII.

    The same schema gives the same bytes, wherever its files are.
    """
    document: JSON = {
        "ampgen": VERSION,
        "schema": schema.name,
        "schemas": {each.name: _schema(each) for each in schema.reachable()},
    }
    return json.dumps(document, indent=2, allow_nan=False) + "\n"


def _schema(schema: Schema) -> JSON:
    return {
        "name": schema.name,
        "doc": schema.doc,
        "digest": schema.digest,
        "distribution": None if schema.origin is None else _origin(schema.origin),
        "imports": [
            {"alias": each.alias, "schema": each.schema.name, "place": _place(each.place)}
            for each in schema.imports
        ],
        "enums": [_enum(each) for each in schema.enums],
        "records": [_record(each) for each in schema.records],
        "errors": [_error(each) for each in schema.errors],
        "customs": [_custom(each) for each in schema.customs],
        "interfaces": [_interface(each) for each in schema.interfaces],
        "protocols": [_protocol(each) for each in schema.protocols],
    }


def _origin(origin: Origin) -> JSON:
    return {"name": origin.distribution, "version": origin.version}


def _enum(enum: Enum) -> JSON:
    return {
        **_common(enum),
        "base": enum.base.name,
        "open": enum.open,
        "members": [{**_common(each), "value": each.value} for each in enum.members],
        "reserved": _texts(enum.reserved),
    }


def _record(record: Record) -> JSON:
    return {
        **_common(record),
        "fields": [_field(each) for each in record.fields],
        "reserved": _texts(record.reserved),
    }


def _error(error: Error) -> JSON:
    python = None if error.python is None else _python(error.python)
    return {**_common(error), "code": _bytes(error.code), "python": python}


def _custom(custom: Custom) -> JSON:
    return {
        **_common(custom),
        "argument": _python(custom.argument),
        "parameters": [_parameter(each) for each in custom.parameters],
        "python": _python(custom.python),
        "over": _type(custom.over),
    }


def _interface(interface: Interface) -> JSON:
    return {
        **_common(interface),
        "commands": [_command(each) for each in interface.commands],
        "reserved": _texts(interface.reserved),
    }


def _command(command: Command) -> JSON:
    return {
        **_common(command),
        "wire": _bytes(command.wire),
        "oneway": command.oneway,
        "arguments": [_field(each) for each in command.arguments],
        "response": [_field(each) for each in command.response],
        "raises": [
            {"error": _reference(each.error), "fatal": each.fatal} for each in command.raises
        ],
        "timeout": command.timeout,
        "reserved_arguments": _texts(command.reserved_arguments),
        "reserved_response": _texts(command.reserved_response),
    }


def _protocol(protocol: Protocol) -> JSON:
    return {
        **_common(protocol),
        "implied": protocol.implied,
        "roles": [
            {"name": role.name, "answers": [_reference(each) for each in role.answers]}
            for role in protocol.roles
        ],
    }


def _field(field: Field) -> JSON:
    return {
        **_common(field),
        "wire": _bytes(field.wire),
        "type": _type(field.type),
        "optional": field.optional,
        "default": None if field.default is None else _value(field.default),
        "nonfinite": field.nonfinite,
    }


def _common(node: _Annotated) -> dict[str, JSON]:
    return {
        "name": node.name,
        "doc": node.doc,
        "deprecated": node.deprecated,
        "since": node.since,
        "place": _place(node.place),
    }


def _type(type: Type) -> JSON:
    match type:
        case Scalar():
            return {"kind": "scalar", "name": type.name}
        case ListOf():
            return {"kind": "list", "element": _type(type.element)}
        case MapOf():
            return {"kind": "map", "key": _type(type.key), "value": _type(type.value)}
        case Big():
            return {"kind": "big", "value": _type(type.value), "first": type.first}
        case Custom():
            return {"kind": "custom", **_reference(type)}
        case Enum():
            return {"kind": "enum", **_reference(type)}
        case Record():
            return {"kind": "record", **_reference(type)}


def _parameter(parameter: Parameter) -> JSON:
    if isinstance(parameter, Literal):
        return {"kind": "literal", "value": parameter.value}
    return _type(parameter)


def _value(value: Value) -> JSON:
    match value:
        case MemberValue():
            return {"kind": "member", "enum": _reference(value.enum), "member": value.member.name}
        case EmptyList():
            return {"kind": "empty-list"}
        case bytes():
            return {"kind": "bytes", "value": _bytes(value)}
        case Decimal():
            return {"kind": "decimal", "value": str(value)}
        case _:
            return {"kind": "literal", "value": value}


def _reference(declared: _Declared) -> dict[str, JSON]:
    return {"schema": declared.schema, "name": declared.name}


def _python(python: PythonName) -> JSON:
    return {"module": python.module, "name": python.name}


def _bytes(wire: bytes) -> JSON:
    """Return bytes as text where all of them are printable ASCII, else their hexadecimal."""
    if all(0x20 <= byte < 0x7F for byte in wire):
        return wire.decode("ascii")
    return {"hex": wire.hex()}


def _texts(texts: Iterable[str]) -> list[JSON]:
    return list(texts)


def _place(place: Place) -> JSON:
    return {"line": place.line, "column": place.column}
