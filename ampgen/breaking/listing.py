"""Fields of requests, answers and records: what happens when they come, go and change."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ampgen.breaking import matrix
from ampgen.breaking.changes import Changes
from ampgen.breaking.effects import FINE, WRONG, Effects
from ampgen.breaking.keys import Keys, slot
from ampgen.breaking.matching import match
from ampgen.breaking.retyping import compare_types
from ampgen.breaking.spelling import spelt, spelt_field, spelt_value
from ampgen.breaking.table import ROWS
from ampgen.breaking.where import Where, absentable
from ampgen.findings import Frame
from ampgen.schema import EmptyList, Field, MemberValue, Value

# A value over the keys `name.0`, `name.1`, … is empty where there is none of them.
_EMPTY = ("it is then read as an empty value", "it is then read as an empty value")


def compare_lists(
    changes: Changes, where: Where, olds: Sequence[Field], news: Sequence[Field]
) -> None:
    """Note what the change of a list of fields does."""
    found = match(olds, news, lambda one: one.wire)
    keys = Keys(changes, where, olds, news)
    for old, new in found.pairs:
        if old.name != new.name:
            changes.add(
                "python-name-changed",
                where.fact(new.name, f"was called `{old.name}`"),
                Frame(new.place, "another name, the same key"),
                Frame(old.place, "was here"),
                where.pairings,
            )
        if slot(old) != slot(new):
            keys.changed(old, new)
            continue
        _presence(changes, where, old, new)
        compare_types(changes, where, old, new)
    for old in found.removed:
        if not keys.handed_on(old):
            _removed(changes, where, old)
    for new in found.added:
        if not keys.inherited(new):
            _added(changes, where, new)


def _added(changes: Changes, where: Where, new: Field) -> None:
    optional = absentable(new)
    row = ROWS[f"{where.direction}-{'optional' if optional else 'required'}-added"]
    if not optional and matrix.numbered(new.type):
        row = row.but(Effects(*where.directed(WRONG, FINE)), *_EMPTY)
    changes.add(
        row,
        where.fact(new.name, "is new" if optional else "is new and required"),
        Frame(new.place, "new" if optional else "required from now on"),
        None,
        where.pairings,
        type=spelt(new.type),
        oneway=where.oneway,
    )


def _removed(changes: Changes, where: Where, old: Field) -> None:
    optional = absentable(old)
    row = ROWS[f"{where.direction}-{'optional' if optional else 'required'}-removed"]
    if not optional and matrix.numbered(old.type):
        row = row.but(Effects(*where.directed(FINE, WRONG)), *_EMPTY)
    changes.add(
        row,
        where.fact(old.name, "is gone"),
        Frame(where.place, f"has no `{old.name}` any more"),
        Frame(old.place, "was here" if optional else "was here, and required"),
        where.pairings,
        type=spelt(old.type),
        oneway=where.oneway,
    )


def _presence(changes: Changes, where: Where, old: Field, new: Field) -> None:
    """Tell about a field that may be absent now, or may not any more, or means something else."""
    before, after = absentable(old), absentable(new)
    frame = Frame(new.place, f"`{spelt_field(new)}` now")
    was = Frame(old.place, f"was `{spelt_field(old)}`")
    if before and not after:
        row = ROWS[f"{where.direction}-optional-to-required"]
        if matrix.numbered(new.type):
            row = row.but(Effects(*where.directed(WRONG, FINE)), *_EMPTY)
        changes.add(
            row, where.fact(new.name, "is required now"), frame, was, where.pairings, where.oneway
        )
    elif after and not before:
        row = ROWS[f"{where.direction}-required-to-optional"]
        if matrix.numbered(old.type):
            row = row.but(Effects(*where.directed(FINE, WRONG)), *_EMPTY)
        changes.add(
            row,
            where.fact(new.name, "may be absent now"),
            frame,
            was,
            where.pairings,
            where.oneway,
        )
    elif before and _default(old) != _default(new):
        row = ROWS["default-changed"]
        if not where.asks:
            row = row.but(
                row.effects,
                "what a new responder leaves out is {value} to it and {was} to an old caller",
                "what an old responder leaves out is {was} to it and {value} to a new caller",
            )
        changes.add(
            row,
            where.fact(new.name, "means something else where it is absent"),
            frame,
            was,
            where.pairings,
            was=_absent(old.default),
            value=_absent(new.default),
        )


def _default(field: Field) -> object:
    """Return what an absent field is to its reader, such that two versions can be compared.

    Text is its bytes: what is one type now may have been another.
    """
    match field.default:
        case None | bool():
            return field.default
        case MemberValue(member=member):
            return str(member.value).encode()
        case int() | float() | Decimal() as number:
            return Decimal(str(number))
        case EmptyList():
            return ()
        case str() as text:
            return text.encode()
        case value:
            return value


def _absent(value: Value | None) -> str:
    return "absent" if value is None else f"`{spelt_value(value)}`"
