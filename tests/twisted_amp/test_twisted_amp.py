"""Twisted's own tests for AMP pass on generated connections, but for a written list."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.twisted_amp.differing import DIFFERING

TOP = Path(__file__).parents[2]
Outcomes = dict[str, "str | None"]


def outcomes(folder: Path, *words: str) -> Outcomes:
    """Run the tests in a folder of their own, since they leave files."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.twisted_amp.running", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(TOP)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    # Some of the tests print.
    found: Outcomes = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    return outcomes(tmp_path_factory.mktemp("plain"), "--plain")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    return outcomes(tmp_path_factory.mktemp("ours"))


def test_the_same_tests_run_on_both(plain: Outcomes, ours: Outcomes) -> None:
    assert len(plain) > 100
    assert plain.keys() == ours.keys()


def test_only_the_listed_tests_fail(plain: Outcomes, ours: Outcomes) -> None:
    failed = {name: text for name, text in ours.items() if text and not plain[name]}
    assert {name: text for name, text in failed.items() if name not in DIFFERING} == {}


@pytest.mark.parametrize("name", DIFFERING)
def test_a_listed_test_fails(name: str, ours: Outcomes) -> None:
    if name not in ours:
        pytest.skip("this Twisted does not have it, or skips it here")
    assert ours[name] is not None, "it passes: take it off the list"
