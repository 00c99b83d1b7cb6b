"""Enums: members that come and go, values that change, and enums that open or close."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ampgen.breaking.changes import Changes
from ampgen.breaking.effects import FINE, MISREAD, NOTICED, WRONG, Effect, Effects
from ampgen.breaking.matching import Matched, match
from ampgen.breaking.reaching import Reached
from ampgen.breaking.table import ROWS
from ampgen.breaking.where import REQUEST, RESPONSE
from ampgen.findings import Frame
from ampgen.schema import Enum, Member


def compare_enums(changes: Changes, reached: Iterable[Reached]) -> None:
    """Note what changes of enums do where commands come to them."""
    groups: dict[tuple[int, int], list[Reached]] = {}
    for one in reached:
        groups.setdefault((id(one.old), id(one.new)), []).append(one)
    for group in groups.values():
        old, new = group[0].old, group[0].new
        if isinstance(old, Enum) and isinstance(new, Enum):
            _compare(changes, old, new, group)


def members(old: Enum, new: Enum) -> Matched[Member]:
    """Match members by name, then by value."""
    return match(old.members, new.members, lambda one: one.value)


def _compare(changes: Changes, old: Enum, new: Enum, group: Sequence[Reached]) -> None:
    found = members(old, new)
    values = {one.value for one in old.members}
    for before, after in found.pairs:
        if before.value != after.value:
            _revalued(changes, old, new, before, after, group)
        elif before.name != after.name:
            changes.add(
                "python-name-changed",
                f"`{after.name}` of `{new.name}` was called `{before.name}`",
                Frame(after.place, "another name, the same value"),
                Frame(before.place, "was here"),
            )
    for one in group:
        whole = f"of `{new.name}`"
        for member in found.removed:
            # Another member may have the value now: that is told as its change.
            if not any(member.value == other.value for other in new.members):
                effects = _read_by_new(one, NOTICED if not new.open else FINE)
                changes.add(
                    ROWS[f"{one.direction}-enum-member-removed"].but(effects),
                    f"`{member.name}` {whole} is gone{one.told()}",
                    Frame(new.place, f"has no `{member.name}` any more"),
                    Frame(member.place, "was here"),
                    one.pairings,
                    one.oneway,
                )
        for member in found.added:
            if member.value not in values:
                effects = _read_by_old(one, NOTICED if not old.open else FINE)
                changes.add(
                    ROWS[f"{one.direction}-enum-member-added"].but(effects),
                    f"`{member.name}` {whole} is new{one.told()}",
                    Frame(member.place, "new"),
                    Frame(old.place, "did not know it"),
                    one.pairings,
                    one.oneway,
                )
    if old.open != new.open:
        _opened(changes, old, new, group)


def _read_by_new(one: Reached, effect: Effect) -> Effects:
    """Return the effects of something that new readers make of what old writers send."""
    return Effects(effect, FINE) if one.direction == REQUEST else Effects(FINE, effect)


def _read_by_old(one: Reached, effect: Effect) -> Effects:
    return Effects(FINE, effect) if one.direction == REQUEST else Effects(effect, FINE)


def _union(group: Sequence[Reached]) -> Reached:
    """Return a group as one."""
    whole = Reached("", group[0].old, group[0].new)
    for one in group:
        whole.paths += one.paths
        whole.pairings |= one.pairings
        whole.oneway += one.oneway
    return whole


def _revalued(
    changes: Changes, old: Enum, new: Enum, before: Member, after: Member, group: Sequence[Reached]
) -> None:
    by_new = _read(new, before.value, "`{was}` of an old side", "a new one")
    by_old = _read(old, after.value, "`{value}` of a new side", "an old one")
    effects = Effects()
    texts: tuple[list[str], list[str]] = [], []
    for one in group:
        asked = one.direction == REQUEST
        effects = effects.worse(_read_by_new(one, by_new[0])).worse(_read_by_old(one, by_old[0]))
        texts[0].append((by_new if asked else by_old)[1])
        texts[1].append((by_old if asked else by_new)[1])
    whole = _union(group)
    changes.add(
        ROWS["enum-wire-value-changed"].but(
            effects, *("; ".join(dict.fromkeys(some)) for some in texts)
        ),
        f"`{after.name}` of `{new.name}` travels as {_value(after)} now, and was "
        f"{_value(before)}{whole.told()}",
        Frame(after.place, f"{_value(after)} on the wire"),
        Frame(before.place, f"was {_value(before)}"),
        whole.pairings,
        whole.oneway,
        name=after.name,
        was=_literal(before),
        value=_literal(after),
    )


def _read(enum: Enum, value: str | int, what: str, reader: str) -> tuple[Effect, str]:
    """Return what becomes of a value that was that of another member, and what to say about it."""
    taken = next((one.name for one in enum.members if one.value == value), None)
    if taken is not None:
        return WRONG, f"{what} is taken for `{taken}` by {reader}"
    if enum.open:
        return WRONG, f"{what} is read by {reader} as a value that no member has"
    return MISREAD, f"{what} is not known to {reader}: the call fails"


def _opened(changes: Changes, old: Enum, new: Enum, group: Sequence[Reached]) -> None:
    whole = _union(group)
    directions = {one.direction for one in group}
    asked = NOTICED if REQUEST in directions else FINE
    answered = NOTICED if RESPONSE in directions else FINE
    if new.open:
        changes.add(
            ROWS["enum-opened"].but(Effects(answered, asked)),
            f"`{new.name}` is open now{whole.told()}",
            Frame(new.place, "open"),
            Frame(old.place, "was closed"),
            whole.pairings,
            whole.oneway,
        )
    else:
        changes.add(
            ROWS["enum-closed"].but(Effects(asked, answered)),
            f"`{new.name}` is closed now{whole.told()}",
            Frame(new.place, "closed"),
            Frame(old.place, "was open"),
            whole.pairings,
            whole.oneway,
        )


def _value(member: Member) -> str:
    return f"`{member.value}`"


def _literal(member: Member) -> str:
    return str(member.value) if isinstance(member.value, int) else f'"{member.value}"'
