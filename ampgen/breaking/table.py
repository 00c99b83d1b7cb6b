"""The rules: what each change does between an old and a new side, and how it is told.

``grammar/compatibility.md`` shows the same table to people; tests compare the two, and run every
row with generated and plain Twisted peers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ampgen.breaking.effects import (
    CLOSES,
    FAILS,
    FINE,
    MISREAD,
    NOTICED,
    REFUSED,
    WRONG,
    Effect,
    Effects,
)

WIRE = "wire"
SOURCE = "source"
BEHAVIOUR = "behaviour"
HYGIENE = "hygiene"
INFO = "info"
ALWAYS = "always"

CATEGORIES = {
    WIRE: "calls between an old and a new side fail, close the connection, or go wrong in silence",
    SOURCE: "code that uses the generated package needs a change",
    BEHAVIOUR: "calls go on, but something that was sent is not heeded as it was",
    HYGIENE: "a name is left to be used again by mistake",
    INFO: "something was added that the other side has to know first",
}
"""What can be asked for, and what it means; ``wire`` is what is asked for if nothing is said."""


@dataclass(frozen=True, slots=True)
class Row:
    """One rule.

    ``categories`` are those under which it is told; `ALWAYS` is under any. ``old`` and ``new``
    say how the pairing of an old or a new caller goes, and ``way`` what to do instead; each goes
    on from ``help:`` and may hold ``{names}`` that whoever finds the change fills in.
    """

    id: str
    categories: tuple[str, ...]
    effects: Effects
    old: str = ""
    new: str = ""
    way: str = ""

    def but(self, effects: Effects, old: str = "", new: str = "", way: str = "") -> Row:
        """Return the rule as it is in a case of its own."""
        return replace(
            self,
            effects=effects,
            old=old or self.old,
            new=new or self.new,
            way=way or self.way,
        )

    def within(self, *categories: str) -> Row:
        """Return the rule as it is told under other categories."""
        return replace(self, categories=categories)


def _row(
    id: str,
    categories: str,
    old_caller: Effect,
    new_caller: Effect,
    old: str = "",
    new: str = "",
    way: str = "",
) -> Row:
    return Row(id, tuple(categories.split()), Effects(old_caller, new_caller), old, new, way)


_CLOSED = "and a plain Twisted responder closes the connection"
_RESPONDERS_FIRST = "upgrade every responder before the first caller (`--first`)"

_ROWS = (
    # Commands.
    _row(
        "command-removed",
        "wire source",
        FAILS,
        FINE,
        "calls of old callers fail: nobody answers them",
        "",
        "keep it and mark it `@deprecated` until no old caller is left",
    ),
    _row(
        "command-added",
        "info",
        FINE,
        FAILS,
        "",
        "calls to old responders fail: nobody answers them",
        "upgrade the side that answers it first",
    ),
    _row(
        "command-wire-name-changed",
        "wire",
        FAILS,
        FAILS,
        "calls of old callers fail: nobody answers to `{was}`",
        "calls to old responders fail: they do not know `{wire}`",
        'keep its name on the wire: `@wire("{was}")`',
    ),
    _row(
        "command-moved-role",
        "wire source",
        FAILS,
        FAILS,
        "calls of an old {role} fail: a new {other} does not answer them",
        "calls of a new {other} fail: an old {role} does not answer them",
        "let both roles answer it until no old side is left",
    ),
    _row(
        "command-became-oneway",
        "source",
        FINE,
        FINE,
        "",
        "",
        "add a one-way command beside it",
    ),
    _row(
        "command-became-twoway",
        "source",
        FINE,
        FINE,
        "",
        "",
        "add a command beside it, and leave this one as it is",
    ),
    # Requests.
    _row(
        "request-required-added",
        "wire source",
        REFUSED,
        FINE,
        f"old callers do not send it: their calls fail, {_CLOSED}",
        "",
        "make it `{type}?` now and require it in the next release",
    ),
    _row("request-optional-added", "info", FINE, FINE),
    _row(
        "request-required-removed",
        "wire source",
        FINE,
        REFUSED,
        "",
        "old responders require it: calls to them fail, and plain Twisted closes the connection",
        "make it `{type}?` now and remove it in the next release",
    ),
    _row(
        "request-optional-removed",
        "behaviour source",
        FINE,
        FINE,
        "what old callers send in it is ignored",
        "",
        "mark it `@deprecated` first",
    ),
    _row(
        "request-optional-to-required",
        "wire source",
        REFUSED,
        FINE,
        f"old callers may leave it out: their calls then fail, {_CLOSED}",
        "",
        "leave it optional, and raise a declared error where it is missing",
    ),
    _row(
        "request-required-to-optional",
        "wire source",
        FINE,
        REFUSED,
        "",
        "old responders require it: a call to them that leaves it out fails, and plain Twisted "
        "closes the connection",
        f"{_RESPONDERS_FIRST}, and send it until then",
    ),
    _row(
        "request-type-changed",
        "wire source",
        REFUSED,
        REFUSED,
        "old callers send `{was}`: read as `{type}`, it {old_verdict}",
        "new callers send `{type}`: read as `{was}` by an old responder, it {new_verdict}",
        "add an optional argument of the new type beside it, and deprecate this one",
    ),
    _row(
        "request-type-confused",
        "always source",
        WRONG,
        WRONG,
        "old callers send `{was}`: read as `{type}`, it {old_verdict}",
        "new callers send `{type}`: read as `{was}` by an old responder, it {new_verdict}",
        "add an optional argument of the new type beside it, and deprecate this one",
    ),
    _row(
        "request-enum-member-added",
        "wire",
        FINE,
        NOTICED,
        "",
        "a call to an old responder that sends it fails",
        "send it only when every responder knows it, or open the enum with `_` first",
    ),
    _row(
        "request-enum-member-removed",
        "wire source",
        NOTICED,
        FINE,
        "a call of an old caller that sends it fails",
        "",
        "mark it `@deprecated`, and refuse it by a declared error",
    ),
    # Answers.
    _row(
        "response-required-added",
        "wire source",
        FINE,
        FAILS,
        "",
        "old responders do not send it: calls to them fail",
        "make it `{type}?` now and require it in the next release",
    ),
    _row("response-optional-added", "info", FINE, FINE),
    _row(
        "response-required-removed",
        "wire source",
        FAILS,
        FINE,
        "old callers require it: their calls fail",
        "",
        "make it `{type}?` and go on sending it until no old caller is left",
    ),
    _row(
        "response-optional-removed",
        "behaviour source",
        FINE,
        FINE,
        "old callers read that it is absent",
        "",
        "mark it `@deprecated` first",
    ),
    _row(
        "response-optional-to-required",
        "wire source",
        FINE,
        FAILS,
        "",
        "old responders may leave it out: calls to them then fail",
        "leave it optional, and fill it always",
    ),
    _row(
        "response-required-to-optional",
        "wire source",
        FAILS,
        FINE,
        "old callers require it: their calls fail where it is left out",
        "",
        "go on sending it until no old caller is left",
    ),
    _row(
        "response-type-changed",
        "wire source",
        FAILS,
        FAILS,
        "new responders send `{type}`: read as `{was}` by an old caller, it {old_verdict}",
        "old responders send `{was}`: read as `{type}`, it {new_verdict}",
        "add an optional field of the new type beside it, and deprecate this one",
    ),
    _row(
        "response-type-confused",
        "always source",
        WRONG,
        WRONG,
        "new responders send `{type}`: read as `{was}` by an old caller, it {old_verdict}",
        "old responders send `{was}`: read as `{type}`, it {new_verdict}",
        "add an optional field of the new type beside it, and deprecate this one",
    ),
    _row(
        "response-enum-member-added",
        "wire",
        NOTICED,
        FINE,
        "old callers cannot read an answer that holds it: their calls fail",
        "",
        "answer it only when every caller knows it, or open the enum with `_` first",
    ),
    _row(
        "response-enum-member-removed",
        "wire source",
        FINE,
        NOTICED,
        "",
        "a new caller cannot read an old responder's answer that holds it",
        "mark it `@deprecated`, and remove it when no old responder is left",
    ),
    # Errors.
    _row(
        "error-added",
        "wire",
        FAILS,
        FINE,
        "old callers get it as an error that they do not know",
        "",
        "raise an error that old callers know until none is left",
    ),
    _row(
        "error-removed",
        "wire source",
        REFUSED,
        FAILS,
        "a responder that still raises it makes the call fail without its name, and plain "
        "Twisted closes the connection",
        "new callers get it from an old responder as an error that they do not know",
        "leave it in `raises` until no responder raises it",
    ),
    _row(
        "error-code-changed",
        "wire",
        FAILS,
        FAILS,
        "old callers get it as an error that they do not know",
        "new callers get it from an old responder as an error that they do not know",
        'keep the code: `error {name} = "{was}"`',
    ),
    _row(
        "error-became-fatal",
        "wire",
        CLOSES,
        FINE,
        "after it the connection of an old caller is closed, and other calls on it fail",
        "",
        "declare another error for what ends the connection",
    ),
    _row(
        "error-became-nonfatal",
        "wire",
        FINE,
        CLOSES,
        "",
        "after it an old responder closes the connection, and other calls on it fail",
        _RESPONDERS_FIRST,
    ),
    # Enums, wherever they travel.
    _row(
        "enum-wire-value-changed",
        "wire",
        MISREAD,
        MISREAD,
        "an old and a new side do not read each other's value: the call fails",
        "an old and a new side do not read each other's value: the call fails",
        "keep its value: `{name} = {was}`",
    ),
    _row(
        "enum-closed",
        "wire source",
        NOTICED,
        NOTICED,
        "old callers may send a value that no member has: their calls then fail",
        "old responders may answer a value that no member has: calls to them then fail",
        "leave it open, and refuse unknown values by a declared error",
    ),
    _row(
        "enum-opened",
        "wire source",
        NOTICED,
        NOTICED,
        "old callers cannot read a value that no member has: their calls fail",
        "old responders refuse a value that no member has: calls to them fail",
        "send members only, until every reader is upgraded",
    ),
    # Both directions.
    _row(
        "field-wire-name-changed",
        "wire",
        REFUSED,
        REFUSED,
        way='keep its name on the wire: `@wire("{was}")`',
    ),
    _row(
        "custom-type-changed",
        "behaviour",
        FINE,
        FINE,
        way="let both classes read what the other writes",
    ),
    _row(
        "default-changed",
        "behaviour",
        WRONG,
        WRONG,
        "what an old caller leaves out, or finds left out, is `{was}` to it and `{value}` to the "
        "new responder",
        "what a new caller leaves out, or finds left out, is `{value}` to it and `{was}` to the "
        "old responder",
        "leave the default, and say the new value where it is used",
    ),
    # Names for later.
    _row(
        "name-removed-not-reserved",
        "hygiene",
        FINE,
        FINE,
        way="write `reserved {name}` where it stood, so that it does not come back as another thing",
    ),
    _row(
        "reserved-name-reused",
        "hygiene",
        FINE,
        FINE,
        way="take another name: old sides may still know this one as what it was",
    ),
    _row(
        "reserved-removed",
        "hygiene",
        FINE,
        FINE,
        way="leave the name reserved: old sides may still know it",
    ),
    # Programs that use the package.
    _row("interface-name-changed", "source", FINE, FINE, way="programs import other names now"),
    _row("protocol-name-changed", "source", FINE, FINE, way="programs import other names now"),
    _row("type-name-changed", "source", FINE, FINE, way="programs import another name now"),
    _row("error-class-name-changed", "source", FINE, FINE, way="programs catch another class now"),
    _row("python-name-changed", "source", FINE, FINE, way="programs use another name now"),
    _row("python-name-removed", "source", FINE, FINE, way="programs cannot import it any more"),
    _row("python-type-changed", "source", FINE, FINE, way="programs meet another type now"),
    _row("schema-name-changed", "source", FINE, FINE, way="programs import another package now"),
)

ROWS = {row.id: row for row in _ROWS}

UNHEARD = "what old callers send is dropped, and a plain Twisted responder closes the connection"
NEW_UNHEARD = "what is sent to old responders is dropped, and plain Twisted closes the connection"
