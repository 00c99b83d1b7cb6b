"""A name that is declared a second time hides nothing that is wrong in that declaration."""

from __future__ import annotations

import pytest

from tests.language.examples import rules_of


@pytest.mark.parametrize(
    "text, rule",
    [
        ("record A { x: int }\nrecord A { y: Intt }", "unknown-type"),
        ("record A { x: int  x: Intt }", "unknown-type"),
        ("enum A { a }\nenum A { b = 1 }", "enum-value"),
        ('error A = "a"\nerror A = "UNKNOWN"', "reserved-code"),
        ("interface A { }\ninterface A { command B(x: Intt) }", "unknown-type"),
        ("interface A { command B()\ncommand B(x: Intt) }", "unknown-type"),
        (
            "interface A { }\nprotocol P { server answers A }\nprotocol P { server answers B }",
            "unknown-interface",
        ),
    ],
)
def test_a_second_declaration_is_looked_at_all_the_same(text: str, rule: str) -> None:
    assert sorted(rules_of(f"schema twice\n{text}\n")) == sorted(["declared-twice", rule])
