"""Every rule of the compiler, each with a bad and a good example."""

from __future__ import annotations

from ampgen.rules import connecting, declaring, form, importing, naming, typing, wire
from ampgen.rules.rule import Rule

__all__ = ["Rule", "all_rules", "rule"]

_RULES = tuple(
    sorted(
        (
            *form.RULES,
            *naming.RULES,
            *importing.RULES,
            *declaring.RULES,
            *typing.RULES,
            *wire.RULES,
            *connecting.RULES,
        ),
        key=lambda rule: rule.id,
    )
)


def all_rules() -> tuple[Rule, ...]:
    """Return every rule, sorted by id."""
    return _RULES


def rule(id: str) -> Rule | None:
    """Return the rule of an id, or None."""
    return next((one for one in _RULES if one.id == id), None)
