"""Values of a schema as each kind of side has them: generated code, and plain Twisted.

A neutral value is what a program of either kind would call it: a member of an enum is its name, a
record and a map are dicts, and what may be absent is None.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any, cast

from twisted.protocols import amp
from twisted.python.filepath import FilePath

from ampgen.builtins import JSON, Scalar
from ampgen.schema import (
    Big,
    Custom,
    EmptyList,
    Enum,
    Field,
    ListOf,
    MapOf,
    MemberValue,
    Record,
    Type,
    Value,
)

Values = dict[str, Any]

_untyped: Any = amp

_SAMPLES: dict[str, Any] = {
    "int": 5,
    "bytes": b"bytes",
    "str": "text",
    "float": 1.5,
    "bool": True,
    "decimal": Decimal("1.50"),
    "datetime": datetime(2020, 2, 3, 4, 5, 6, tzinfo=timezone.utc),
    "path": FilePath("/tmp/path"),
    "json": {"a": [1, None]},
}


def filled(fields: tuple[Field, ...], given: Mapping[str, Any]) -> Values:
    """Return values for fields: those given, and samples for the others that are required."""
    values = dict(given)
    for field in fields:
        if field.name not in values and not field.optional and field.default is None:
            values[field.name] = sample(field.type)
    return values


def meant(fields: tuple[Field, ...], values: Values) -> Values:
    """Return what a sender means by values: an absent one is its default."""
    return {
        one.name: values[one.name] if one.name in values else default(one.default)
        for one in fields
    }


def sample(type: Type) -> Any:
    match type:
        case Scalar():
            return _SAMPLES[type.name]
        case ListOf():
            return [sample(type.element)]
        case MapOf():
            return {sample(type.key): sample(type.value)}
        case Big():
            return sample(type.value)
        case Custom():
            return sample(type.over)
        case Enum():
            return type.members[0].name
        case Record():
            return filled(type.fields, {})


def default(value: Value | None) -> Any:
    match value:
        case MemberValue():
            return value.member.name
        case EmptyList():
            return []
        case _:
            return value


def keyword(field: Field) -> str:
    """Return what Twisted calls a field in Python."""
    name: str = _untyped._wireNameToPythonIdentifier(field.wire)
    return name


class Generated:
    """Values as the generated package has them."""

    def __init__(self, package: Any) -> None:
        self._package = package

    def out(self, type: Type, value: Any) -> Any:
        match type:
            case Enum():
                names = {one.name for one in type.members}
                return getattr(self._package, type.name)[value] if value in names else value
            case Record():
                given = {
                    one.name: self.out(one.type, value[one.name])
                    for one in type.fields
                    if value.get(one.name) is not None
                }
                return getattr(self._package, type.name)(**given)
            case ListOf():
                return [self.out(type.element, one) for one in value]
            case MapOf():
                return {
                    self.out(type.key, key): self.out(type.value, one)
                    for key, one in value.items()
                }
            case Big():
                return self.out(type.value, value)
            case _:
                return value

    def back(self, type: Type, value: Any) -> Any:
        if value is None:
            return None
        match type:
            case Enum():
                return getattr(value, "name", value)
            case Record():
                return {
                    one.name: self.back(one.type, getattr(value, one.name)) for one in type.fields
                }
            case ListOf():
                return [self.back(type.element, one) for one in value]
            case MapOf():
                return {
                    self.back(type.key, key): self.back(type.value, one)
                    for key, one in value.items()
                }
            case Big():
                return self.back(type.value, value)
            case _:
                return value


class Plain:
    """Values as Twisted's own arguments have them, read as a careful programmer would."""

    def out_fields(self, fields: tuple[Field, ...], values: Mapping[str, Any]) -> Values:
        return {
            keyword(one): self.out(one.type, values[one.name])
            for one in fields
            if values.get(one.name) is not None
            and (one.default is None or values[one.name] != default(one.default))
        }

    def back_fields(self, fields: tuple[Field, ...], found: Mapping[str, Any]) -> Values:
        return {
            one.name: (
                default(one.default)
                if found.get(keyword(one)) is None
                else self.back(one.type, found[keyword(one)])
            )
            for one in fields
        }

    def out(self, type: Type, value: Any) -> Any:
        match type:
            case Enum():
                return next((one.value for one in type.members if one.name == value), value)
            case Record():
                return [self.out_fields(type.fields, value)]
            case ListOf():
                if isinstance(type.element, Record):
                    return [self.out_fields(type.element.fields, one) for one in value]
                return [self.out(type.element, one) for one in value]
            case MapOf():
                return [
                    {"key": self.out(type.key, key), "value": self.out(type.value, one)}
                    for key, one in value.items()
                ]
            case Big():
                return self.out(type.value, value)
            case _:
                return json.dumps(value) if type is JSON else value

    def back(self, type: Type, value: Any) -> Any:
        match type:
            case Enum():
                return next((one.name for one in type.members if one.value == value), value)
            case Record():
                found = [self.back_fields(type.fields, one) for one in value]
                return found[0] if len(found) == 1 else found
            case ListOf():
                if isinstance(type.element, Record):
                    return [self.back_fields(type.element.fields, one) for one in value]
                return [self.back(type.element, one) for one in value]
            case MapOf():
                return {
                    self.back(type.key, one["key"]): self.back(type.value, one["value"])
                    for one in value
                }
            case Big():
                return self.back(type.value, value)
            case _:
                return _loaded(value) if type is JSON else value


def _loaded(text: str) -> Any:
    """Return the value of a JSON text, or what came instead of one."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def agree(sent: Any, read: Any) -> bool:
    """Return whether a reader has what was sent, if perhaps as another type or as its text."""
    kinds = (type(cast("object", sent)), type(cast("object", read)))
    if kinds == (dict, list):
        # A record is a list of one, a map is one of entries, and an empty map has as many boxes as
        # an empty list.
        entries = [{"key": key, "value": value} for key, value in sent.items()]
        of_map = all(one.keys() >= {"key", "value"} for one in read)
        return agree([sent], read) or not (sent or read) or (of_map and agree(entries, read))
    if kinds == (list, dict):
        if len(sent) == 1 and agree(sent[0], read):
            return True
        boxes: list[Any] = [one for one in sent if isinstance(one, dict)]
        pairs = [(one.get("key"), one.get("value")) for one in boxes]
        return len(pairs) == len(sent) and agree(pairs, list(read.items()))
    if kinds == (tuple, tuple):
        return all(map(agree, sent, read))
    if kinds == (dict, dict):
        return all(agree(sent[key], read[key]) for key in sent.keys() & read.keys())
    if kinds == (list, list):
        return len(sent) == len(read) and all(map(agree, sent, read))
    return bool(sent == read) or _text(sent) == _text(read) or sent == _loaded(_text(read))


def _untyped_path(value: Any) -> Any:
    return value.path


def _text(value: Any) -> str:
    match value:
        case bytes():
            return value.decode("utf-8", "surrogateescape")
        case FilePath():
            return str(_untyped_path(value))
        case datetime():
            stamp: bytes = _untyped.DateTime().toString(value)
            return stamp.decode()
        case dict() | list():
            return json.dumps(value, default=repr)
        case _:
            return str(value)
