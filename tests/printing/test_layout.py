"""Pieces of layout are as black has them, at every width."""

from __future__ import annotations

import black
import pytest

from ampgen.presenting.shape import any_of, indented, tuple_of


@pytest.mark.parametrize("size", range(1, 40))
@pytest.mark.parametrize("count", range(1, 7))
def test_conditions_and_tuples_are_blacks_at_every_width(size: int, count: int) -> None:
    words = ["x" * size + str(index) for index in range(count)]
    equal = [f"self.{word} == other.{word}" for word in words]
    lines = [
        any_of("or", [f"type({word}) is not str" for word in words], "if ", ":", 4),
        indented("raise Unusual"),
        f"__slots__ = {tuple_of([repr(word)[1:-1] for word in words], 16)}",
        any_of("and", equal, "return ", "", 4),
    ]
    text = "def f():\n" + "\n".join(map(indented, lines)) + "\n"
    if max(map(len, text.split("\n"))) <= 88:
        assert black.format_str(text, mode=black.Mode()) == text
