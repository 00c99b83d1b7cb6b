"""Text of a schema reaches Python as a literal that means exactly that text."""

from __future__ import annotations

import ast
import math

import black
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampgen.presenting.literals import docstring, literal, normal

VALUES = (
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.text("\"'\\\n{}%ab ")
    | st.binary()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
)


@given(VALUES)
def test_a_literal_means_its_value_and_is_blacks(value: str | bytes | int | float) -> None:
    text = literal(value)
    read = ast.literal_eval(text)
    assert (type(read), read) == (type(value), value)
    assert text.isprintable()
    assert black.format_str(f"x = {text}", mode=black.Mode()) == f"x = {text}\n"


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_a_float_that_is_no_number_has_no_literal(value: float) -> None:
    with pytest.raises(ValueError):
        literal(value)


@given(
    st.text(st.characters(exclude_categories=["C", "Z"]))
    | st.text("\"'\\\n\t {}ab")
    | st.text('"\\', min_size=1)
)
def test_a_docstring_means_its_text_and_is_blacks(words: str) -> None:
    text = normal(words)
    if not text:
        return
    lines = docstring(text).split("\n")
    body = "\n".join([f"    {lines[0]}", *(f"    {line}" if line else "" for line in lines[1:])])
    module = f"class X:\n{body}\n"
    tree = ast.parse(module)
    assert isinstance(tree.body[0], ast.ClassDef)
    assert (ast.get_docstring(tree.body[0]) or "").strip() == text.strip()
    assert black.format_str(module, mode=black.Mode()) == module


@given(st.text("ab \t\n"))
def test_normal_documentation_is_left_as_it_is(words: str) -> None:
    assert normal(normal(words)) == normal(words)
