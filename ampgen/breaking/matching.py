"""Which thing of a new version is which of an old one: by name, then by what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from ampgen.schema import Interface, Schema
from ampgen.understanding import Understood


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_Thing = TypeVar("_Thing", bound=_Named)

# Who renames more at once than this many pairs has nothing that is still alike.
_MANY = 250_000


@dataclass(frozen=True, slots=True)
class Matched(Generic[_Thing]):
    """``pairs`` are (old, new)."""

    pairs: tuple[tuple[_Thing, _Thing], ...]
    removed: tuple[_Thing, ...]
    added: tuple[_Thing, ...]


def match(
    olds: Iterable[_Thing],
    news: Iterable[_Thing],
    key: Callable[[_Thing], object] | None = None,
    alike: Callable[[_Thing, _Thing], float] | None = None,
) -> Matched[_Thing]:
    """Pair things of one name, then those of one ``key``, then those that are most ``alike``.

    Where several have one name, as errors of several schemas have, the key and the likeness tell
    them apart. Things that are not alike at all, 0, are no pair.
    """
    before, after = list(olds), list(news)
    pairs: list[tuple[int, int]] = []

    def take(found: Iterable[tuple[int, int]]) -> None:
        pairs.extend(found)
        for one, two in pairs:
            left.pop(one, None)
            come.pop(two, None)

    left, come = dict(enumerate(before)), dict(enumerate(after))
    if key is not None:
        keyed = key
        take(_paired(left, come, lambda one: (one.name, keyed(one))))
    if alike is not None and not (_unique(before) and _unique(after)):
        take(_closest(left, come, lambda one, two: alike(one, two) * (one.name == two.name)))
    take(_paired(left, come, lambda one: one.name))
    if key is not None:
        take(_paired(left, come, key))
    if alike is not None:
        take(_closest(left, come, alike))
    return Matched(
        tuple((before[one], after[two]) for one, two in sorted(pairs)),
        tuple(left.values()),
        tuple(come.values()),
    )


def _unique(things: Sequence[_Named]) -> bool:
    return len({one.name for one in things}) == len(things)


def _paired(
    olds: Mapping[int, _Thing], news: Mapping[int, _Thing], key: Callable[[_Thing], object]
) -> Iterator[tuple[int, int]]:
    """Pair the first of each key with the first."""
    known: dict[object, list[int]] = {}
    for number in reversed(tuple(news)):
        known.setdefault(key(news[number]), []).append(number)
    for number, old in olds.items():
        if same := known.get(key(old)):
            yield number, same.pop()


def _closest(
    olds: Mapping[int, _Thing],
    news: Mapping[int, _Thing],
    alike: Callable[[_Thing, _Thing], float],
) -> Iterator[tuple[int, int]]:
    """Pair those that are most alike first; none where that would take too long to find out."""
    if len(olds) * len(news) > _MANY:
        return
    scores = [
        (alike(old, new), one, two) for one, old in olds.items() for two, new in news.items()
    ]
    taken: tuple[set[int], set[int]] = set(), set()
    for score, one, two in sorted(scores, key=lambda score: -score[0]):
        if score > 0 and one not in taken[0] and two not in taken[1]:
            taken[0].add(one)
            taken[1].add(two)
            yield one, two


def schemas(old: Understood, new: Understood) -> Matched[Schema]:
    """Match schemas, imported ones too; the only one that was given may have another name."""
    found = match(old.all, new.all, alike=_declare_alike)
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
    left = match(rest, list(known.values()), alike=_answer_alike)
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
