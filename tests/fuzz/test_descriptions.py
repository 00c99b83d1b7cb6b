"""A short run of ``python -m tests.fuzz.descriptions``, and what it found once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.fuzz.descriptions import attempt, descriptions, step
from tests.fuzz.running import generator

STEPS = 100


def test_broken_descriptions_are_refused_in_words() -> None:
    problems = [problem for number in range(STEPS) if (problem := step(generator(1, number)))]
    assert not problems, "\n\n".join(problems)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b'{"ampgen": 1}',
        b'{"ampgen": 1, "schema": "\\n", "schemas": {"\\n": {}}, "\\nx": 1}',
        b'{"ampgen": 1, "schema": "a", "schemas": {"a": {"name": "b"}}}',
        b'{"ampgen": ' + b"[" * 100_000,
        b'{"ampgen": 1, "schemas": {' + b'"a": {}, ' * 100_000 + b'"b": {}}}',
        b'{"\\ud800": 1, "ampgen": 1}',
    ],
    ids=lambda data: ascii(data[:24]),
)
def test_odd_documents_are_recalled_or_refused_in_words(data: bytes) -> None:
    assert attempt(data) is None


def test_there_are_descriptions_to_start_from() -> None:
    assert len(descriptions()) > 10


def test_fuzzing_by_coverage_says_what_it_wants_where_that_is_missing() -> None:
    command = "import sys; sys.modules['atheris'] = None; from tests.fuzz.coverage import main; "
    command += "sys.exit(main([]))"
    ran = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True)
    assert ran.returncode == 3 and "pip install '.[fuzz]'" in ran.stderr
