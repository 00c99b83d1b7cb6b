"""The tables of the parser: what it does at each word."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from ampgen.frozen import dataclass
from ampgen.resources import made, resource_folder

END = "$END"
"""The kind of what stands behind the last word."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the grammar, one of its alternatives.

    ``kept`` are the indices of the parts that are handed on, each with whether it is a list that
    is handed on part by part. ``name`` is empty for a rule that only collects a list, which the
    grammar's ``*`` makes, and for one that hands on its only part as it is.
    """

    origin: str
    size: int
    kept: tuple[tuple[int, bool], ...]
    name: str
    collects: bool


@dataclass(frozen=True, slots=True)
class Tables:
    """An LALR automaton. ``actions`` say for each state and each kind of word what to do.

    A number from 0 is the state to go to with the word, or with what a rule became; a number
    below 0 is the complement of the rule that is complete.
    """

    start: int
    end: int
    actions: tuple[Mapping[str, int], ...]
    rules: tuple[Rule, ...]


@cache
def tables() -> Tables:
    """Return the tables of the grammar: made ahead, or else now."""
    found = made("tables", sources())
    if found is not None:
        start, end, actions, rules = cast("tuple[int, int, Any, Any]", found["TABLES"])
        return Tables(start, end, actions, tuple(Rule(*rule) for rule in rules))
    return fresh()


def fresh() -> Tables:
    """Return the tables, made now."""
    from ampgen.parsing.grammar import tables_of_lark

    return tables_of_lark()


def sources() -> list[bytes]:
    """Return all that decides what the tables are."""
    here = Path(__file__)
    grammar = resource_folder("grammar") / "amp.lark"
    return [file.read_bytes() for file in (grammar, here, here.with_name("grammar.py"))]


def printed(tables: Tables) -> str:
    """Return tables as Python's literals."""
    rules = [(one.origin, one.size, one.kept, one.name, one.collects) for one in tables.rules]
    return repr((tables.start, tables.end, tables.actions, tuple(rules)))
