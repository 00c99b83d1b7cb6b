"""Fields that travel under another key, or under one that was another field's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ampgen.breaking import matrix
from ampgen.breaking.changes import Changes
from ampgen.breaking.effects import FINE, REFUSED, WRONG, Effect, Effects
from ampgen.breaking.matrix import Verdict
from ampgen.breaking.spelling import wire
from ampgen.breaking.table import ROWS
from ampgen.breaking.where import Where, absentable
from ampgen.findings import Frame
from ampgen.schema import Big, Custom, Field, ListOf, MapOf, Type

Slot = tuple[bytes, bool]

_THERE = "`{}`, which is found there,"
_RULE = "field-wire-name-changed"


class Keys:
    """Compares what each side looks for with what the other one sends, key by key."""

    def __init__(
        self, changes: Changes, where: Where, olds: Sequence[Field], news: Sequence[Field]
    ) -> None:
        self._changes = changes
        self._where = where
        self._olds = {slot(one): one for one in olds}
        self._news = {slot(one): one for one in news}

    def changed(self, old: Field, new: Field) -> None:
        """Tell about a field that has another key than before."""
        where = self._where
        forth, found = self._found(new, self._olds, _THERE)
        back, found_back = self._found(old, self._news, _THERE)
        writers, readers = where.sides
        texts = where.directed(
            f"old {writers} send it as `{{was_key}}`, and new {readers} look for `{{key}}`: {found}",
            f"new {writers} send it as `{{key}}`, and old {readers} look for `{{was_key}}`: "
            f"{found_back}",
        )
        way = ""
        if old.wire == new.wire:
            first = old.type.first if isinstance(old.type, Big) else 2
            way = f"keep the keys: `@big(first={first})`"
        self._changes.add(
            ROWS[_RULE].but(Effects(*where.directed(forth, back)), *texts, way),
            where.fact(new.name, f"travels as `{key(new)}` now, and was `{key(old)}`"),
            Frame(new.place, f"`{key(new)}` on the wire"),
            Frame(old.place, f"was `{key(old)}`"),
            where.pairings,
            where.oneway,
            was=wire(old.wire),
            was_key=key(old),
            key=key(new),
        )

    def inherited(self, new: Field) -> bool:
        """Tell about a new field that has the key of an old one, if it has."""
        other = self._olds.get(slot(new))
        if other is None:
            return False
        forth, found = self._found(new, self._olds, "it")
        writers, _ = self._where.sides
        self._moved(
            f"is new, and `{key(new)}` on the wire was `{other.name}`",
            Frame(new.place, f"`{key(new)}` on the wire"),
            Frame(other.place, f"was `{key(new)}`"),
            (forth, FINE),
            (f"old {writers} send `{{other}}` as `{{key}}`: {found}", ""),
            new,
            other,
        )
        return True

    def handed_on(self, old: Field) -> bool:
        """Tell about a field that is gone, and whose key a new one has, if one has."""
        other = self._news.get(slot(old))
        if other is None:
            return False
        back, found = self._found(old, self._news, "it")
        writers, _ = self._where.sides
        self._moved(
            f"is gone, and `{key(old)}` on the wire is `{other.name}` now",
            Frame(other.place, f"`{key(old)}` on the wire"),
            Frame(old.place, f"was `{key(old)}`"),
            (FINE, back),
            ("", f"new {writers} send `{{other}}` as `{{key}}`: {found}"),
            old,
            other,
        )
        return True

    def _moved(
        self,
        fact: str,
        frame: Frame,
        was: Frame,
        effects: tuple[Effect, Effect],
        texts: tuple[str, str],
        field: Field,
        other: Field,
    ) -> None:
        where = self._where
        self._changes.add(
            ROWS[_RULE]
            .within("wire", "source")
            .but(
                Effects(*where.directed(*effects)),
                *where.directed(*texts),
                "take a key that nobody had",
            ),
            where.fact(field.name, fact),
            frame,
            was,
            where.pairings,
            where.oneway,
            key=key(field),
            other=other.name,
        )

    def _found(
        self, reader: Field, writers: Mapping[Slot, Field], what: str
    ) -> tuple[Effect, str]:
        """Return what happens where a field is looked for, and what to say about it.

        ``what`` is what another field is called that is found there.
        """
        other = writers.get(slot(reader))
        unread = self._where.unread
        fails = "the call fails" + (
            ", and plain Twisted closes the connection" if unread == REFUSED else ""
        )
        if other is None:
            if matrix.numbered(reader.type) or absentable(reader):
                return WRONG, "it is lost in silence"
            return unread, fails
        if matrix.verdict(other.type, reader.type) is Verdict.NEVER:
            told = f"{what.format(other.name)} is no `{reader.name}`: {fails}"
            if _may_be_empty(other.type) and _may_be_empty(reader.type):
                return WRONG, f"{told}; where it is empty, it is taken for that in silence"
            return unread, told
        return WRONG, f"{what.format(other.name)} is taken for `{reader.name}` in silence"


def _may_be_empty(type: Type) -> bool:
    """Return whether a type has a value that travels as nothing, as an empty list does."""
    match type:
        case ListOf() | MapOf():
            return True
        case Big():
            return _may_be_empty(type.value)
        case Custom():
            return _may_be_empty(type.over)
        case _:
            return False


def slot(field: Field) -> Slot:
    """Return what a field is looked for under: a key, and whether its keys are numbered from 0."""
    return field.wire, matrix.numbered(field.type)


def key(field: Field) -> str:
    """Return the key of a field as it is shown, the first one of a big field."""
    return wire(field.wire) + (".0" if matrix.numbered(field.type) else "")
