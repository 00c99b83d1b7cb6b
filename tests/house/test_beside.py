"""Work in a second process gives what it gives in this one."""

from __future__ import annotations

import os
import time

import pytest

from ampgen import beside
from ampgen.compiling import packages_of_checked
from ampgen.text import Source
from ampgen.understanding import understand

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture(autouse=True)
def possible(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one processor be enough, and threads of the tests' own be no obstacle."""
    monkeypatch.setattr(beside, "_possible", lambda: True)


def test_the_result_comes_from_another_process() -> None:
    with beside.started(lambda: f"é{os.getpid()}" + "x" * 1_000_000) as result:
        text = result()
    assert text.endswith("x" * 1_000_000) and text[0] == "é"
    assert text.strip("éx") != str(os.getpid())


def test_what_fails_there_fails_here() -> None:
    def work() -> str:
        raise LookupError(os.getpid())

    with beside.started(work) as result, pytest.raises(LookupError, match=str(os.getpid())):
        result()


def test_who_does_not_wait_leaves_no_process_behind() -> None:
    def work() -> str:
        time.sleep(60)
        return ""

    began = time.monotonic()
    with pytest.raises(KeyError), beside.started(work):
        raise KeyError
    assert time.monotonic() - began < 30
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_without_a_process_the_work_is_done_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def fork() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", fork)
    with beside.started(lambda: str(os.getpid())) as result:
        assert result() == str(os.getpid())


def test_a_large_package_is_the_same_from_two_processes() -> None:
    commands = "\n".join(f"command C{n}(a: int) -> (b: str)" for n in range(80))
    schemas = understand([Source("a.amp", f"schema a\ninterface I {{ {commands} }}")], []).schemas
    assert packages_of_checked(schemas, two=True) == packages_of_checked(schemas)
