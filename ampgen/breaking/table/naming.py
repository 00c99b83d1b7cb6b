"""Names and types that only programs know."""

from __future__ import annotations

from ampgen.breaking.effects import FINE
from ampgen.breaking.table.row import row

ROWS = (
    row("interface-name-changed", "source", FINE, FINE, way="programs import other names now"),
    row("protocol-name-changed", "source", FINE, FINE, way="programs import other names now"),
    row("type-name-changed", "source", FINE, FINE, way="programs import another name now"),
    row("error-class-name-changed", "source", FINE, FINE, way="programs catch another class now"),
    row("python-name-changed", "source", FINE, FINE, way="programs use another name now"),
    row("python-name-removed", "source", FINE, FINE, way="programs cannot import it any more"),
    row("python-type-changed", "source", FINE, FINE, way="programs meet another type now"),
    row("schema-name-changed", "source", FINE, FINE, way="programs import another package now"),
)
