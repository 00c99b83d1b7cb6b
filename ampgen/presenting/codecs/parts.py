"""The keys of a box with their values, in the order and the shape in which they are written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ampgen.builtins import FD
from ampgen.frozen import dataclass
from ampgen.presenting.shape import fits, indented, tuple_of
from ampgen.schema import Big, Custom, Field, Record, Type, within


@dataclass(frozen=True, slots=True)
class Part:
    """A key of a box with its value: what stands in the template, and what is put in there."""

    key: bytes
    template: str
    values: tuple[str, ...]


def may_be_absent(field: Field) -> bool:
    return field.optional or field.default is not None


@lru_cache(4096)
def inner(data: bytes) -> str:
    """Return bytes as they stand between quotes of either kind."""
    return "".join(
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b'"\\' else f"\\x{byte:02x}"
        for byte in data
    )


@lru_cache(4096)
def keyed(key: bytes) -> str:
    """Return a key with its two length bytes as it stands in a literal to be formatted."""
    return inner(b"\0%c%b" % (len(key), key)).replace("%", "%%")


def formatting(before: str, templates: Sequence[str], values: Sequence[str], column: int) -> str:
    """Return the expression that puts values into a box, behind ``before``."""
    opening = f'{before}b"{"".join(templates)}\\0\\0" % ('
    if fits(opening, column):
        return tuple_of(values, column, opening)
    # A key a line, for black does not divide what is too long.
    lines: list[str] = []
    for template in templates:
        if lines and template == "%b" and lines[-1].endswith("%b") and len(lines[-1]) < 64:
            lines[-1] += template
        else:
            lines.append(template)
    lines[-1] += "\\0\\0"
    if len(lines) == 1:
        return tuple_of(values, column, opening)
    literals = [f'b"{line}"' for line in lines]
    whole = " ".join(literals)
    if fits(whole, column + 4):
        literals = [whole]
    if len(values) == 1:
        # The comma of a tuple of one tells black nothing.
        return "\n".join([f"{before}(", *map(indented, literals), f") % ({values[0]},)"])
    text = "\n".join([f"{before}(", *map(indented, literals), ") % ("])
    return "\n".join([text, *(f"    {value}," for value in values), ")"])


def moved(place: str, size: int) -> str:
    return f"at += {size}" if place == "at" else f"at = {place} + {size}"


def first_key(field: Field) -> bytes:
    if isinstance(field.type, Big) and field.type.first == 0:
        return field.wire + b".0"
    return field.wire


def straight(fields: Sequence[Field]) -> bool:
    """Return whether a box of these fields has straight-line code at all.

    It has none where a value needs the connection or an application's own class, or where the
    keys of a big value stand among others.
    """
    keys = [field.wire for field in fields]
    for field in fields:
        if isinstance(field.type, Big) and any(
            field.wire < key < field.wire + b"/" for key in keys
        ):
            return False
    seen: set[Record] = set()
    waiting: list[Type] = [field.type for field in fields]
    while waiting:
        type = waiting.pop()
        if isinstance(type, Custom) or type is FD:
            return False
        waiting += within(type)
        if isinstance(type, Record) and type not in seen:
            seen.add(type)
            waiting += [field.type for field in type.fields]
    return True
