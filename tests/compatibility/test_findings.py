"""``ampgen breaking`` says of every row what a run of it shows."""

from __future__ import annotations

import pytest

from ampgen.breaking.comparing import Comparison
from ampgen.text import Source
from ampgen.understanding import Understood, understand
from tests.compatibility.cases import CASES, Case


def version(text: str) -> Understood:
    return understand([Source("cases.amp", f"schema cases\n{text}")], ())


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_row_is_found_with_what_a_run_of_it_shows(case: Case) -> None:
    changes = Comparison(version(case.old), version(case.new), "any").changes()
    found = [one for one in changes if one.rule == case.rule]
    print([(one.rule, one.fact, str(one.effects)) for one in changes])
    assert found, case.rule
    # A value that happens to be read does not show the worst of a change.
    for shown, said in (
        (case.old_caller, found[0].effects.old_caller),
        (case.new_caller, found[0].effects.new_caller),
    ):
        assert shown == "ok" or shown == str(said), case
