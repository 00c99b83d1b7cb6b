"""Arguments: callers write them, responders read them."""

from __future__ import annotations

from ampgen.breaking.effects import FINE, NOTICED, REFUSED, WRONG
from ampgen.breaking.table.row import row

_CLOSED = "and a plain Twisted responder closes the connection"
_RESPONDERS_FIRST = "upgrade every responder before the first caller (`--first`)"

ROWS = (
    row(
        "request-required-added",
        "wire source",
        REFUSED,
        FINE,
        f"old callers do not send it: their calls fail, {_CLOSED}",
        "",
        "make it `{type}?` now and require it in the next release",
    ),
    row("request-optional-added", "info", FINE, FINE),
    row(
        "request-required-removed",
        "wire source",
        FINE,
        REFUSED,
        "",
        "old responders require it: calls to them fail, and plain Twisted closes the connection",
        "mark it `@deprecated` and go on sending it until no old responder is left",
    ),
    row(
        "request-optional-removed",
        "behaviour source",
        FINE,
        FINE,
        "what old callers send in it is ignored",
        "",
        "mark it `@deprecated` first",
    ),
    row(
        "request-optional-to-required",
        "wire source",
        REFUSED,
        FINE,
        f"old callers may leave it out: their calls then fail, {_CLOSED}",
        "",
        "leave it optional, and raise a declared error where it is missing",
    ),
    row(
        "request-required-to-optional",
        "wire source",
        FINE,
        REFUSED,
        "",
        "old responders require it: a call to them that leaves it out fails, and plain Twisted "
        "closes the connection",
        f"{_RESPONDERS_FIRST}, and send it until then",
    ),
    row(
        "request-type-changed",
        "wire source",
        REFUSED,
        REFUSED,
        "old callers send `{was}`: read as `{type}`, it {old_verdict}",
        "new callers send `{type}`: read as `{was}` by an old responder, it {new_verdict}",
        "add an optional argument of the new type beside it, and deprecate this one",
    ),
    row(
        "request-type-confused",
        "always source",
        WRONG,
        WRONG,
        "old callers send `{was}`: read as `{type}`, it {old_verdict}",
        "new callers send `{type}`: read as `{was}` by an old responder, it {new_verdict}",
        "add an optional argument of the new type beside it, and deprecate this one",
    ),
    row(
        "request-enum-member-added",
        "wire",
        FINE,
        NOTICED,
        "",
        "a call to an old responder that sends it fails",
        "send it only when every responder knows it, or open the enum with `_` first",
    ),
    row(
        "request-enum-member-removed",
        "wire source",
        NOTICED,
        FINE,
        "a call of an old caller that sends it fails",
        "",
        "mark it `@deprecated`, and refuse it by a declared error",
    ),
)
