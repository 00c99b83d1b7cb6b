"""A short run of ``python -m tests.fuzz.wire``, the same one each time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fuzz.running import generator
from tests.fuzz.wire import compare, package, packages

STEPS = 80


@pytest.fixture(scope="module", autouse=True)
def imported() -> Iterator[None]:
    with packages():
        yield


@pytest.mark.parametrize("name", ["everything", "wired", "random1"])
def test_both_paths_do_the_same_with_whatever_comes(name: str) -> None:
    interfaces = package(name)
    problems = [
        problem
        for number in range(STEPS)
        if (problem := compare(interfaces, generator(1, number)))
    ]
    assert not problems, "\n\n".join(problems)
