"""The tables of the parser: what it does at each word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

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
    """Return the tables of the grammar."""
    from ampgen.parsing.grammar import made_tables

    return made_tables()
