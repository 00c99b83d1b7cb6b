"""Every rule of the compiler, each with a bad and a good example."""

from __future__ import annotations

from ampgen.rules import (
    allowing,
    breaking,
    connecting,
    declaring,
    describing,
    form,
    habits,
    importing,
    moving,
    naming,
    publishing,
    typing,
    wire,
)
from ampgen.rules.rule import Kind, Rule

__all__ = ["Kind", "Rule", "all_rules", "rule", "rules_of"]

_RULES = tuple(
    sorted(
        (
            *form.RULES,
            *naming.RULES,
            *importing.RULES,
            *publishing.RULES,
            *declaring.RULES,
            *typing.RULES,
            *wire.RULES,
            *connecting.RULES,
            *allowing.RULES,
            *describing.RULES,
            *moving.RULES,
            *breaking.RULES,
            *habits.RULES,
        ),
        key=lambda rule: rule.id,
    )
)
_BY_ID = {one.id: one for one in _RULES}


def all_rules() -> tuple[Rule, ...]:
    """Return every rule, sorted by id."""
    return _RULES


def rules_of(kind: Kind) -> frozenset[str]:
    """Return the ids of the rules of a kind."""
    return frozenset(one.id for one in _RULES if one.kind is kind)


def rule(id: str) -> Rule | None:
    """Return the rule of an id, or None."""
    return _BY_ID.get(id)
