"""Single files: made whole and never over another, and replaced in one step."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from ampgen.findings import Unusable
from ampgen.writing import create, replace
from tests.writing.samples import on_disk

FILES = {"server.py": "print('serve')\n", "client.py": "print('ask')\n"}


def test_files_are_made_with_their_folders_and_the_modes_of_others(tmp_path: Path) -> None:
    made = create(tmp_path / "a" / "b", FILES)
    assert made == (tmp_path / "a/b/server.py", tmp_path / "a/b/client.py")
    assert on_disk(tmp_path) == {f"a/b/{name}": text for name, text in FILES.items()}
    (tmp_path / "other").write_text("")
    modes = {path.stat().st_mode for path in (*made, tmp_path / "other")}
    assert len(modes) == 1
    assert sorted(os.listdir(tmp_path / "a" / "b")) == sorted(FILES)


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "client.py").write_text("mine")
    with pytest.raises(Unusable, match="never overwritten"):
        create(tmp_path, FILES)
    assert on_disk(tmp_path) == {"client.py": "mine"}


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_meanwhile_is_kept_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    plain = os.link

    def link(old: Path, new: Path) -> None:
        if new.name == "client.py":
            new.write_text("mine")
        if not links:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))
        plain(old, new)

    monkeypatch.setattr(os, "link", link)
    with pytest.raises(Unusable, match=r"cannot write \S+client\.py: file exists"):
        create(tmp_path, FILES)
    assert on_disk(tmp_path) == {"client.py": "mine"}
    assert os.listdir(tmp_path) == ["client.py"]


@pytest.mark.parametrize("at", range(3))
def test_a_full_disk_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    calls = count()

    def full(descriptor: int) -> None:
        if next(calls) == at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    if at < 2:
        with pytest.raises(Unusable, match="no space left on device"):
            create(tmp_path / "new", FILES)
        assert os.listdir(tmp_path) == []
    else:
        create(tmp_path / "new", FILES)


def test_what_a_dead_run_left_beside_a_file_is_removed(tmp_path: Path) -> None:
    file = tmp_path / "a.amp"
    file.write_bytes(b"old")
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / f".a.amp.{ended.pid}").write_text("half")
    (tmp_path / f".a.amp.{os.getpid()}").write_text("of an earlier one with our number")
    (tmp_path / f".b.amp.{ended.pid}").write_text("another file's")
    replace(os.fspath(file), b"old", b"new")
    assert file.read_bytes() == b"new"
    assert sorted(os.listdir(tmp_path)) == [f".b.amp.{ended.pid}", "a.amp"]


@pytest.mark.skipif(os.name != "posix", reason="files have no such modes here")
def test_a_file_that_is_replaced_keeps_its_mode_and_its_owner(tmp_path: Path) -> None:
    """Whoever formats as root, in a container for example, takes no file away from its owner."""
    file = tmp_path / "a.amp"
    file.write_bytes(b"old")
    if os.getuid() == 0:
        os.chown(file, 1234, 4321)
    file.chmod(0o640)
    before = os.stat(file)
    replace(os.fspath(file), b"old", b"new")
    after = os.stat(file)
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )
    assert after.st_mtime_ns > before.st_mtime_ns


def test_a_failure_to_replace_leaves_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.amp"
    file.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unusable, match=re.escape(f"cannot write {file}: ")):
        replace(os.fspath(file), b"old", b"new")
    assert on_disk(tmp_path) == {"a.amp": "old"}
