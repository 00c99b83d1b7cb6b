"""By which commands records and enums are reached, and in which direction."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

from ampgen.breaking.boxing import alike
from ampgen.breaking.effects import BOTH, Pairing
from ampgen.breaking.matching import match
from ampgen.breaking.spelling import listed
from ampgen.breaking.where import REQUEST, RESPONSE
from ampgen.schema import (
    Big,
    Custom,
    Enum,
    Field,
    ListOf,
    Literal,
    MapOf,
    Parameter,
    Record,
    Schema,
    Type,
)


@dataclass(slots=True)
class Reached:
    """A record or enum, old and new, in one direction, and how calls come to it.

    Without ``paths`` no command of the schemas does, but perhaps one of those that import them.
    """

    direction: str
    old: Record | Enum
    new: Record | Enum
    paths: list[str] = field(default_factory=list[str])
    pairings: set[Pairing] = field(default_factory=set[Pairing])
    oneway: list[str] = field(default_factory=list[str])

    def told(self) -> str:
        """Return the paths as the end of a sentence."""
        return f", in {listed(self.paths)}" if self.paths else ", for schemas that import it"


class Reach:
    """Follows the fields of commands to all records and enums in them."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, int, int], Reached] = {}

    def take_unreached(self, old: Schema, new: Schema) -> None:
        """Note the records and enums of a schema that none of its commands reaches.

        They are there for schemas that import them, and who knows in which direction.
        """
        taken = {key[1] for key in self.found}
        pairs: list[tuple[Record | Enum, Record | Enum]] = [
            *match(old.records, new.records).pairs,
            *match(old.enums, new.enums).pairs,
        ]
        for before, after in pairs:
            if id(before) not in taken and _alike(before, after):
                for direction in (REQUEST, RESPONSE):
                    self._take(direction, before, after, taken)

    def _take(
        self, direction: str, old: Record | Enum, new: Record | Enum, taken: Container[int]
    ) -> None:
        """Note a record or enum that no command reaches, and what is in it."""
        pending = [(old, new)]
        while pending:
            before, after = pending.pop()
            key = (direction, id(before), id(after))
            if id(before) in taken or key in self.found:
                continue
            self.found[key] = Reached(direction, before, after, pairings=set(BOTH))
            if isinstance(before, Record) and isinstance(after, Record):
                for one, other in _pairs(before.fields, after.fields):
                    pending += [two[1:] for two in _contents(one.type, other.type)]

    def follow(
        self,
        direction: str,
        command: str,
        olds: Sequence[Field],
        news: Sequence[Field],
        pairings: frozenset[Pairing],
        oneway: Sequence[str] = (),
    ) -> None:
        """Note what the arguments or the answer of a command hold, however deep.

        ``oneway`` is the command, if nobody waits for it.
        """
        seen: set[tuple[int, int]] = set()
        pending = [("", olds, news)]
        while pending:
            path, olds, news = pending.pop()
            for old, new in _pairs(olds, news):
                for suffix, before, after in _contents(old.type, new.type):
                    here = f"{path}{new.name}{suffix}"
                    key = (id(before), id(after))
                    if key in seen:
                        continue
                    seen.add(key)
                    one = self.found.setdefault(
                        (direction, *key), Reached(direction, before, after)
                    )
                    one.paths.append(
                        f"{command}({here})" if direction == REQUEST else f"{command} -> {here}"
                    )
                    one.pairings |= pairings
                    one.oneway += oneway
                    if isinstance(before, Record) and isinstance(after, Record):
                        pending.append((f"{here}.", before.fields, after.fields))


def _pairs(olds: Sequence[Field], news: Sequence[Field]) -> tuple[tuple[Field, Field], ...]:
    return match(olds, news, lambda one: one.wire).pairs


def _contents(
    old: Type | Parameter, new: Type | Parameter
) -> Iterator[tuple[str, Record | Enum, Record | Enum]]:
    """Yield the records and enums that stand at the same spot of two types."""
    if isinstance(old, Big) or isinstance(new, Big):
        yield from _contents(
            old.value if isinstance(old, Big) else old, new.value if isinstance(new, Big) else new
        )
    elif isinstance(old, ListOf) and isinstance(new, ListOf):
        for suffix, before, after in _contents(old.element, new.element):
            yield f"[]{suffix}", before, after
    elif isinstance(old, MapOf) and isinstance(new, MapOf):
        for suffix, before, after in _contents(old.key, new.key):
            yield f"{{key}}{suffix}", before, after
        for suffix, before, after in _contents(old.value, new.value):
            yield f"{{}}{suffix}", before, after
    elif not isinstance(old, Literal) and not isinstance(new, Literal) and alike(old, new):
        for spot, pair in zip(("{key}", "{}"), alike(old, new)):
            for suffix, before, after in _contents(*pair):
                yield f"{spot}{suffix}", before, after
    elif isinstance(old, Custom) and isinstance(new, Custom):
        for first, second in zip(old.parameters, new.parameters):
            yield from _contents(first, second)
    elif isinstance(old, Enum) and isinstance(new, Enum):
        if old.base is new.base:
            yield "", old, new
    elif isinstance(old, (Record, ListOf)) and isinstance(new, (Record, ListOf)):
        first = old.element if isinstance(old, ListOf) else old
        second = new.element if isinstance(new, ListOf) else new
        if isinstance(first, Record) and isinstance(second, Record):
            # One box, or some: the fields are those of the record.
            yield "", first, second


def _alike(old: Record | Enum, new: Record | Enum) -> bool:
    """Say whether two are of one kind; what becomes of numbers for texts is told of each use."""
    if isinstance(old, Enum) and isinstance(new, Enum):
        return old.base is new.base
    return isinstance(old, Record) and isinstance(new, Record)
