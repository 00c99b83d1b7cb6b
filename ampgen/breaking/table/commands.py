"""Commands, and who answers them."""

from __future__ import annotations

from ampgen.breaking.effects import FAILS, FINE
from ampgen.breaking.table.row import row

ROWS = (
    row(
        "command-removed",
        "wire source",
        FAILS,
        FINE,
        "calls of old callers fail: nobody answers them",
        "",
        "keep it and mark it `@deprecated` until no old caller is left",
    ),
    row(
        "command-added",
        "info",
        FINE,
        FAILS,
        "",
        "calls to old responders fail: nobody answers them",
        "upgrade the side that answers it first",
    ),
    row(
        "command-wire-name-changed",
        "wire",
        FAILS,
        FAILS,
        "calls of old callers fail: nobody answers to `{was}`",
        "calls to old responders fail: they do not know `{wire}`",
        'keep its name on the wire: `@wire("{was}")`',
    ),
    row(
        "command-moved-role",
        "wire source",
        FAILS,
        FAILS,
        "calls of an old {role} fail: a new {other} does not answer them",
        "calls of a new {other} fail: an old {role} does not answer them",
        "let both roles answer it until no old side is left",
    ),
    row(
        "command-became-oneway",
        "source",
        FINE,
        FINE,
        "",
        "",
        "add a one-way command beside it",
    ),
    row(
        "command-became-twoway",
        "source",
        FINE,
        FINE,
        "",
        "",
        "add a command beside it, and leave this one as it is",
    ),
)

UNHEARD = "what old callers send is dropped, and a plain Twisted responder closes the connection"
ALSO = "one-way calls are dropped, and a plain Twisted responder closes the connection"
NEW_UNHEARD = "what is sent to old responders is dropped, and plain Twisted closes the connection"
