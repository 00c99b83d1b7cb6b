"""Run the automaton of the grammar, and build what it recognises."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from ampgen.parsing.building import METHODS
from ampgen.parsing.tables import END, Rule, Tables


class Parser:
    """The automaton in some state, and what it has built so far: one value for each state but the
    first.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._reduce = [_reducer(rule) for rule in tables.rules]
        self.states = [tables.start]
        self.values: list[object] = []

    def copy(self) -> Parser:
        """Return a parser in the same state, which has lists of its own."""
        copied = Parser.__new__(Parser)
        copied._tables, copied._reduce = self._tables, self._reduce
        copied.states = self.states.copy()
        copied.values = [
            list(cast("list[object]", value)) if isinstance(value, list) else value
            for value in self.values
        ]
        return copied

    def feed(self, kinds: Sequence[str], words: Sequence[object], index: int) -> int:
        """Take in words from an index on; return the index of one that must not stand there."""
        states, values = self.states, self.values
        for index in range(index, len(kinds)):
            action = self.look(kinds[index])
            if action is None:
                return index
            states.append(action)
            values.append(words[index])
        return len(kinds)

    def look(self, kind: str) -> int | None:
        """Do all that comes before a word of a kind is taken in; return the state to go to.

        None where no such word may stand there, or where the file ends.
        """
        actions, states, values = self._tables.actions, self.states, self.values
        action = actions[states[-1]].get(kind)
        while action is not None and action < 0:
            rule = self._tables.rules[~action]
            size = rule.size
            if size:
                value = self._reduce[~action](values[-size:])
                del states[-size:], values[-size:]
            else:
                value = self._reduce[~action]([])
            states.append(actions[states[-1]][rule.origin])
            values.append(value)
            if states[-1] == self._tables.end and kind == END:
                return None
            action = actions[states[-1]].get(kind)
        return action

    def finish(self) -> Sequence[object] | None:
        """Return what was built of all words, or None where they do not end there."""
        self.look(END)
        if self.states[-1] != self._tables.end:
            return None
        return cast("Sequence[object]", self.values[-1])


def _reducer(rule: Rule) -> Callable[[list[object]], object]:
    """Return what makes of the parts of a rule what the rule becomes."""
    kept = rule.kept
    plain = [index for index, several in kept if not several]
    if rule.collects:
        # The list goes on growing: nobody else has it.
        if kept and kept[0][1]:
            rest = plain

            def extend(parts: list[object]) -> object:
                whole = cast("list[object]", parts[0])
                for index in rest:
                    whole.append(parts[index])
                return whole

            return extend
        return lambda parts: [parts[index] for index in plain]
    if not rule.name:
        only = plain[0]
        return lambda parts: parts[only]
    method = METHODS[rule.name]
    if len(plain) == rule.size:
        return lambda parts: method(*parts)
    if len(plain) == len(kept):
        return lambda parts: method(*[parts[index] for index in plain])

    def spread(parts: list[object]) -> object:
        whole: list[object] = []
        for index, several in kept:
            if several:
                whole += cast("list[object]", parts[index])
            else:
                whole.append(parts[index])
        return method(*whole)

    return spread
