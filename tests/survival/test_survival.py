"""A short form of ``python -m tests.survival``, which kills and fails more often."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .crowds import crowded
from .faults import Fault
from .running import Nursery, failing, faults, killed, nursery
from .scene import Broken, Scene, check_message

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is forked or killed")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Scene, Nursery]]:
    with nursery(tmp_path_factory.mktemp("survival")) as both:
        yield both


def test_a_run_that_is_killed_leaves_the_old_packages_or_the_new(
    stage: tuple[Scene, Nursery],
) -> None:
    counted = killed(*stage, kills=40, seed=1)
    assert sum(counted.values()) == 40


@pytest.mark.parametrize("exchange", ["works", "none", "cross"])
@pytest.mark.parametrize("what", ["EIO", "ENOSPC", "EDQUOT", "SIGKILL", "SIGTERM"])
def test_whatever_fails_or_ends_a_run_leaves_the_old_packages_or_the_new(
    stage: tuple[Scene, Nursery], what: str, exchange: str
) -> None:
    # Each kind at other calls, and together at most of them.
    first = [errno.EIO, errno.ENOSPC, errno.EDQUOT, signal.SIGKILL, signal.SIGTERM].index(
        getattr(errno, what, None) or getattr(signal, what)
    )
    listed = faults(*stage, what, exchange, first=False)
    failing(*stage, listed[first * 13 :: 67])


def test_a_run_that_fails_makes_no_folders(stage: tuple[Scene, Nursery]) -> None:
    listed = faults(*stage, "ENOSPC", "works", first=True)
    counted = failing(*stage, listed[3::61], first=True)
    assert counted["told"] > 3


def test_runs_at_once_leave_packages_of_one_form(stage: tuple[Scene, Nursery]) -> None:
    crowded(stage[0], processes=4, rounds=1, kills=False, seed=1)


def test_what_must_not_be_is_seen(stage: tuple[Scene, Nursery], tmp_path: Path) -> None:
    """The verdicts themselves: a mixture, a leftover, and a message that helps nobody."""
    scene, children = stage
    half = scene.out / "acme" / "users" / "client.py"
    (scene.out / "acme" / ".ampgen-1-00000000").mkdir()
    with pytest.raises(Broken, match="besides the packages there are"):
        scene.tidy()
    half.write_bytes(half.read_bytes()[:-1])
    with pytest.raises(Broken, match="users is neither the old nor the new one"):
        scene.standing()
    for text in ("Traceback", "", "ampgen: cannot write a: no\nampgen: again\n"):
        with pytest.raises(Broken, match="no clear line"):
            check_message(text)
    half.unlink()
    children.run()
    assert set(os.listdir(scene.out / "acme")) == {"common", "users"}


def test_a_fault_happens_at_its_call_and_no_other(stage: tuple[Scene, Nursery]) -> None:
    scene, children = stage
    scene.turn()
    ended = children.run(Fault(1, "ENOSPC"))
    assert (ended.status, "no space left on device" in ended.err) == (3, True)
    ended = children.run(Fault(10_000, "ENOSPC"))
    assert ended.status == 0
    assert 20 < ended.calls < 10_000
