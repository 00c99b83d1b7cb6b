"""The file of a schema that has another name now, and stood at another place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ampgen.schema import Schema
from ampgen.versions.version import Tree

_DECLARED = re.compile(
    r"^[ \t]*((?:oneway[ \t]+)?command|interface|record|enum|error|type)[ \t]+(\w+)", re.MULTILINE
)
_ENOUGH = 0.5  # of all that two schemas declare, what both do


def renamed(tree: Tree, schema: Schema, paths: Iterable[str]) -> str | None:
    """Return the file among some of a tree that declares most of what a schema does, if any does.

    That is half of all that the two declare, at least.
    """
    wanted = set(_names(schema))
    scores = [(_share(wanted, set(_written(tree.text(path)))), path) for path in paths]
    best, path = max(scores, key=lambda one: one[0], default=(0.0, None))
    return path if best >= _ENOUGH else None


def _names(schema: Schema) -> Iterable[tuple[str, str]]:
    for kind, declared in (
        ("interface", schema.interfaces),
        ("record", schema.records),
        ("enum", schema.enums),
        ("error", schema.errors),
        ("type", schema.customs),
    ):
        yield from ((kind, one.name) for one in declared)
    for interface in schema.interfaces:
        yield from (("command", one.name) for one in interface.commands)


def _written(text: str) -> Iterable[tuple[str, str]]:
    """Return what a text seems to declare."""
    for kind, name in _DECLARED.findall(text):
        yield ("command" if kind.endswith("command") else kind), name


def _share(one: set[tuple[str, str]], other: set[tuple[str, str]]) -> float:
    return len(one & other) / len(one | other) if one else 0.0
