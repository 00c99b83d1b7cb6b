"""Types and values as a schema spells them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ampgen.builtins import Scalar
from ampgen.schema import Big, Custom, EmptyList, Enum, Field, ListOf, MapOf, MemberValue, Record
from ampgen.schema import Type, Value

_SHOWN = 3


def spelt(type: Type) -> str:
    """Return a type as it is written, declared names without their schema."""
    match type:
        case Scalar() | Custom() | Enum() | Record():
            return type.name
        case ListOf():
            return f"list[{spelt(type.element)}]"
        case MapOf():
            return f"map[{spelt(type.key)}, {spelt(type.value)}]"
        case Big():
            return f"big[{spelt(type.value)}]"


def spelt_field(field: Field) -> str:
    """Return what stands behind the colon of a field."""
    text = spelt(field.type)
    if field.optional:
        return f"{text}?"
    if field.default is not None:
        return f"{text} = {spelt_value(field.default)}"
    return text


def spelt_value(value: Value) -> str:
    """Return a default value as it is written, cut if it is long."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{_cut(value)}"'
        case bytes():
            return f'"{wire(value)}"'
        case Decimal() | int() | float():
            return _cut(str(value))
        case MemberValue():
            return value.member.name
        case EmptyList():
            return "[]"


def wire(name: bytes) -> str:
    """Return a name or code of the wire as text."""
    return _cut(name.decode("ascii", "backslashreplace"))


def listed(names: Sequence[str]) -> str:
    """Return names as ``a``, ``b`` and 3 more."""
    shown = [f"`{name}`" for name in names[:_SHOWN]]
    if len(names) > _SHOWN:
        shown.append(f"{len(names) - _SHOWN} more")
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
