"""What changes between two versions of a schema do to those who have the other one."""

from __future__ import annotations

from ampgen.rules.breaking import answers, commands, enums, errors, fields, names, requests

RULES = (
    *commands.RULES,
    *requests.RULES,
    *answers.RULES,
    *fields.RULES,
    *enums.RULES,
    *errors.RULES,
    *names.RULES,
)

__all__ = ["RULES"]
