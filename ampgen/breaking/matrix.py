"""What a reader makes of a value that was written as another type.

Most types travel as text, so that much can be read as something else. The tables are facts about
Twisted's arguments and the generated code, each of them tried by a test.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum

from ampgen.breaking import boxing
from ampgen.breaking.boxing import boxes
from ampgen.breaking.members import any_read, any_written
from ampgen.breaking.where import absentable
from ampgen.builtins import INT, JSON, STR, Scalar
from ampgen.schema import Big, Custom, ListOf, MapOf, Member, Record, Type
from ampgen.schema import Enum as Choice


class Verdict(Enum):
    """How a value of one type arrives as another, from the best to the worst."""

    RIGHT = "arrives as what it was"
    NEARLY = "arrives, but some values are changed in silence"
    SOME = "is refused for some values"
    NEVER = "is refused whatever it is"
    CONFUSED = "is taken for something else in silence"


_ORDER = tuple(Verdict)

_TEXT = "str bytes"
# By the type that was written, the types that read it so; whatever is not named is NEVER.
_RIGHT = {
    "int": f"decimal json {_TEXT}",
    "float": f"decimal json {_TEXT}",
    "bool": _TEXT,
    "decimal": _TEXT,
    "datetime": _TEXT,
    "path": _TEXT,
    "json": _TEXT,
    "str": "bytes",
    "bytes": "",
    "fd": "",
}
_NEARLY = {
    "int": "float",
    "str": "path",
}
_SOME = {
    "str": "int float bool decimal datetime json",
    "bytes": "int float bool decimal datetime json str path",
    "decimal": "int float json",
    "json": "int float decimal",
}
# Any text is a path, if only a strange one; and a descriptor is a number that means nothing.
_CONFUSED = {
    "int": "path",
    "float": "path",
    "bool": "path",
    "decimal": "path",
    "datetime": "path",
    "json": "path",
    "fd": f"int float decimal json path {_TEXT}",
}
_TABLES = (
    (Verdict.RIGHT, _RIGHT),
    (Verdict.NEARLY, _NEARLY),
    (Verdict.SOME, _SOME),
    (Verdict.CONFUSED, _CONFUSED),
)
_SCALARS: dict[tuple[str, str], Verdict] = {
    (writer, reader): verdict
    for verdict, table in _TABLES
    for writer, readers in table.items()
    for reader in readers.split()
}
_LENIENT = ("str", "bytes", "path")
"""Read anything, or nearly so: what was a list is a text with odd characters in it."""


def between_scalars(writer: Scalar, reader: Scalar) -> Verdict:
    """Return how a reader takes a built-in type for another."""
    if writer is reader:
        return Verdict.RIGHT
    return _SCALARS.get((writer.name, reader.name), Verdict.NEVER)


def plain_verdict(writer: Type, reader: Type) -> Verdict:
    """Return how Twisted's own arguments take one type for another."""
    return verdict(stock(writer), stock(reader), plain=True)


def verdict(writer: Type, reader: Type, *, plain: bool = False) -> Verdict:
    """Return how a reader takes one type for another.

    Only the shape counts: records, and members of enums, are compared field by field and member
    by member elsewhere, and any two of them agree here. Big values agree in their first key.
    ``plain`` says that the types are ``stock`` ones.
    """
    if isinstance(writer, Big) or isinstance(reader, Big):
        return _big(writer, reader, plain)
    writer, reader = _bytes_of(writer), _bytes_of(reader)
    if isinstance(writer, Choice) or isinstance(reader, Choice):
        return _choices(writer, reader)
    if isinstance(writer, Scalar) and isinstance(reader, Scalar):
        return between_scalars(writer, reader)
    if isinstance(writer, ListOf) and isinstance(reader, ListOf):
        if boxes(writer) or boxes(reader):
            return Verdict.RIGHT if boxes(writer) and boxes(reader) else Verdict.CONFUSED
        return verdict(writer.element, reader.element)
    if isinstance(writer, MapOf) and isinstance(reader, MapOf):
        return worst(verdict(writer.key, reader.key), verdict(writer.value, reader.value))
    if isinstance(writer, Record) and isinstance(reader, Record):
        return Verdict.RIGHT
    if boxes(writer) and boxes(reader):
        return _boxed(writer, reader, plain)
    if isinstance(reader, Scalar) and reader.name not in _LENIENT:
        return Verdict.NEVER
    return Verdict.CONFUSED


def worst(*verdicts: Verdict) -> Verdict:
    """Return the worst verdict, RIGHT if there is none."""
    return max(verdicts, key=_ORDER.index, default=Verdict.RIGHT)


def _bytes_of(type: Type) -> Type:
    """Return the type whose bytes travel."""
    return type.over if isinstance(type, Custom) else type


