"""``ampgen breaking`` says of every row what a run of it shows."""

from __future__ import annotations

import pytest

from ampgen.breaking import breaking
from ampgen.breaking.comparing import Comparison
from ampgen.breaking.table import ROWS
from ampgen.text import Source
from ampgen.understanding import Understood, understand
from tests.compatibility.cases import CASES, Case


def version(text: str) -> Understood:
    return understand([Source("cases.amp", f"schema cases\n{text}")], ())


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_row_is_found_with_what_a_run_of_it_shows(case: Case) -> None:
    changes = Comparison(version(case.old), version(case.new), "any").changes()
    found = [one for one in changes if one.rule == case.rule]
    assert found, case.rule
    # A value that happens to be read does not show the worst of a change.
    for shown, said in (
        (case.old_caller, found[0].effects.old_caller),
        (case.new_caller, found[0].effects.new_caller),
    ):
        assert shown == "ok" or shown == str(said), case


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_row_that_breaks_calls_is_told_without_being_asked_for(case: Case) -> None:
    told = {one.rule for one in breaking(version(case.old), version(case.new))}
    breaks = (case.old_caller, case.new_caller) != ("ok", "ok")
    categories = ROWS[case.rule].categories
    if {case.old_caller, case.new_caller} <= {"ok", "S"}:
        # What changes some values and refuses none is a matter of behaviour.
        changes = Comparison(version(case.old), version(case.new), "any").changes()
        categories = next(one.row.categories for one in changes if one.rule == case.rule)
    if breaks and "info" not in categories and "behaviour" not in categories:
        assert case.rule in told


def test_every_rule_that_can_break_a_call_is_run() -> None:
    run = {case.rule for case in CASES}
    unlikely = {"custom-type-changed"}  # Only the two classes know what they do.
    quiet = {
        row.id
        for row in ROWS.values()
        if set(row.categories) <= {"hygiene", "source"} and not row.id.startswith("command")
    }
    assert run == ROWS.keys() - quiet - unlikely
