"""Names that could come back."""

from __future__ import annotations

from ampgen.breaking.effects import FINE
from ampgen.breaking.table.row import row

ROWS = (
    row(
        "name-removed-not-reserved",
        "hygiene",
        FINE,
        FINE,
        way="write `reserved {name}` where it stood, so that it does not come back as another thing",
    ),
    row(
        "reserved-name-reused",
        "hygiene",
        FINE,
        FINE,
        way="take another name: old sides may still know this one as what it was",
    ),
    row(
        "reserved-removed",
        "hygiene",
        FINE,
        FINE,
        way="leave the name reserved: old sides may still know it",
    ),
)
