"""Records and maps, which both travel as boxes."""

from __future__ import annotations

from ampgen.schema import Big, Field, ListOf, MapOf, Record, Type


def boxes(type: Type) -> bool:
    """Return whether a type travels as boxes, one after the other."""
    return isinstance(type, MapOf) or record_of(type) is not None


def record_of(type: Type) -> Record | None:
    """Return the record whose boxes a type travels as, if it is one or a list of them."""
    inner = type.element if isinstance(type, ListOf) else type
    return inner if isinstance(inner, Record) else None


def entry(record: Record) -> tuple[Field, Field] | None:
    """Return the fields of a record that hold what a map has under its keys, if it has both."""
    found = {one.wire: one for one in record.fields if not _numbered(one.type)}
    key, value = found.get(b"key"), found.get(b"value")
    return None if key is None or value is None else (key, value)


def alike(one: Type, other: Type) -> tuple[tuple[Type, Type], ...]:
    """Return the types of keys, and those of values, where one is a map and the other records.

    There is nothing where they are not, or the records have no such fields.
    """
    if isinstance(one, MapOf) and (record := record_of(other)) and (fields := entry(record)):
        return (one.key, fields[0].type), (one.value, fields[1].type)
    if isinstance(other, MapOf) and (record := record_of(one)) and (fields := entry(record)):
        return (fields[0].type, other.key), (fields[1].type, other.value)
    return ()


def _numbered(type: Type) -> bool:
    return isinstance(type, Big) and type.first == 0
