"""What is known of the parts of a value."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen.importing.reading.values import Items, Table, Unknown, Value
from ampgen.text import Place


def first_unknown(values: Sequence[Value]) -> Unknown | None:
    """Return the first of the values that is not known, or None."""
    return next((value for value in values if isinstance(value, Unknown)), None)


def iterated(value: Value, place: Place) -> list[Value]:
    """Return what a loop over a value would see; one unknown where that is not known."""
    if isinstance(value, Items):
        return list(value.items)
    if isinstance(value, Table):
        return [key for key, _ in value]
    if isinstance(value, str):
        return list(value)
    if isinstance(value, Unknown):
        return [value]
    return [Unknown("what it holds is known only when it runs", place)]


def pairs(args: Sequence[Value]) -> list[tuple[Value, Value]]:
    """Return the keys and values that ``dict(*args)`` has."""
    if args and isinstance(args[0], Table):
        return list(args[0])
    found: list[tuple[Value, Value]] = []
    for arg in args[:1]:
        place = arg.place if isinstance(arg, (Items, Table, Unknown)) else None
        for item in arg.items if isinstance(arg, Items) else [arg]:
            if isinstance(item, Items) and len(item.items) == 2:
                found.append((item.items[0], item.items[1]))
            elif isinstance(item, Unknown):
                found.append((item, item))
            elif place is not None:
                reason = Unknown("what it holds is known only when it runs", place)
                found.append((reason, reason))
    return found
