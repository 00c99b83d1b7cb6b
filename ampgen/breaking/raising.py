"""Errors of commands: those that come and go, change their code, or become fatal."""

from __future__ import annotations

from dataclasses import dataclass, field

from ampgen.breaking.changes import Changes
from ampgen.breaking.effects import CLOSES, FINE, WRONG, Effects, Pairing
from ampgen.breaking.matching import match
from ampgen.breaking.spelling import listed, wire
from ampgen.breaking.table import ROWS, Row
from ampgen.findings import Frame
from ampgen.schema import Command, Error
from ampgen.text import Place


@dataclass(frozen=True, slots=True)
class _Raised:
    """An error of a command, found by its name."""

    error: Error
    fatal: bool

    @property
    def name(self) -> str:
        return self.error.name


@dataclass(slots=True)
class _Told:
    """One change of an error, and all commands that it is true of."""

    name: str
    old: Error | None
    new: Error | None
    row: Row
    places: list[tuple[Place, Place]] = field(default_factory=list[tuple[Place, Place]])
    commands: list[str] = field(default_factory=list[str])
    pairings: set[Pairing] = field(default_factory=set[Pairing])


class Raises:
    """Collects the changes of errors over all commands: what an interface raises, all of them do."""

    def __init__(self) -> None:
        self._told: dict[tuple[Row, int, int], _Told] = {}

    def compare(self, old: Command, new: Command, pairings: frozenset[Pairing]) -> None:
        """Compare the errors of a command that is answered in both versions."""
        found = match(
            [_Raised(one.error, one.fatal) for one in old.raises],
            [_Raised(one.error, one.fatal) for one in new.raises],
            lambda one: one.error.code,
        )

        def note(rule: str | Row, name: str, before: Error | None, after: Error | None) -> None:
            row = ROWS[rule] if isinstance(rule, str) else rule
            key = (row, id(before), id(after))
            one = self._told.setdefault(key, _Told(name, before, after, row))
            one.places.append((old.place, new.place))
            one.commands.append(new.name)
            one.pairings |= pairings

        for before, after in found.pairs:
            if before.error.code != after.error.code:
                note(
                    _recoded(before.error, after.error, old, new),
                    after.name,
                    before.error,
                    after.error,
                )
            if before.fatal != after.fatal:
                rule = "error-became-fatal" if after.fatal else "error-became-nonfatal"
                note(rule, after.name, before.error, after.error)
        for before in found.removed:
            note(_closing("error-removed", before.fatal), before.name, before.error, None)
        for after in found.added:
            note(_closing("error-added", after.fatal), after.name, None, after.error)

    def tell(self, changes: Changes) -> None:
        """Note what was found: one change each, however many commands it is true of."""
        for one in self._told.values():
            _tell(changes, one)


def _recoded(before: Error, after: Error, old: Command, new: Command) -> Row:
    """Return the row of an error whose code is another one now, perhaps that of another error."""
    row = ROWS["error-code-changed"]
    effects, texts = row.effects, ["", ""]
    if (other := _coded(old, after.code)) is not None:
        effects = Effects(WRONG, effects.new_caller)
        texts[0] = f"old callers take it for `{other}` in silence"
    if (other := _coded(new, before.code)) is not None:
        effects = Effects(effects.old_caller, WRONG)
        texts[1] = (
            f"new callers take it for `{other}` in silence, where an old responder raises it"
        )
    return row.but(effects, *texts)


def _coded(command: Command, code: bytes) -> str | None:
    """Return the name of the error of a command that has a code."""
    return next((one.error.name for one in command.raises if one.error.code == code), None)


def _closing(rule: str, fatal: bool) -> Row:
    """Return the row of an error that comes or goes, and perhaps closes the connection."""
    row = ROWS[rule]
    if not fatal:
        return row
    closed = ", and then the connection is closed, with other calls on it"
    if rule == "error-added":
        return row.but(Effects(CLOSES, FINE), f"{row.old}{closed}")
    return row.but(Effects(row.effects.old_caller, CLOSES), row.old, f"{row.new}{closed}")


def _tell(changes: Changes, one: _Told) -> None:
    old_place, new_place = one.places[0]
    commands = listed(one.commands)
    name = one.name
    names = {"name": name}
    was: Frame | None = Frame(old_place, f"raised `{name}`")
    match one.row.id, one.old, one.new:
        case "error-code-changed", Error() as old, Error() as new:
            names["was"] = wire(old.code)
            fact = f"the code of `{name}` is `{wire(new.code)}` now, and was `{wire(old.code)}`"
            fact += f", raised by {commands}"
            frame, was = Frame(new.place, "another code"), Frame(old.place, "was here")
        case "error-became-fatal", _, _:
            fact = f"`{name}` of {commands} is fatal now"
            frame, was = Frame(new_place, f"`fatal {name}`"), Frame(old_place, "was not fatal")
        case "error-became-nonfatal", _, _:
            fact = f"`{name}` of {commands} is not fatal any more"
            frame, was = Frame(new_place, "not fatal"), Frame(old_place, f"was `fatal {name}`")
        case "error-removed", _, _:
            fact = f"`{name}` is not raised by {commands} any more"
            frame = Frame(new_place, f"does not raise `{name}`")
        case _:
            fact = f"`{name}` may be raised by {commands} now"
            frame, was = Frame(new_place, f"raises `{name}`"), None
    changes.add(one.row, fact, frame, was, one.pairings, **names)
