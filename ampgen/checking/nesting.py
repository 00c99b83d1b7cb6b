"""Records that hold records, with no list between: how deep, and whether it ends."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen import schema
from ampgen.checking.problems import Problems
from ampgen.findings import Frame

# Twisted reads each record within another one with calls of its own, and Python ends them at some
# depth, which an application has used up a part of already.
DEEPEST_RECORDS = 64


def check_nesting(problems: Problems, records: Sequence[schema.Record]) -> None:
    """Tell about records that hold themselves, and about those that hold too many in each other."""
    _check_endless(problems, records)
    _check_depth(problems, records)


def _check_depth(problems: Problems, records: Sequence[schema.Record]) -> None:
    depths: dict[int, int] = {}
    for record in records:
        stack = [record]
        while stack:
            current = stack[-1]
            inner = _records_in(current)
            if id(current) not in depths:
                # One that is begun and met again holds itself; that has been told.
                depths[id(current)] = 0
                stack += [one for _, one in inner if id(one) not in depths]
                continue
            stack.pop()
            if depths[id(current)] == 0:
                depths[id(current)] = 1 + max((depths[id(one)] for _, one in inner), default=0)
        if depths[id(record)] == DEEPEST_RECORDS + 1:
            field = max(_records_in(record), key=lambda one: depths[id(one[1])])[0]
            problems.add(
                "nested-too-deep",
                f"records hold each other at most {DEEPEST_RECORDS} deep",
                field.place,
                f"`{record.name}` is one more",
                "let one record have the fields of several that hold each other",
            )


def _check_endless(problems: Problems, records: Sequence[schema.Record]) -> None:
    """Tell about records that hold themselves with no list between, each circle once."""
    done: set[int] = set()
    for record in records:
        path: list[tuple[schema.Record, schema.Field]] = []
        on_path: dict[int, int] = {}
        # Each entry is a record and how many of its fields have been looked at.
        stack = [(record, 0)]
        while stack:
            current, position = stack.pop()
            if position == 0:
                if id(current) in done:
                    if path:
                        path.pop()
                    continue
                on_path[id(current)] = len(path)
            inner = _records_in(current)
            if position == len(inner):
                done.add(id(current))
                del on_path[id(current)]
                if path:
                    path.pop()
                continue
            stack.append((current, position + 1))
            field, target = inner[position]
            if id(target) in on_path:
                _tell_circle(problems, [*path[on_path[id(target)] :], (current, field)])
            elif id(target) not in done:
                path.append((current, field))
                stack.append((target, 0))


def _records_in(record: schema.Record) -> list[tuple[schema.Field, schema.Record]]:
    return [
        (field, field.type) for field in record.fields if isinstance(field.type, schema.Record)
    ]


def _tell_circle(problems: Problems, circle: Sequence[tuple[schema.Record, schema.Field]]) -> None:
    names = " holds ".join(f"`{record.name}`" for record, _ in circle)
    (first, field), *others = circle
    problems.add(
        "endless-record",
        f"{names} holds `{first.name}`: it would never end",
        field.place,
        f"holds `{field.type.name}`" if isinstance(field.type, schema.Record) else "",
        f"put a list between: `{field.name}: list[…]`, which may be empty",
        others=tuple(
            Frame(other.place, f"holds `{other.type.name}`")
            for _, other in others
            if isinstance(other.type, schema.Record)
        ),
    )