def _boxed(writer: Type, reader: Type, plain: bool) -> Verdict:
    """Compare a record, a list of records and a map: boxes all, but not as many of them."""
    found = [
        verdict(*(map(stock, pair) if plain else pair)) for pair in boxing.alike(writer, reader)
    ]
    if isinstance(writer, MapOf):
        found.append(_of_entries(boxing.record_of(reader)))
    if isinstance(reader, MapOf):
        found.append(_as_entries(boxing.record_of(writer), plain))
        # Of two boxes with one key the last counts.
        found.append(Verdict.NEARLY if isinstance(writer, ListOf) else Verdict.RIGHT)
    if isinstance(reader, Record) and not isinstance(writer, Record):
        found.append(Verdict.SOME)
    return worst(*found)


def _of_entries(reader: Record | None) -> Verdict:
    """Return how the boxes of a map arrive as a record, but for its two fields."""
    assert reader is not None
    fields = boxing.entry(reader)
    if any(not absentable(one) for one in reader.fields if one not in (fields or ())):
        return Verdict.NEVER
    return Verdict.RIGHT if fields else Verdict.CONFUSED


def _as_entries(writer: Record | None, plain: bool) -> Verdict:
    """Return how a record arrives as a box of a map, but for the types of its two fields."""
    assert writer is not None
    fields = boxing.entry(writer)
    if fields is None:
        return Verdict.NEVER
    doubtful = any(absentable(one) or (one.nonfinite and not plain) for one in fields)
    return Verdict.SOME if doubtful else Verdict.RIGHT


def _choices(writer: Type, reader: Type) -> Verdict:
    """Compare types of which one at least is an enum."""
    if isinstance(writer, Choice) and isinstance(reader, Choice):
        # Their members are compared where they are of one kind.
        return _same_base(writer, reader)
    if isinstance(writer, Choice):
        found = verdict(writer.base, reader)
        if found is Verdict.SOME and isinstance(reader, Scalar) and not writer.open:
            return found if any_read(writer, reader) else Verdict.NEVER
        return found
    assert isinstance(reader, Choice)
    found = verdict(writer, reader.base)
    if reader.open or found in (Verdict.NEVER, Verdict.CONFUSED):
        return found
    if isinstance(writer, Scalar) and not any_written(writer, reader):
        return Verdict.NEVER
    return worst(found, Verdict.SOME)


def _same_base(writer: Choice, reader: Choice) -> Verdict:
    """Compare enums of text and of numbers member by member."""
    if writer.base is reader.base:
        return Verdict.RIGHT
    names = {str(member.value): member.name for member in reader.members}
    found = [_arrives(one, names, reader) for one in writer.members]
    if writer.open:
        found.append(between_scalars(writer.base, reader.base) if reader.open else Verdict.SOME)
    if Verdict.CONFUSED in found or set(found) in ({Verdict.RIGHT}, {Verdict.NEVER}):
        return worst(*found)
    return Verdict.SOME


def _arrives(member: Member, names: Mapping[str, str], reader: Choice) -> Verdict:
    """Return how one member arrives; ``names`` are those of the reader's members by their text."""
    text = str(member.value)
    if text in names:
        return Verdict.RIGHT if names[text] == member.name else Verdict.CONFUSED
    if not reader.open or (reader.base is INT and not _NUMBER.fullmatch(text)):
        return Verdict.NEVER
    return Verdict.CONFUSED


_NUMBER = re.compile("-?[0-9]+")


def rebased(writer: Type, reader: Type) -> bool:
    """Return whether members travel as text on one side, and as numbers on the other."""
    match writer, reader:
        case Choice(), Choice():
            return writer.base is not reader.base
        case ListOf(), ListOf():
            return rebased(writer.element, reader.element)
        case MapOf(), MapOf():
            return rebased(writer.key, reader.key) or rebased(writer.value, reader.value)
        case Big(), Big():
            return rebased(writer.value, reader.value)
        case _:
            return any(rebased(*pair) for pair in boxing.alike(writer, reader))


def _big(writer: Type, reader: Type, plain: bool) -> Verdict:
    """Compare types of which one at least is big, both with the same first key."""
    if isinstance(reader, Big):
        # The first key of a big value is the key of a small one.
        written = writer.value if isinstance(writer, Big) else writer
        return verdict(written, reader.value, plain=plain)
    # Only the first 65,535 bytes are looked at.
    return Verdict.CONFUSED


def numbered(type: Type) -> bool:
    """Return whether the keys of a value are ``name.0``, ``name.1``, … instead of ``name``."""
    return isinstance(type, Big) and type.first == 0


def stock(type: Type) -> Type:
    """Return a type as Twisted's own arguments see it.

    They hand on members of enums and JSON as they are, and a record as a list.
    """
    match type:
        case Choice():
            return type.base
        case Record():
            return ListOf(type)
        case ListOf(element=Record()):
            return type
        case ListOf():
            return ListOf(stock(type.element))
        case MapOf():
            return MapOf(stock(type.key), stock(type.value))
        case Big():
            return Big(stock(type.value), type.first)
        case _:
            return STR if type is JSON else type
