"""Enums, wherever they travel."""

from __future__ import annotations

from ampgen.breaking.effects import MISREAD, NOTICED
from ampgen.breaking.table.row import row

ROWS = (
    row(
        "enum-wire-value-changed",
        "wire",
        MISREAD,
        MISREAD,
        "an old and a new side do not read each other's value: the call fails",
        "an old and a new side do not read each other's value: the call fails",
        "keep its value: `{name} = {was}`",
    ),
    row(
        "enum-closed",
        "wire source",
        NOTICED,
        NOTICED,
        "old callers may send a value that no member has: their calls then fail",
        "old responders may answer a value that no member has: calls to them then fail",
        "leave it open, and refuse unknown values by a declared error",
    ),
    row(
        "enum-opened",
        "wire source",
        NOTICED,
        NOTICED,
        "old callers cannot read a value that no member has: their calls fail",
        "old responders refuse a value that no member has: calls to them fail",
        "send members only, until every reader is upgraded",
    ),
)
