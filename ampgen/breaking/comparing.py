"""All changes between two versions of schemas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ampgen.breaking import matching
from ampgen.breaking.answering import answerers, pairings, protocols_of
from ampgen.breaking.changes import Change, Changes
from ampgen.breaking.commanding import Commands, follow, unanswered
from ampgen.breaking.connecting import Roles, tell_move
from ampgen.breaking.effects import Pairing
from ampgen.breaking.enumerating import compare_enums
from ampgen.breaking.listing import compare_lists
from ampgen.breaking.matching import match
from ampgen.breaking.naming import compare_names, renamed_types
from ampgen.breaking.raising import Raises
from ampgen.breaking.reaching import Reach, Reached
from ampgen.breaking.reserving import compare_reserved
from ampgen.breaking.spelling import listed
from ampgen.breaking.where import Where
from ampgen.findings import Frame
from ampgen.schema import Command, Interface, Protocol, Record, Schema
from ampgen.understanding import Understood


@dataclass(frozen=True, slots=True)
class _Stayed:
    """A command of both versions, and the interfaces that it is in."""

    old: Command
    new: Command
    before: Interface
    after: Interface
    pairings: frozenset[Pairing]


@dataclass(frozen=True, slots=True)
class _Here:
    """A command of one version only, and its interface."""

    command: Command
    interface: Interface


class Comparison:
    """Two versions of schemas. ``first`` is the role that is upgraded first, or ``any``."""

    def __init__(self, old: Understood, new: Understood, first: str) -> None:
        self._first = first
        self._new = new
        self._schemas = matching.schemas(old, new)
        self._moved = {before.name: after.name for before, after in self._schemas.pairs}
        self._olds, self._news = _protocols(old), _protocols(new)
        self._interfaces = matching.interfaces(_interfaces(old), _interfaces(new), self._moved)
        self._changes = Changes()

    def changes(self) -> tuple[Change, ...]:
        """Return everything that changed."""
        stayed, removed, added = self._commands()
        reach, raises = Reach(), Raises()
        for one in stayed:
            follow(reach, one.old, one.new, one.pairings)
        for before, after in self._schemas.pairs:
            if after in self._new.schemas:
                reach.take_unreached(before, after)
        reached = tuple(reach.found.values())
        self._changes.renamed.update(renamed_types(reached, self._schemas, self._moved))
        compared = Commands(self._changes, raises)
        for one in stayed:
            compared.compare(one.old, one.new, (one.before, one.after), one.pairings)
        self._removed(removed)
        self._added(added)
        self._records(reached)
        compare_enums(self._changes, reached)
        raises.tell(self._changes)
        pairs = self._interfaces.pairs
        Roles(self._changes, self._olds, self._news, pairs, self._first).compare()
        compare_names(self._changes, self._schemas, self._interfaces)
        commands = [(one.old, one.new) for one in stayed]
        compare_reserved(self._changes, self._schemas, self._interfaces, commands)
        return tuple(self._changes.found)

    def _commands(self) -> tuple[list[_Stayed], list[_Here], list[_Here]]:
        """Return the commands that stayed, those that are gone, and those that came."""
        stayed: list[_Stayed] = []
        removed: list[_Here] = []
        added: list[_Here] = []
        for before, after in self._interfaces.pairs:
            counted = pairings(after, self._news, self._first)
            found = match(before.commands, after.commands, lambda one: one.wire)
            stayed += [_Stayed(one, two, before, after, counted) for one, two in found.pairs]
            removed += [_Here(one, before) for one in found.removed]
            added += [_Here(one, after) for one in found.added]
        for interface in self._interfaces.removed:
            removed += [_Here(one, interface) for one in interface.commands]
        for interface in self._interfaces.added:
            added += [_Here(one, interface) for one in interface.commands]
        return self._elsewhere(stayed, removed, added)

    def _elsewhere(
        self, stayed: list[_Stayed], removed: list[_Here], added: list[_Here]
    ) -> tuple[list[_Stayed], list[_Here], list[_Here]]:
        """Find the commands that went to another interface, of the same roles or of others."""
        come: dict[bytes, list[_Here]] = {}
        for one in added:
            come.setdefault(one.command.wire, []).append(one)
        gone: list[_Here] = []
        found: set[int] = set()
        for one in removed:
            before = _roles(one.interface, self._olds)
            after = [
                (two, _roles(two.interface, self._news)) for two in come.get(one.command.wire, ())
            ]
            same = next((two for two, roles in after if before <= roles), None)
            other = next((two for two, roles in after if not before & roles), None)
            if same is not None:
                stayed.append(self._carried(one, same))
            elif other is not None and len(before) == 1:
                self._handed_over(one, other)
            else:
                gone.append(one)
                continue
            two = same or other
            assert two is not None
            come[one.command.wire].remove(two)
            found.add(id(two))
        return stayed, gone, [one for one in added if id(one) not in found]

    def _handed_over(self, gone: _Here, come: _Here) -> None:
        """Tell about a command that went to an interface of the other role."""
        (other,) = _roles(gone.interface, self._olds)
        role = sorted(_roles(come.interface, self._news))[0]
        frames = Frame(come.command.place, ""), Frame(gone.command.place, f"`{other}` answered it")
        tell_move(self._changes, come.command, role, other, frames, self._first)

    def _carried(self, gone: _Here, come: _Here) -> _Stayed:
        self._changes.add(
            "python-name-changed",
            f"command `{come.command.name}` is in `{come.interface.name}` now, and was in "
            f"`{gone.interface.name}`",
            Frame(come.command.place, "another client and responder, the same on the wire"),
            Frame(gone.command.place, "was here"),
        )
        counted = pairings(come.interface, self._news, self._first)
        return _Stayed(gone.command, come.command, gone.interface, come.interface, counted)

    def _removed(self, removed: Iterable[_Here]) -> None:
        after = {id(before): after for before, after in self._interfaces.pairs}
        lost = [one for one in removed if id(one.interface) in after]
        for one in lost:
            left = after[id(one.interface)]
            self._changes.add(
                unanswered([one.command], "command-removed"),
                f"command `{one.command.name}` of `{left.name}` is gone",
                Frame(left.place, f"has no `{one.command.name}` any more"),
                Frame(one.command.place, "was here"),
                pairings(left, self._news, self._first),
            )
        gone = {id(one.interface): one.interface for one in removed}
        for interface in gone.values():
            if id(interface) not in after:
                home = self._home(interface)
                self._changes.add(
                    unanswered(interface.commands, "command-removed"),
                    f"interface `{interface.name}` is gone, with {_counted(interface)}",
                    Frame(home.place, f"has no `{interface.name}` any more"),
                    Frame(interface.place, "was here"),
                    pairings(interface, self._olds, self._first),
                )

    def _added(self, added: Iterable[_Here]) -> None:
        known = {id(after) for _, after in self._interfaces.pairs}
        told: set[int] = set()
        for one in added:
            new = one.interface
            counted = pairings(new, self._news, self._first)
            if id(new) in known:
                self._changes.add(
                    unanswered([one.command], "command-added"),
                    f"command `{one.command.name}` of `{new.name}` is new",
                    Frame(one.command.place, "new"),
                    None,
                    counted,
                )
            elif id(new) not in told:
                told.add(id(new))
                self._changes.add(
                    unanswered(new.commands, "command-added"),
                    f"interface `{new.name}` is new, with {_counted(new)}",
                    Frame(new.place, "new"),
                    None,
                    counted,
                )

    def _home(self, interface: Interface) -> Schema:
        """Return the schema that an interface would be in if it were still there."""
        for before, after in self._schemas.pairs:
            if before.name == interface.schema:
                return after
        return self._new.schemas[0]

    def _records(self, reached: Iterable[Reached]) -> None:
        for one in reached:
            if isinstance(one.old, Record) and isinstance(one.new, Record):
                where = Where(
                    one.direction,
                    f"`{one.new.name}`",
                    one.told(),
                    one.new.place,
                    frozenset(one.pairings),
                    tuple(one.oneway),
                )
                compare_lists(self._changes, where, one.old.fields, one.new.fields)


def _protocols(version: Understood) -> tuple[Protocol, ...]:
    return tuple(one for schema in version.all for one in schema.protocols)


def _interfaces(version: Understood) -> list[Interface]:
    """Return the interfaces of the given schemas, and those that their protocols answer."""
    found = [one for schema in version.schemas for one in schema.interfaces]
    for schema in version.schemas:
        for protocol in schema.protocols:
            found += [one for role in protocol.roles for one in role.answers]
    return list({id(one): one for one in found}.values())


def _roles(interface: Interface, protocols: Sequence[Protocol]) -> set[str]:
    found = protocols_of(interface, protocols)
    return {name for protocol in found for name in answerers(interface, protocol)}


def _counted(interface: Interface) -> str:
    if not interface.commands:
        return "no commands"
    return listed([one.name for one in interface.commands])
