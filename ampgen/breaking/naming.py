"""Names that programs import: renamed, or gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ampgen.breaking.changes import Changes
from ampgen.breaking.matching import Matched, match
from ampgen.breaking.reaching import Reached
from ampgen.findings import Frame
from ampgen.schema import Enum, Error, Interface, Record, Schema

_Names = dict[tuple[str, str], tuple[str, str]]


def renamed_types(
    reached: Iterable[Reached], schemas: Matched[Schema], moved: dict[str, str]
) -> _Names:
    """Return the types that stand where one stood that is gone, by schema and name.

    ``moved`` has new names of schemas by their old ones.
    """
    olds = {name for old, _ in schemas.pairs for name in _declared(old, moved)}
    news = {name for _, new in schemas.pairs for name in _declared(new, {})}
    found: _Names = {}
    for one in reached:
        old, new = (one.old.schema, one.old.name), (one.new.schema, one.new.name)
        before = (moved.get(old[0], old[0]), old[1])
        if before == new or (before not in news and new not in olds):
            found[old] = new
    return found


def _declared(schema: Schema, moved: dict[str, str]) -> Iterable[tuple[str, str]]:
    name = moved.get(schema.name, schema.name)
    types: tuple[Record | Enum, ...] = (*schema.records, *schema.enums)
    return ((name, one.name) for one in types)


def compare_names(
    changes: Changes, schemas: Matched[Schema], interfaces: Matched[Interface]
) -> None:
    """Note names of classes and packages that are not what they were."""
    moved = {old.name: new.name for old, new in schemas.pairs}
    news: _Known = {}
    for schema in (*(new for _, new in schemas.pairs), *schemas.added):
        types: tuple[_Type, ...] = (*schema.records, *schema.enums)
        news.update(((type(one), one.schema, one.name), one) for one in types)
    for old, new in schemas.pairs:
        if old.name != new.name:
            changes.add(
                "schema-name-changed",
                f"schema `{new.name}` was called `{old.name}`",
                Frame(new.place, "another package"),
                Frame(old.place, "was here"),
            )
        _types(changes, old, new, news)
        _errors(changes, old, new)
    for before, after in interfaces.pairs:
        if before.name != after.name:
            changes.add(
                "interface-name-changed",
                f"interface `{after.name}` was called `{before.name}`",
                Frame(after.place, "renamed"),
                Frame(before.place, "was here"),
            )
        elif moved.get(before.schema, before.schema) != after.schema:
            changes.add(
                "interface-name-changed",
                _elsewhere("interface", before, after),
                Frame(after.place, "in another package"),
                Frame(before.place, "was here"),
            )


def _elsewhere(kind: str, old: Interface | Record | Enum, new: Interface | Record | Enum) -> str:
    return f"{kind} `{new.name}` is in schema `{new.schema}` now, and was in `{old.schema}`"


def _types(changes: Changes, old: Schema, new: Schema, news: _Known) -> None:
    kinds: tuple[tuple[str, Sequence[_Type], Sequence[_Type]], ...] = (
        ("record", old.records, new.records),
        ("enum", old.enums, new.enums),
    )
    for kind, before, after in kinds:
        for one in match(before, after).removed:
            name = changes.renamed.get((one.schema, one.name), ("", ""))
            later = news.get((type(one), *name))
            if later is None:
                _removed(changes, kind, one.name, new, Frame(one.place, "was here"))
                continue
            changes.add(
                "type-name-changed",
                (
                    f"{kind} `{later.name}` was called `{one.name}`"
                    if later.name != one.name
                    else _elsewhere(kind, one, later)
                ),
                Frame(later.place, "another class for programs"),
                Frame(one.place, "was here"),
            )


_Type = Record | Enum
_Known = dict[tuple[type[_Type], str, str], _Type]


def _errors(changes: Changes, old: Schema, new: Schema) -> None:
    found = match(old.errors, new.errors, lambda one: one.code)
    for before, after in found.pairs:
        if before.name != after.name:
            fact = f"error `{after.name}` was called `{before.name}`"
        elif before.python != after.python:
            fact = f"error `{after.name}` is {_class(after)} now, and was {_class(before)}"
        else:
            continue
        changes.add(
            "error-class-name-changed",
            fact,
            Frame(after.place, "another class"),
            Frame(before.place, "was here"),
        )
    for error in found.removed:
        _removed(changes, "error", error.name, new, Frame(error.place, "was here"))


def _removed(changes: Changes, kind: str, name: str, schema: Schema, was: Frame) -> None:
    changes.add(
        "python-name-removed",
        f"{kind} `{name}` is gone",
        Frame(schema.place, f"has no `{name}` any more"),
        was,
    )


def _class(error: Error) -> str:
    if error.python is None:
        return "generated"
    return f"`{error.python.module}:{error.python.name}`"
