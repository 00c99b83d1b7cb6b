"""Fields of answers: responders write them, callers read them."""

from __future__ import annotations

from ampgen.breaking.effects import FAILS, FINE, NOTICED, WRONG
from ampgen.breaking.table.row import row

ROWS = (
    row(
        "response-required-added",
        "wire source",
        FINE,
        FAILS,
        "",
        "old responders do not send it: calls to them fail",
        "make it `{type}?` now and require it in the next release",
    ),
    row("response-optional-added", "info", FINE, FINE),
    row(
        "response-required-removed",
        "wire source",
        FAILS,
        FINE,
        "old callers require it: their calls fail",
        "",
        "mark it `@deprecated` and go on sending it until no old caller is left",
    ),
    row(
        "response-optional-removed",
        "behaviour source",
        FINE,
        FINE,
        "old callers read that it is absent",
        "",
        "mark it `@deprecated` first",
    ),
    row(
        "response-optional-to-required",
        "wire source",
        FINE,
        FAILS,
        "",
        "old responders may leave it out: calls to them then fail",
        "leave it optional, and fill it always",
    ),
    row(
        "response-required-to-optional",
        "wire source",
        FAILS,
        FINE,
        "old callers require it: their calls fail where it is left out",
        "",
        "go on sending it until no old caller is left",
    ),
    row(
        "response-type-changed",
        "wire source",
        FAILS,
        FAILS,
        "new responders send `{type}`: read as `{was}` by an old caller, it {old_verdict}",
        "old responders send `{was}`: read as `{type}`, it {new_verdict}",
        "add an optional field of the new type beside it, and deprecate this one",
    ),
    row(
        "response-type-confused",
        "always source",
        WRONG,
        WRONG,
        "new responders send `{type}`: read as `{was}` by an old caller, it {old_verdict}",
        "old responders send `{was}`: read as `{type}`, it {new_verdict}",
        "add an optional field of the new type beside it, and deprecate this one",
    ),
    row(
        "response-enum-member-added",
        "wire",
        NOTICED,
        FINE,
        "old callers cannot read an answer that holds it: their calls fail",
        "",
        "answer it only when every caller knows it, or open the enum with `_` first",
    ),
    row(
        "response-enum-member-removed",
        "wire source",
        FINE,
        NOTICED,
        "",
        "a new caller cannot read an old responder's answer that holds it",
        "mark it `@deprecated`, and remove it when no old responder is left",
    ),
)
