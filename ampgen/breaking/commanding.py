"""Commands of an interface: those that come and go, and what changes in those that stay."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen.breaking.changes import Changes
from ampgen.breaking.effects import DROPPED, FAILS, FINE, UNCAUGHT, WRONG, Effects, Pairing
from ampgen.breaking.listing import compare_lists
from ampgen.breaking.raising import Raises
from ampgen.breaking.reaching import Reach
from ampgen.breaking.spelling import wire
from ampgen.breaking.table import ALSO, NEW_UNHEARD, ROWS, UNHEARD, Row
from ampgen.breaking.where import REQUEST, RESPONSE, Where, absentable
from ampgen.findings import Frame
from ampgen.schema import Command, Interface


def unanswered(commands: Sequence[Command], rule: str) -> Row:
    """Return the row of a rule by which commands, perhaps one-way ones, are not answered."""
    row = ROWS[rule]
    if not commands:
        return row.but(Effects())
    if not any(one.oneway for one in commands):
        return row
    dropped = Effects(
        *(
            DROPPED if effect.breaks else FINE
            for effect in (row.effects.old_caller, row.effects.new_caller)
        )
    )
    if all(one.oneway for one in commands):
        return row.but(dropped, UNHEARD, NEW_UNHEARD)
    effects = row.effects.worse(dropped)
    return row.but(effects, row.old and f"{row.old}; {ALSO}", row.new and f"{row.new}; {ALSO}")


# An error that nobody waits for.
_CLOSING = "a plain Twisted responder that raises an error closes the connection"


def follow(reach: Reach, old: Command, new: Command, pairings: frozenset[Pairing]) -> None:
    """Note what a command reaches in both versions."""
    if old.wire == new.wire:
        oneway = _oneway(old, new)
        reach.follow(REQUEST, new.name, old.arguments, new.arguments, pairings, oneway)
        reach.follow(RESPONSE, new.name, old.response, new.response, pairings)


def _oneway(old: Command, new: Command) -> tuple[str, ...]:
    """Return the name of a command that nobody waits for, in either version."""
    return (new.name,) if old.oneway and new.oneway else ()


class Commands:
    """Compares commands that are in both versions."""

    def __init__(self, changes: Changes, raises: Raises) -> None:
        self._changes = changes
        self._raises = raises

    def compare(
        self,
        old: Command,
        new: Command,
        interfaces: tuple[Interface, Interface],
        pairings: frozenset[Pairing],
    ) -> None:
        """Note what changes of a command do. ``interfaces`` are the old and the new one."""
        if old.wire != new.wire:
            self._rewired(old, new, interfaces, pairings)
            return
        if old.name != new.name:
            self._changes.add(
                "python-name-changed",
                f"command `{new.name}` was called `{old.name}`",
                Frame(new.place, "another name, the same on the wire"),
                Frame(old.place, "was here"),
                pairings,
            )
        asked = Where(REQUEST, f"`{new.name}`", "", new.place, pairings, _oneway(old, new))
        compare_lists(self._changes, asked, old.arguments, new.arguments)
        if old.oneway != new.oneway:
            self._waiting(old, new, pairings)
            return
        answered = Where(RESPONSE, f"the answer of `{new.name}`", "", new.place, pairings)
        compare_lists(self._changes, answered, old.response, new.response)
        self._raises.compare(old, new, pairings)

    def _rewired(
        self,
        old: Command,
        new: Command,
        interfaces: tuple[Interface, Interface],
        pairings: frozenset[Pairing],
    ) -> None:
        row = unanswered([new], "command-wire-name-changed")
        effects = row.effects
        # A call that reaches another command is worse than one that reaches none.
        before, after = interfaces
        texts = ["", ""]
        for one in after.commands:
            if one.wire == old.wire:
                effects = Effects(WRONG, effects.new_caller)
                texts[0] = f"calls of old callers reach `{one.name}`"
        for one in before.commands:
            if one.wire == new.wire:
                effects = Effects(effects.old_caller, WRONG)
                texts[1] = f"calls to old responders reach `{one.name}`"
        self._changes.add(
            row.but(effects, *texts),
            f"command `{new.name}` travels as `{wire(new.wire)}` now, and was `{wire(old.wire)}`",
            Frame(new.place, f"`{wire(new.wire)}` on the wire"),
            Frame(old.place, f"was `{wire(old.wire)}`"),
            pairings,
            was=wire(old.wire),
            wire=wire(new.wire),
        )

    def _waiting(self, old: Command, new: Command, pairings: frozenset[Pairing]) -> None:
        """Tell about a command that somebody waits for now, or nobody any more."""
        rule = "command-became-oneway" if new.oneway else "command-became-twoway"
        row = ROWS[rule]
        needed = [one.name for one in (*old.response, *new.response) if not absentable(one)]
        raised = old.raises or new.raises
        missing, raising = FAILS if needed else FINE, UNCAUGHT if raised else FINE
        effects = Effects(missing, raising) if new.oneway else Effects(raising, missing)
        if needed or raised:
            lacking, closing = f"answer without `{needed[0]}`: " if needed else "", _CLOSING
            row = row.within("wire", "source").but(
                effects,
                f"new responders {lacking}calls of old callers fail" if new.oneway else closing,
                closing if new.oneway else f"old responders {lacking}calls to them fail",
            )
        self._changes.add(
            row,
            f"command `{new.name}` is {'one-way now' if new.oneway else 'answered now'}",
            Frame(new.place, "one-way" if new.oneway else "answered"),
            Frame(old.place, "was answered" if new.oneway else "was one-way"),
            pairings,
        )
