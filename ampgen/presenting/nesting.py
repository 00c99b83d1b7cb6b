"""Records that hold records, in the order in which they are printed, however deep they go."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator

from ampgen.schema import Custom, Parameter, Record, Type, within


def visit(
    first: Record,
    known: Container[Type],
    enter: Callable[[Record], None],
    leave: Callable[[Record, bool], None],
    *,
    parameters: bool = False,
) -> None:
    """Enter a record and all that it holds and is not ``known``, and leave those within first.

    ``enter`` makes a record known; ``leave`` is told whether a record holds itself. With
    ``parameters`` what an application's type is made with counts as held.
    """
    # Without recursion: records hold each other as deep as there are records.
    path: list[tuple[Record, Iterator[Record]]] = []
    number: dict[Record, int] = {}
    lowest: dict[Record, int] = {}
    open_: set[Record] = set()
    waiting: list[Record] = []

    def begin(record: Record) -> None:
        number[record] = lowest[record] = len(number)
        open_.add(record)
        waiting.append(record)
        enter(record)
        types = (field.type for field in record.fields)
        path.append((record, _held(types, parameters)))

    begin(first)
    circular: set[Record] = set()
    while path:
        record, rest = path[-1]
        inner = next((one for one in rest if one in open_ or one not in known), None)
        if inner is None:
            path.pop()
            within = _finish(record, number, lowest, open_, waiting)
            if path:
                outer = path[-1][0]
                lowest[outer] = min(lowest[outer], lowest[record])
            leave(record, record in circular or within)
        elif inner in open_:
            circular |= {inner} if inner is record else set()
            lowest[record] = min(lowest[record], number[inner])
        else:
            begin(inner)


def _finish(
    record: Record,
    number: dict[Record, int],
    lowest: dict[Record, int],
    open_: set[Record],
    waiting: list[Record],
) -> bool:
    """Close the circle that begins with a record, if one does; say whether it is in any."""
    if lowest[record] < number[record]:
        return True
    several = waiting[-1] is not record
    while True:
        last = waiting.pop()
        open_.remove(last)
        if last is record:
            return several


def _held(types: Iterable[Parameter], parameters: bool) -> Iterator[Record]:
    """Yield the records in types, in the order in which they are written."""
    for type in types:
        if isinstance(type, Record):
            yield type
        elif isinstance(type, Custom):
            yield from _held(type.parameters if parameters else (), parameters)
        else:
            yield from _held(within(type), parameters)
