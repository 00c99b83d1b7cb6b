"""Types and values as a schema spells them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from ampgen.builtins import Scalar
from ampgen.schema import Big, Custom, EmptyList, Enum, Field, ListOf, MapOf, MemberValue, Record
from ampgen.schema import Type, Value

_SHOWN = 3


def spelt(type: Type) -> str:
    """Return a type as it is written, declared names without their schema."""
    return _spelt(type, _name)


def spelt_apart(one: Type, other: Type) -> tuple[str, str]:
    """Return two types as they are written, with what tells them apart where names do not."""
    for name in (_name, _basis, _home):
        found = _spelt(one, name), _spelt(other, name)
        if found[0] != found[1]:
            return found
    return spelt(one), spelt(other)


_Declared = Custom | Enum | Record


def _spelt(type: Type, name: Callable[[_Declared], str]) -> str:
    match type:
        case Scalar():
            return type.name
        case Custom() | Enum() | Record():
            return name(type)
        case ListOf():
            return f"list[{_spelt(type.element, name)}]"
        case MapOf():
            return f"map[{_spelt(type.key, name)}, {_spelt(type.value, name)}]"
        case Big():
            return f"big[{_spelt(type.value, name)}]"


def _name(type: _Declared) -> str:
    return type.name


def _basis(type: _Declared) -> str:
    match type:
        case Custom():
            return f"{type.name} over {spelt(type.over)}"
        case Enum():
            return f"{type.name}: {type.base.name}"
        case Record():
            return type.name


def _home(type: _Declared) -> str:
    if isinstance(type, Custom):
        return f"{type.name} as {type.python.module}:{type.python.name}"
    return f"{type.schema}.{type.name}"


def spelt_field(field: Field, type: str = "") -> str:
    """Return what stands behind the colon of a field, its type perhaps spelt otherwise."""
    text = type or spelt(field.type)
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
