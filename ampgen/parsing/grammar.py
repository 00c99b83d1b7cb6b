"""The grammar as lark understands it. The only home of lark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any

from lark import Lark, Token
from lark.parsers.lalr_analysis import Shift

from ampgen.parsing.building import METHODS
from ampgen.parsing.tables import Rule, Tables
from ampgen.parsing.words import UNWANTED
from ampgen.resources import resource_text


class _KeepUnwanted:
    """Keeps the terminals that no rule of the grammar mentions."""

    always_accept = UNWANTED

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        return stream


@cache
def lark_parser() -> Any:
    """Return lark's parser of the grammar, which builds the schema as written."""
    return Lark(
        resource_text("grammar", "amp.lark"),
        parser="lalr",
        lexer="basic",
        transformer=SimpleNamespace(**{rule: _spread(method) for rule, method in METHODS.items()}),
        postlex=_KeepUnwanted(),
    )


def _spread(method: Callable[..., object]) -> Callable[[Sequence[object]], object]:
    return lambda children: method(*children)


def tables_of_lark() -> Tables:
    """Return the tables that lark makes of the grammar, as simple as they can be.

    What lark does with the parts of a rule is what it documents: a word that the grammar writes
    as text is left out unless ``!`` stands before the rule, the parts of a rule whose name begins
    with ``_`` stand in its place, and a rule with ``?`` that has one part is that part.
    """
    table = lark_parser().parser.parser._parse_table
    start = table.start_states["start"]
    # In an order of our own: lark's numbers differ from run to run.
    numbers = {start: 0}
    rules: dict[Any, int] = {}
    actions: list[dict[str, int]] = []
    for state in (waiting := [start]):
        row: dict[str, int] = {}
        for kind, (action, argument) in sorted(table.states[state].items(), key=_kind):
            if action is not Shift:
                row[str(kind)] = ~rules.setdefault(argument, len(rules))
                continue
            if argument not in numbers:
                numbers[argument] = len(numbers)
                waiting.append(argument)
            row[str(kind)] = numbers[argument]
        actions.append(row)
    end = numbers[table.end_states["start"]]
    return Tables(0, end, tuple(actions), tuple(map(_rule, rules)))


def _kind(entry: tuple[str, object]) -> str:
    return entry[0]


def _rule(rule: Any) -> Rule:
    origin = str(rule.origin.name)
    kept = tuple(
        (index, not symbol.is_term and symbol.name.startswith("_"))
        for index, symbol in enumerate(rule.expansion)
        if rule.options.keep_all_tokens or not (symbol.is_term and symbol.filter_out)
    )
    collects = origin.startswith("_")
    only = rule.options.expand1 and len(kept) == 1 and not kept[0][1]
    return Rule(origin, len(rule.expansion), kept, "" if collects or only else origin, collects)
