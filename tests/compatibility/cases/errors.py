"""Errors that come, go and change."""

from __future__ import annotations

from tests.compatibility.cases.kind import CALLER, Case
from tests.compatibility.running import Call

_BUSY = "error Busy"


def _errors(old: str, new: str, before: str, after: str | None = None) -> tuple[str, str]:
    after = before if after is None else after
    return (
        f"{before}\ninterface Work {{ command Do() {old} }}",
        f"{after}\ninterface Work {{ command Do() {new} }}",
    )


CASES = (
    Case(
        "error-added",
        "",
        *_errors("", "raises Busy", _BUSY),
        "E",
        "ok",
        Call(raises="Busy"),
        Call(),
        CALLER,
    ),
    Case(
        "error-removed",
        "",
        *_errors("raises Busy", "", _BUSY),
        "E / X",
        "ok",
        Call(raises="Busy"),
        Call(),
    ),
    Case(
        "error-removed",
        "raised by an old responder",
        *_errors("raises Busy", "", _BUSY),
        "ok",
        "E",
        Call(),
        Call(raises="Busy"),
        CALLER,
    ),
    Case(
        "error-added",
        "fatal",
        *_errors("", "raises fatal Busy", _BUSY),
        "X",
        "ok",
        Call(raises="Busy"),
        Call(),
        CALLER,
    ),
    Case(
        "error-removed",
        "a fatal one raised by an old responder",
        *_errors("raises fatal Busy", "", _BUSY),
        "ok",
        "X",
        Call(),
        Call(raises="Busy"),
        CALLER,
    ),
    Case(
        "error-code-changed",
        "to that of another",
        *_errors(
            "raises Busy, Full",
            "raises Busy, Full",
            'error Busy = "1" error Full = "2"',
            'error Busy = "2" error Full = "1"',
        ),
        "S",
        "S",
        Call(raises="Busy"),
        Call(raises="Busy"),
        CALLER,
    ),
    Case(
        "error-code-changed",
        "",
        *_errors("raises Busy", "raises Busy", _BUSY, 'error Busy = "BUSY"'),
        "E",
        "E",
        Call(raises="Busy"),
        Call(raises="Busy"),
        CALLER,
    ),
    Case(
        "error-became-fatal",
        "",
        *_errors("raises Busy", "raises fatal Busy", _BUSY),
        "X",
        "ok",
        Call(raises="Busy"),
        Call(),
        CALLER,
    ),
    Case(
        "error-became-fatal",
        "raised by an old responder",
        *_errors("raises Busy", "raises fatal Busy", _BUSY),
        "X",
        "ok",
        Call(raises="Busy"),
        Call(raises="Busy"),
        CALLER,
    ),
    Case(
        "error-became-nonfatal",
        "",
        *_errors("raises fatal Busy", "raises Busy", _BUSY),
        "ok",
        "X",
        Call(raises="Busy"),
        Call(raises="Busy"),
        CALLER,
    ),
)
