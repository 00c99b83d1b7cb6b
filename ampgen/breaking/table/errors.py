"""Errors that commands raise."""

from __future__ import annotations

from ampgen.breaking.effects import CLOSES, FAILS, FINE, REFUSED
from ampgen.breaking.table.row import row

_RESPONDERS_FIRST = "upgrade every responder before the first caller (`--first`)"

ROWS = (
    row(
        "error-added",
        "wire",
        FAILS,
        FINE,
        "old callers get it as an error that they do not know",
        "",
        "raise an error that old callers know until none is left",
    ),
    row(
        "error-removed",
        "wire source",
        REFUSED,
        FAILS,
        "a responder that still raises it makes the call fail without its name, and plain "
        "Twisted closes the connection",
        "new callers get it from an old responder as an error that they do not know",
        "leave it in `raises` until no responder raises it",
    ),
    row(
        "error-code-changed",
        "wire",
        FAILS,
        FAILS,
        "old callers get it as an error that they do not know",
        "new callers get it from an old responder as an error that they do not know",
        'keep the code: `error {name} = "{was}"`',
    ),
    row(
        "error-became-fatal",
        "wire",
        CLOSES,
        FINE,
        "after it the connection of an old caller is closed, and other calls on it fail",
        "",
        "declare another error for what ends the connection",
    ),
    row(
        "error-became-nonfatal",
        "wire",
        FINE,
        CLOSES,
        "",
        "after it an old responder closes the connection, and other calls on it fail",
        _RESPONDERS_FIRST,
    ),
)
