"""One case, and the usual kinds of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.compatibility.running import Call

RESPONDER = "responder"
CALLER = "caller"


@dataclass(frozen=True)
class Case:
    rule: str
    note: str
    old: str
    new: str
    old_caller: str = "ok"
    new_caller: str = "ok"
    asks_old: Call = field(default_factory=Call)
    asks_new: Call = field(default_factory=Call)
    reader: str = RESPONDER

    def __str__(self) -> str:
        return f"{self.rule}-{self.note}".replace(" ", "-")


def asked(
    rule: str,
    note: str,
    old: str,
    new: str,
    old_caller: str = "ok",
    new_caller: str = "ok",
    asks_old: Call | None = None,
    asks_new: Call | None = None,
    before: str = "",
    after: str | None = None,
) -> Case:
    """A change of the arguments of one command; ``before`` and ``after`` are declarations."""
    return Case(
        rule,
        note,
        f"{before}\ninterface Work {{ command Do({old}) -> (done: bool) }}",
        f"{before if after is None else after}\ninterface Work {{ command Do({new}) -> (done: bool) }}",
        old_caller,
        new_caller,
        asks_old or Call(),
        asks_new or Call(),
    )


def answered(
    rule: str,
    note: str,
    old: str,
    new: str,
    old_caller: str = "ok",
    new_caller: str = "ok",
    asks_old: Call | None = None,
    asks_new: Call | None = None,
    before: str = "",
    after: str | None = None,
) -> Case:
    """A change of the answer of one command; ``before`` and ``after`` are declarations."""
    return Case(
        rule,
        note,
        f"{before}\ninterface Work {{ command Do() -> ({old}) }}",
        f"{before if after is None else after}\ninterface Work {{ command Do() -> ({new}) }}",
        old_caller,
        new_caller,
        asks_old or Call(),
        asks_new or Call(),
        CALLER,
    )


LEVEL = "enum Level { low high }"
ENTRY = "record Entry { key: str value: int }"
POINT = "record Point { x: int }"
POINT_Y = "record Point { x: int y: int }"
