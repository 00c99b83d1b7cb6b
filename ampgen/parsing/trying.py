"""Lark's LALR parser, and what it would do if it were given this or that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from lark import Token
from lark.exceptions import UnexpectedToken
from lark.parsers.lalr_analysis import Shift

from ampgen.parsing.words import KEYWORDS, Word


def _may_be_name(word: Word) -> bool:
    """Say whether a keyword may be a name, if the parser does not expect the keyword."""
    return word.type in KEYWORDS and not word.starts and word.type not in ("RESERVED", "FATAL")


class Automaton:
    """An interactive parser of lark, whose stack of states can be tried and cut."""

    def __init__(self, parser: Any) -> None:
        self._parser = parser
        state: Any = parser.parser_state
        self._states: list[Any] = state.state_stack
        self._values: list[Any] = state.value_stack
        self._table: dict[Any, dict[str, Any]] = state.parse_conf.parse_table.states
        self._end: Any = state.parse_conf.end_state

    def shift(self, word: Word) -> bool:
        """Take a word in, a keyword as a name where a name is expected, or return False."""
        try:
            self._parser.feed_token(word)
        except UnexpectedToken:
            if not _may_be_name(word):
                return False
            kind, word.type = word.type, "NAME"
            try:
                self._parser.feed_token(word)
            except UnexpectedToken:
                word.type = kind
                return False
        return True

    def finish(self) -> tuple[object, ...] | None:
        """Return what was parsed, or None where it cannot end here."""
        try:
            result: object = self._parser.feed_token(Token("$END", ""))
        except UnexpectedToken:
            return None
        return cast("tuple[object, ...]", result) if isinstance(result, tuple) else None

    def accepts(self, kind: str) -> bool:
        return self._try(list(self._states), kind)

    def accepted(self) -> frozenset[str]:
        """Return the kinds of words that may come next."""
        kinds = [kind for kind in self._table[self._states[-1]] if kind.isupper()]
        return frozenset(kind for kind in kinds if self.accepts(kind))

    def reach(self, kinds: Iterable[str], words: Sequence[Word]) -> int:
        """Return how many of the words are understood after the kinds, -1 if not even those."""
        trial = list(self._states)
        if not all(self._try(trial, kind) for kind in kinds):
            return -1
        for count, word in enumerate(words):
            saved = list(trial) if _may_be_name(word) else []
            if self._try(trial, word.type):
                continue
            if not saved:
                return count
            trial = saved
            if not self._try(trial, "NAME"):
                return count
        return len(words)

    def forget(self, kind: str) -> bool:
        """Cut what is unfinished, up to where a kind of word may come; say whether there is."""
        for size in range(len(self._states), 0, -1):
            if self._try(self._states[:size], kind):
                del self._states[size:]
                # The first state has no value.
                del self._values[size - 1 :]
                return True
        return False

    def _try(self, states: list[Any], kind: str) -> bool:
        """Do to a stack of states what the parser would do at a kind of word."""
        while True:
            entry = self._table[states[-1]].get(kind)
            if entry is None:
                return False
            action, argument = entry
            if action is Shift:
                states.append(argument)
                return True
            size = len(argument.expansion)
            if size:
                del states[-size:]
            states.append(self._table[states[-1]][argument.origin.name][1])
            if kind == "$END" and states[-1] == self._end:
                return True
