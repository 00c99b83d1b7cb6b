"""Fields, in either direction."""

from __future__ import annotations

from ampgen.breaking.effects import FINE, REFUSED, WRONG
from ampgen.breaking.table.row import row

ROWS = (
    row(
        "field-wire-name-changed",
        "wire",
        REFUSED,
        REFUSED,
        way='keep its name on the wire: `@wire("{was}")`',
    ),
    row(
        "custom-type-changed",
        "behaviour",
        FINE,
        FINE,
        way="let both classes read what the other writes",
    ),
    row(
        "default-changed",
        "behaviour",
        WRONG,
        WRONG,
        "what an old caller leaves out is {was} to it and {value} to a new responder",
        "what a new caller leaves out is {value} to it and {was} to an old responder",
        "leave the default, and say the new value where it is used",
    ),
)
