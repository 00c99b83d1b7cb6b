"""What the parts of a description refer to: declarations, types and values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

from ampgen.builtins import SCALARS
from ampgen.parsing import LONGEST_NUMBER
from ampgen.recalling.parts import Part
from ampgen.schema import (
    Big,
    Custom,
    EmptyList,
    Enum,
    Error,
    Interface,
    ListOf,
    MapOf,
    MemberValue,
    Parameter,
    Record,
    Schema,
    Type,
    Value,
)

_DECIMAL = re.compile("-?[0-9]+(?:[.][0-9]+)?(?:[Ee][-+]?[0-9]+)?")
# The keys of each kind of type, besides the kind.
_KINDS = {
    "scalar": ("name",),
    "list": ("element",),
    "map": ("key", "value"),
    "big": ("value", "first"),
    "custom": ("schema", "name"),
    "enum": ("schema", "name"),
    "record": ("schema", "name"),
}
_DEFAULTS = {
    "literal": ("value",),
    "member": ("enum", "member"),
    "empty-list": (),
    "bytes": ("value",),
    "decimal": ("value",),
}

_Declared = TypeVar("_Declared", Enum, Record, Custom, Error, Interface)


class Known:
    """What the schemas of a description declare."""

    def __init__(self) -> None:
        self.schemas: dict[str, Schema] = {}
        self._declared: dict[tuple[type[object], str, str], object] = {}

    def add(self, declared: Iterable[_Declared]) -> None:
        for one in declared:
            self._declared.setdefault((type(one), one.schema, one.name), one)

    def find(self, kind: type[_Declared], part: Part) -> _Declared | None:
        """Return what a reference names, or tell that there is no such thing."""
        schema, name = part.text("schema"), part.text("name")
        found = self._declared.get((kind, schema, name))
        if isinstance(found, kind):
            return found
        what = kind.__name__.lower().replace("custom", "type")
        part.wrong(
            "name",
            f"`{schema}` declares no {what} `{name}` in this description",
            "nothing of that name and kind",
        )
        return None

    def type(self, part: Part) -> Type | None:
        """Return a type, or None where it is none, which is told."""
        kind = _kind(part, _KINDS)
        if kind == "list":
            element = self.type(part.part("element"))
            return None if element is None else ListOf(element)
        if kind == "map":
            key, value = (self.type(part.part(one)) for one in ("key", "value"))
            return None if key is None or value is None else MapOf(key, value)
        if kind == "big":
            value, first = self.type(part.part("value")), part.literal("first").value
            if isinstance(first, bool) or first not in (0, 2):
                part.wrong("first", "the first key of a big value is 0 or 2", "neither")
            return None if value is None else Big(value, 0 if first == 0 else 2)
        if kind == "scalar":
            scalar = SCALARS.get(part.text("name"))
            if scalar is None:
                part.wrong("name", "there is no such scalar", "unknown")
            return scalar
        if kind == "enum":
            return self.find(Enum, part)
        if kind == "record":
            return self.find(Record, part)
        return self.find(Custom, part) if kind else None

    def parameter(self, part: Part) -> Parameter | None:
        """Return what is handed to the class of a type of an application's own."""
        if part.text("kind") == "literal":
            return part.holds("kind", "value").literal("value")
        return self.type(part)

    def value(self, part: Part) -> Value | None:
        """Return a default, or None where it is none, which is told."""
        kind = _kind(part, _DEFAULTS)
        if kind == "literal":
            return part.literal("value").value
        if kind == "bytes":
            return part.wire("value")
        if kind == "empty-list":
            return EmptyList()
        if kind == "decimal":
            text = part.text("value")
            if not _DECIMAL.fullmatch(text) or len(text) > LONGEST_NUMBER:
                part.wrong("value", "this is a number in decimal", "not such a number")
                return None
            return Decimal(text)
        if kind == "member":
            enum = self.find(Enum, part.part("enum").holds("schema", "name"))
            name = part.text("member")
            for member in () if enum is None else enum.members:
                if enum is not None and member.name == name:
                    return MemberValue(enum, member)
            if enum is not None:
                part.wrong("member", f"`{enum.name}` has no member `{name}`", "unknown")
        return None


def _kind(part: Part, kinds: Mapping[str, tuple[str, ...]]) -> str:
    """Return the kind of a type or a default, or "" where it has none that is known."""
    kind = part.text("kind")
    if kind in kinds:
        part.holds("kind", *kinds[kind])
        return kind
    known = ", ".join(f"`{one}`" for one in kinds)
    part.wrong("kind", f"there is no such kind here; there are {known}", "unknown")
    return ""
