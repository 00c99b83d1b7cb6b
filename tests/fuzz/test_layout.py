"""A short run of ``python -m tests.fuzz.layout``, the same one each time."""

from __future__ import annotations

from tests.fuzz.layout import step
from tests.fuzz.running import generator

STEPS = 5


def test_black_leaves_alone_what_is_printed_of_odd_schemas() -> None:
    problems = [problem for number in range(STEPS) if (problem := step(generator(2, number)))]
    assert not problems, "\n\n".join(problems)
