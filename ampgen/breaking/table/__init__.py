"""The rules: what each change does between an old and a new side, and how it is told.

``grammar/compatibility.md`` shows the same table to people; tests compare the two, and run every
row with generated and plain Twisted peers.
"""

from __future__ import annotations

from ampgen.breaking.table import (
    answers,
    commands,
    enums,
    errors,
    fields,
    naming,
    requests,
    reserving,
)
from ampgen.breaking.table.commands import ALSO, NEW_UNHEARD, UNHEARD
from ampgen.breaking.table.row import (
    ALWAYS,
    BEHAVIOUR,
    CATEGORIES,
    HYGIENE,
    INFO,
    SOURCE,
    WIRE,
    Row,
)

__all__ = [
    "ALSO",
    "ALWAYS",
    "BEHAVIOUR",
    "CATEGORIES",
    "HYGIENE",
    "INFO",
    "NEW_UNHEARD",
    "ROWS",
    "SOURCE",
    "UNHEARD",
    "WIRE",
    "Row",
]

ROWS = {
    row.id: row
    for row in (
        *commands.ROWS,
        *requests.ROWS,
        *answers.ROWS,
        *errors.ROWS,
        *enums.ROWS,
        *fields.ROWS,
        *reserving.ROWS,
        *naming.ROWS,
    )
}
