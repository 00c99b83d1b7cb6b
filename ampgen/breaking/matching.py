"""Which thing of a new version is which of an old one: by name, then by what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from ampgen.schema import Interface, Schema
from ampgen.understanding import Understood


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_Thing = TypeVar("_Thing", bound=_Named)


@dataclass(frozen=True, slots=True)
class Matched(Generic[_Thing]):
    """``pairs`` are (old, new)."""

    pairs: tuple[tuple[_Thing, _Thing], ...]
    removed: tuple[_Thing, ...]
    added: tuple[_Thing, ...]


def match(
    olds: Iterable[_Thing],
    news: Iterable[_Thing],
    alike: Callable[[_Thing, _Thing], float] | None = None,
) -> Matched[_Thing]:
    """Pair things of one name, then those that are most ``alike``, which is 0 where they are not."""
    known = {new.name: new for new in news}
    pairs: list[tuple[_Thing, _Thing]] = []
    removed: list[_Thing] = []
    for old in olds:
        new = known.pop(old.name, None)
        if new is None:
            removed.append(old)
        else:
            pairs.append((old, new))
    added = list(known.values())
    if alike is not None and removed and added:
        scores = [(alike(old, new), old, new) for old in removed for new in added]
        for score, old, new in sorted(scores, key=lambda one: -one[0]):
            if score > 0 and old in removed and new in added:
                pairs.append((old, new))
                removed.remove(old)
                added.remove(new)
    return Matched(tuple(pairs), tuple(removed), tuple(added))


def schemas(old: Understood, new: Understood) -> Matched[Schema]:
    """Match schemas, imported ones too; the only one that was given may have another name."""
    found = match(old.all, new.all, _declare_alike)
    if len(old.schemas) == len(new.schemas) == 1:
        (before,), (after,) = old.schemas, new.schemas
        if before in found.removed and after in found.added:
            return Matched(
                (*found.pairs, (before, after)),
                tuple(one for one in found.removed if one is not before),
                tuple(one for one in found.added if one is not after),
            )
    return found


def interfaces(
    olds: Sequence[Interface], news: Sequence[Interface], moved: dict[str, str]
) -> Matched[Interface]:
    """Match interfaces of several schemas; ``moved`` has new names of schemas by their old ones."""
    known = {(new.schema, new.name): new for new in news}
    pairs: list[tuple[Interface, Interface]] = []
    rest: list[Interface] = []
    for old in olds:
        new = known.pop((moved.get(old.schema, old.schema), old.name), None)
        if new is None:
            rest.append(old)
        else:
            pairs.append((old, new))
    left = match(rest, list(known.values()), _answer_alike)
    return Matched((*pairs, *left.pairs), left.removed, left.added)


def share(one: Iterable[object], other: Iterable[object]) -> float:
    """Return which share of two sets is common to both, 0 where it is less than half."""
    first, second = set(one), set(other)
    whole = first | second
    part = len(first & second) / len(whole) if whole else 0.0
    return part if part >= 0.5 else 0.0


def _answer_alike(old: Interface, new: Interface) -> float:
    return share(
        (command.wire for command in old.commands), (command.wire for command in new.commands)
    )


def _declare_alike(old: Schema, new: Schema) -> float:
    return share(_names(old), _names(new))


def _names(schema: Schema) -> Iterable[str]:
    for things in (schema.interfaces, schema.records, schema.enums, schema.errors):
        for thing in things:
            yield thing.name
