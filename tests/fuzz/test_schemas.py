"""A short run of ``python -m tests.fuzz.schemas``, the same one each time."""

from __future__ import annotations

import pytest

from tests.fuzz.running import generator
from tests.fuzz.schemas import attempt, step, texts

STEPS = 150


def test_broken_schemas_are_refused_in_words() -> None:
    problems = [problem for number in range(STEPS) if (problem := step(generator(1, number)))]
    assert not problems, "\n\n".join(problems)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        "schema",
        "schema a\n" * 500,
        "schema a\nrecord R { x: " + "list[" * 20_000 + "int" + "]" * 20_000 + " }",
        "schema a\nrecord R { x: int = " + "9" * 10_000 + " }",
        "schema a\nrecord R { x: decimal = 1e999999999 }",
        "schema a\n" + "record R {}\n" * 3_000,
        "schema a\n" + "@wire(" * 5_000,
        "schema a\n" + "".join(f"record R{n} {{ x: R{n + 1} }}\n" for n in range(2_000)),
        'schema a\nerror E = "' + "x" * 500_000,
        "schema a\n" + "import a.b as c\n" * 2_000,
        "schema a\n/// " + "doc " * 200_000,
    ],
    ids=lambda text: ascii(text[:24]),
)
def test_extreme_schemas_are_understood_or_refused_in_time(text: str) -> None:
    assert attempt(text) is None


def test_there_are_schemas_to_start_from() -> None:
    assert len(texts()) > 10
