"""Protocols: roles that answer other interfaces than before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ampgen.breaking.answering import ANY, answerers, protocols_of
from ampgen.breaking.changes import Changes
from ampgen.breaking.commanding import unanswered
from ampgen.breaking.effects import BOTH, FINE, Effects, Pairing
from ampgen.breaking.matching import match, share
from ampgen.findings import Frame
from ampgen.schema import Command, Interface, Protocol, Role


class Roles:
    """Compares who answers what.

    ``pairs`` are the interfaces of both versions, (old, new).
    """

    def __init__(
        self,
        changes: Changes,
        olds: Sequence[Protocol],
        news: Sequence[Protocol],
        pairs: Iterable[tuple[Interface, Interface]],
        first: str,
    ) -> None:
        self._changes = changes
        self._olds = olds
        self._news = news
        self._pairs = tuple(pairs)
        self._after = {id(old): new for old, new in self._pairs}
        self._first = first

    def compare(self) -> None:
        """Note what changes of protocols do."""
        written = match(
            [one for one in self._olds if not one.implied],
            [one for one in self._news if not one.implied],
            alike=self._alike,
        )
        known = {id(old): new for old, new in written.pairs}
        for old, new in written.pairs:
            self._names(old, new)
        for protocol in written.removed:
            self._gone(protocol)
        for protocol in self._olds:
            if protocol.implied:
                self._written(protocol)
        for before, after in self._pairs:
            for protocol in protocols_of(before, self._olds):
                later = known.get(id(protocol))
                self._moves(before, after, protocol, later)

    def _alike(self, old: Protocol, new: Protocol) -> float:
        def answered(protocol: Protocol, after: bool) -> set[int]:
            found = [one for role in protocol.roles for one in role.answers]
            return {id(self._after.get(id(one), one) if after else one) for one in found}

        return share(answered(old, True), answered(new, False))

    def _names(self, old: Protocol, new: Protocol) -> None:
        """Tell about names that only programs know: a protocol's and its roles'."""
        before = [role.name for role in old.roles]
        after = [role.name for role in new.roles]
        if old.name != new.name:
            fact = f"protocol `{new.name}` was called `{old.name}`"
        elif set(before) != set(after):
            fact = (
                f"the roles of `{new.name}` are {_listed(after)} now, and were {_listed(before)}"
            )
        else:
            return
        self._changes.add(
            "protocol-name-changed",
            fact,
            Frame(new.place, "renamed"),
            Frame(old.place, "was here"),
        )

    def _gone(self, old: Protocol) -> None:
        left = [self._after.get(id(one)) for role in old.roles for one in role.answers]
        place = next((one.place for one in left if one is not None), None)
        if place is not None:
            self._changes.add(
                "python-name-removed",
                f"protocol `{old.name}` is gone",
                Frame(place, "was answered in it"),
                Frame(old.place, "was here"),
            )

    def _written(self, old: Protocol) -> None:
        """Tell about a protocol that nobody wrote, and that a written one replaces."""
        for interface in (one for role in old.roles for one in role.answers):
            after = self._after.get(id(interface))
            if after is None:
                continue
            if any(one.implied and answerers(after, one) for one in self._news):
                continue
            new = next(iter(protocols_of(after, self._news)), None)
            if new is not None and new.name != old.name:
                self._changes.add(
                    "protocol-name-changed",
                    f"`{after.name}` is answered in protocol `{new.name}` now, and was in one "
                    "of its own name",
                    Frame(new.place, "other classes and functions to connect with"),
                    Frame(old.place, "was in no protocol"),
                )

    def _moves(
        self, old: Interface, new: Interface, before: Protocol, later: Protocol | None
    ) -> None:
        """Tell about an interface that another role answers now, or that a role has given up."""
        after = (later,) if later else protocols_of(new, self._news)
        renamed: dict[str, str] = {}
        for protocol in after:
            for one, two in _roles(before, protocol, self._after):
                renamed.setdefault(one.name, two.name)
        was = {renamed.get(name, name) for name in answerers(old, before)}
        now = {name for protocol in after for name in answerers(new, protocol)}
        # What has been answered in another protocol all along is no successor.
        known = {
            name
            for protocol in protocols_of(old, self._olds)
            if protocol is not before
            for name in answerers(old, protocol)
        }
        gained = sorted(now - was - known)
        if later and was <= now:
            for role in gained:
                self._took(new, role, later, before)
        for role in sorted(was - now):
            frame = Frame(later.place if later else new.place, f"`{role}` does not answer it")
            back = Frame(before.place, f"`{role}` answered it")
            if gained:
                tell_move(self._changes, new, gained[0], role, (frame, back), self._first)
            else:
                self._dropped(new, role, before, frame, back)

    def _took(self, new: Interface, role: str, after: Protocol, before: Protocol) -> None:
        self._changes.add(
            unanswered(new.commands, "command-added"),
            f"`{role}` answers `{new.name}` too",
            Frame(after.place, f"`{role}` answers it"),
            Frame(before.place, f"`{role}` did not answer it"),
            self._counted(role, after),
        )

    def _counted(self, role: str, protocol: Protocol) -> frozenset[Pairing]:
        """Return the pairings in which a role is asked, by who is upgraded first."""
        if self._first == ANY or all(one.name != self._first for one in protocol.roles):
            return BOTH
        return frozenset({Pairing.OLD_CALLER if role == self._first else Pairing.NEW_CALLER})

    def _dropped(
        self, new: Interface, role: str, before: Protocol, frame: Frame, was: Frame
    ) -> None:
        row = unanswered(new.commands, "command-removed")
        self._changes.add(
            row.but(Effects(row.effects.old_caller, FINE)),
            f"`{role}` does not answer `{new.name}` any more"
            + ("" if before.implied else f", in `{before.name}`"),
            frame,
            was,
            self._counted(role, before),
        )


def tell_move(
    changes: Changes,
    what: Interface | Command,
    role: str,
    other: str,
    frames: tuple[Frame, Frame],
    first: str,
) -> None:
    """Tell about an interface, or a command, that ``role`` answers now, and ``other`` did."""
    # Both sides answer it and neither calls it where the role that answers it now comes first.
    counts: frozenset[Pairing] = frozenset() if first == role else BOTH
    commands = [what] if isinstance(what, Command) else what.commands
    frame, was = frames
    changes.add(
        unanswered(commands, "command-moved-role"),
        f"`{role}` answers `{what.name}` now, and `{other}` did",
        Frame(frame.place, f"`{role}` answers it"),
        was,
        counts,
        role=role,
        other=other,
    )


def _roles(old: Protocol, new: Protocol, after: dict[int, Interface]) -> list[tuple[Role, Role]]:
    """Match the roles of a protocol: by name, by what they answer, or as the ones that are left."""

    def alike(one: Role, two: Role) -> float:
        answered = {id(after.get(id(each), each)) for each in one.answers}
        return 0.1 + share(answered, {id(each) for each in two.answers})

    return list(match(old.roles, new.roles, alike=alike).pairs)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)
