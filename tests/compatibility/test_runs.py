"""Each row of the table, run: an old and a new side talk, and what happens is what it says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ampgen.schema import Schema
from tests.building import build, importable
from tests.compatibility.cases import CASES, CALLER, Case
from tests.compatibility.running import Call, Version, outcomes

Built = dict[int, tuple[Version, Version]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Return the old and the new package of each case."""
    folder = tmp_path_factory.mktemp("compatibility")
    made: list[tuple[Schema, ...]] = []
    for number, case in enumerate(CASES):
        texts = {f"{age}{number}": text for age, text in (("old", case.old), ("new", case.new))}
        made.append(
            tuple(
                build({f"{name}.amp": f"schema {name}\n{text}"}, folder)[0]
                for name, text in texts.items()
            )
        )
    with importable(folder):
        yield {
            number: (Version.load(old), Version.load(new))
            for number, (old, new) in enumerate(made)
        }


@pytest.mark.parametrize("number", range(len(CASES)), ids=map(str, CASES))
def test_what_the_table_says_happens(number: int, built: Built) -> None:
    case = CASES[number]
    old, new = built[number]
    assert _table(case, old, new, case.asks_old) == _expected(case.old_caller)
    assert _table(case, new, old, case.asks_new) == _expected(case.new_caller)


def _expected(letters: str) -> dict[str, set[str]]:
    generated, *plain = letters.split(" / ")
    return {"generated": {generated}, "plain": {*plain} or {generated}}


def _table(case: Case, caller: Version, responder: Version, call: Call) -> dict[str, set[str]]:
    """Return all that happened, by the kind of the side that reads."""
    found: dict[str, set[str]] = {}
    for one, two, outcome in outcomes(caller, responder, call):
        found.setdefault(one if case.reader == CALLER else two, set()).add(outcome)
    return found
