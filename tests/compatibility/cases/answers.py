"""Fields of answers that come, go and change."""

from __future__ import annotations

from tests.compatibility.cases.kind import LEVEL, POINT, POINT_Y, answered
from tests.compatibility.running import Call

CASES = (
    answered("response-required-added", "", "", "email: str", "ok", "E"),
    answered(
        "response-required-added",
        "in a record",
        "at: Point",
        "at: Point",
        "ok",
        "E",
        before=POINT,
        after=POINT_Y,
    ),
    answered(
        "response-optional-added", "", "", "email: str?", asks_old=Call(answers={"email": "a"})
    ),
    answered("response-required-removed", "", "email: str", "", "E", "ok"),
    answered(
        "response-optional-removed", "", "email: str?", "", asks_new=Call(answers={"email": "a"})
    ),
    answered("response-optional-to-required", "", "email: str?", "email: str", "ok", "E"),
    answered("response-required-to-optional", "left out", "email: str", "email: str?", "E", "ok"),
    answered(
        "response-required-to-optional",
        "sent",
        "email: str",
        "email: str?",
        "ok",
        "ok",
        Call(answers={"email": "a"}),
    ),
    answered("response-type-changed", "", "n: int", "n: str", "E", "ok"),
    answered("response-type-changed", "for some", "n: str", "n: int", "ok", "E"),
    answered(
        "response-type-confused",
        "",
        "n: bytes",
        "n: list[bytes]",
        "S",
        "S",
        asks_new=Call(answers={"n": b"\0\1a"}),
    ),
    answered(
        "response-enum-member-added",
        "",
        "n: Level",
        "n: Level",
        "E / ok",
        "ok",
        Call(answers={"n": "top"}),
        before=LEVEL,
        after="enum Level { low high top }",
    ),
    answered(
        "response-enum-member-removed",
        "",
        "n: Level",
        "n: Level",
        "ok",
        "E / ok",
        asks_new=Call(answers={"n": "high"}),
        before=LEVEL,
        after="enum Level { low }",
    ),
    answered("field-wire-name-changed", "required", "n: int", '@wire("m") n: int', "E", "E"),
    answered(
        "field-wire-name-changed",
        "optional",
        "n: int?",
        '@wire("m") n: int?',
        "S",
        "S",
        Call(answers={"n": 1}),
        Call(answers={"n": 1}),
    ),
    answered(
        "default-changed",
        "",
        "n: int = 1",
        "n: int = 2",
        "S",
        "S",
        Call(answers={"n": 2}),
        Call(answers={"n": 1}),
    ),
)
