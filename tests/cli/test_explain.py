"""``ampgen explain``: the rules, in the words that a diagnostic sends the reader to."""

from __future__ import annotations

import textwrap
from pathlib import Path

from ampgen.rules import all_rules
from tests.cli.commands import ampgen


def test_every_rule_is_listed_in_one_line(tmp_path: Path) -> None:
    ran = ampgen("explain", cwd=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert [line.split()[0] for line in lines] == [rule.id for rule in all_rules()]
    assert all(len(line) <= 100 for line in lines)


def test_a_rule_comes_with_a_bad_and_a_good_example(tmp_path: Path) -> None:
    rule = next(rule for rule in all_rules() if rule.id == "oneway-raises")
    for name in ("oneway-raises", "[oneway-raises]"):
        ran = ampgen("explain", name, cwd=tmp_path)
        assert (ran.status, ran.err) == (0, "")
        assert ran.out.startswith(f"{rule.id}: {rule.summary}\n\n")
        assert " ".join(rule.explanation.split()) in " ".join(ran.out.split())
        assert textwrap.indent(rule.bad, "    ") in ran.out
        assert textwrap.indent(rule.good, "    ") in ran.out
        assert all(len(line) <= 100 for line in ran.out.splitlines())
