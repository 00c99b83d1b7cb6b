"""Fields of requests, answers and records: what happens when they come, go and change."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ampgen.breaking import matrix
from ampgen.breaking.changes import Changes
from ampgen.breaking.effects import FINE, WRONG, Effect, Effects
from ampgen.breaking.matching import match
from ampgen.breaking.retyping import compare_types
from ampgen.breaking.spelling import spelt, spelt_field, spelt_value, wire
from ampgen.breaking.table import ROWS
from ampgen.breaking.where import Where, absentable
from ampgen.findings import Frame
from ampgen.schema import Big, EmptyList, Field, MemberValue, Value

# A value over the keys `name.0`, `name.1`, … is empty where there is none of them.
_EMPTY = ("it is then read as an empty value", "it is then read as an empty value")


def compare_lists(
    changes: Changes, where: Where, olds: Sequence[Field], news: Sequence[Field]
) -> None:
    """Note what the change of a list of fields does."""
    found = match(olds, news, lambda old, new: float(old.wire == new.wire))
    taken = {old.wire: old.name for old in olds}
    for old, new in found.pairs:
        if old.name != new.name:
            changes.add(
                "python-name-changed",
                where.fact(new.name, f"was called `{old.name}`"),
                Frame(new.place, "another name, the same key"),
                Frame(old.place, "was here"),
                where.pairings,
            )
        if old.wire != new.wire or matrix.numbered(old.type) != matrix.numbered(new.type):
            _rekeyed(changes, where, old, new, taken)
            continue
        _presence(changes, where, old, new)
        compare_types(changes, where, old, new)
    for old in found.removed:
        _removed(changes, where, old)
    for new in found.added:
        _added(changes, where, new)


def _added(changes: Changes, where: Where, new: Field) -> None:
    optional = absentable(new)
    row = ROWS[f"{where.direction}-{'optional' if optional else 'required'}-added"]
    if not optional and matrix.numbered(new.type):
        row = row.but(_directed(where, Effects(WRONG, FINE)), *_EMPTY)
    changes.add(
        row,
        where.fact(new.name, "is new" if optional else "is new and required"),
        Frame(new.place, "new" if optional else "required from now on"),
        None,
        where.pairings,
        type=spelt(new.type),
    )


def _removed(changes: Changes, where: Where, old: Field) -> None:
    optional = absentable(old)
    row = ROWS[f"{where.direction}-{'optional' if optional else 'required'}-removed"]
    if not optional and matrix.numbered(old.type):
        row = row.but(_directed(where, Effects(FINE, WRONG)), *_EMPTY)
    changes.add(
        row,
        where.fact(old.name, "is gone"),
        Frame(where.place, f"has no `{old.name}` any more"),
        Frame(old.place, "was here" if optional else "was here, and required"),
        where.pairings,
        type=spelt(old.type),
    )


def _rekeyed(
    changes: Changes, where: Where, old: Field, new: Field, taken: dict[bytes, str]
) -> None:
    """Tell about a field that travels under another key."""
    row = ROWS["field-wire-name-changed"]
    keys = [_key(old), _key(new)]
    old_reads, new_reads = (_unread(where, one) for one in (old, new))
    if taken.get(new.wire, new.name) != new.name:
        old_reads = WRONG  # An old reader takes it for the field that had the key.
    if where.asks:
        effects = Effects(new_reads, old_reads)
    else:
        effects = Effects(old_reads, new_reads)
    reads = {WRONG: "never see it"}
    miss = "miss it: the call fails"
    writer, reader = ("callers", "responders") if where.asks else ("responders", "callers")
    forth = (
        f"what old {writer} send as `{{was_key}}`, new {reader} look for as `{{key}}`: they "
        f"{reads.get(new_reads, miss)}"
    )
    back = (
        f"what new {writer} send as `{{key}}`, old {reader} look for as `{{was_key}}`: they "
        f"{reads.get(old_reads, miss)}"
    )
    first, second = (forth, back) if where.asks else (back, forth)
    way = "keep the keys: `@big(first={})`" if old.wire == new.wire else ""
    changes.add(
        row.but(
            effects,
            first,
            second,
            way.format(old.type.first if isinstance(old.type, Big) else 2),
        ),
        where.fact(new.name, f"travels as `{keys[1]}` now, and was `{keys[0]}`"),
        Frame(new.place, f"`{keys[1]}` on the wire"),
        Frame(old.place, f"was `{keys[0]}`"),
        where.pairings,
        was=wire(old.wire),
        was_key=keys[0],
        key=keys[1],
    )


def _key(field: Field) -> str:
    return wire(field.wire) + (".0" if matrix.numbered(field.type) else "")


def _unread(where: Where, reader: Field) -> Effect:
    """Return what happens where a reader does not find its key."""
    if matrix.numbered(reader.type) or absentable(reader):
        return WRONG
    return where.unread


def _presence(changes: Changes, where: Where, old: Field, new: Field) -> None:
    """Tell about a field that may be absent now, or may not any more, or means something else."""
    before, after = absentable(old), absentable(new)
    frame = Frame(new.place, f"`{spelt_field(new)}` now")
    was = Frame(old.place, f"was `{spelt_field(old)}`")
    if before and not after:
        row = ROWS[f"{where.direction}-optional-to-required"]
        if matrix.numbered(new.type):
            row = row.but(_directed(where, Effects(WRONG, FINE)), *_EMPTY)
        changes.add(row, where.fact(new.name, "is required now"), frame, was, where.pairings)
    elif after and not before:
        row = ROWS[f"{where.direction}-required-to-optional"]
        if matrix.numbered(old.type):
            row = row.but(_directed(where, Effects(FINE, WRONG)), *_EMPTY)
        changes.add(row, where.fact(new.name, "may be absent now"), frame, was, where.pairings)
    elif before and _default(old) != _default(new):
        row = ROWS["default-changed"]
        if not where.asks:
            row = row.but(
                row.effects,
                "what a new responder leaves out is `{value}` to it and `{was}` to an old caller",
                "what an old responder leaves out is `{was}` to it and `{value}` to a new caller",
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


def _directed(where: Where, effects: Effects) -> Effects:
    """Return effects on a request, or those that are the same for an answer."""
    return effects if where.asks else Effects(effects.new_caller, effects.old_caller)


def _default(field: Field) -> object:
    """Return what an absent field is to its reader, such that two versions can be compared."""
    match field.default:
        case None | bool():
            return field.default
        case MemberValue(member=member):
            return str(member.value)
        case int() | float() | Decimal() as number:
            return Decimal(str(number))
        case EmptyList():
            return ()
        case value:
            return value


def _absent(value: Value | None) -> str:
    return "absent" if value is None else spelt_value(value)
