"""Protocols: roles that answer other interfaces than before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ampgen.breaking.answering import ANY, answerers, protocols_of
from ampgen.breaking.changes import Changes
from ampgen.breaking.commanding import unanswered
from ampgen.breaking.effects import BOTH, FINE, Effects, Pairing
from ampgen.breaking.matching import match, share
from ampgen.findings import Frame
from ampgen.schema import Interface, Protocol, Role


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
        for before, after in self._pairs:
            for protocol in protocols_of(before, self._olds):
                later = known.get(id(protocol))
                self._moves(before, after, protocol, (later,) if later else ())

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

    def _moves(
        self, old: Interface, new: Interface, before: Protocol, later: tuple[Protocol, ...]
    ) -> None:
        """Tell about an interface that another role answers now, or that a role has given up."""
        after = later or protocols_of(new, self._news)
        renamed = {
            one.name: two.name
            for protocol in later
            for one, two in _roles(before, protocol, self._after)
        }
        was = {renamed.get(name, name) for name in answerers(old, before)}
        now = {name for protocol in after for name in answerers(new, protocol)}
        for role in sorted(was - now):
            frame = Frame(after[0].place if later else new.place, f"`{role}` does not answer it")
            back = Frame(before.place, f"`{role}` answered it")
            if now - was:
                self._moved(new, role, sorted(now - was)[0], frame, back)
            else:
                self._dropped(new, role, before, frame, back)

    def _moved(self, new: Interface, other: str, role: str, frame: Frame, was: Frame) -> None:
        effects = unanswered(only_oneway(new), "command-moved-role")
        self._changes.add(
            effects,
            f"`{role}` answers `{new.name}` now, and `{other}` did",
            Frame(frame.place, f"`{role}` answers it"),
            was,
            BOTH,
            role=role,
            other=other,
        )

    def _dropped(
        self, new: Interface, role: str, before: Protocol, frame: Frame, was: Frame
    ) -> None:
        row = unanswered(only_oneway(new), "command-removed")
        counts = BOTH
        if self._first != ANY and any(one.name == self._first for one in before.roles):
            side = Pairing.OLD_CALLER if role == self._first else Pairing.NEW_CALLER
            counts = frozenset({side})
        self._changes.add(
            row.but(Effects(row.effects.old_caller, FINE)),
            f"`{role}` does not answer `{new.name}` any more",
            frame,
            was,
            counts,
        )


def only_oneway(interface: Interface) -> bool:
    """Return whether nobody waits for any answer of an interface."""
    return bool(interface.commands) and all(one.oneway for one in interface.commands)


def _roles(old: Protocol, new: Protocol, after: dict[int, Interface]) -> list[tuple[Role, Role]]:
    """Match the roles of a protocol: by name, by what they answer, or as the ones that are left."""

    def alike(one: Role, two: Role) -> float:
        answered = {id(after.get(id(each), each)) for each in one.answers}
        return 0.1 + share(answered, {id(each) for each in two.answers})

    return list(match(old.roles, new.roles, alike=alike).pairs)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)
