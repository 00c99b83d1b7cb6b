"""A state is believed only where nobody else can have written it, and whole or not at all."""

from __future__ import annotations

import os
import random
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ampgen.noticing import WHOLE, look, rest, young
from ampgen.remembering import keeping
from ampgen.remembering.recalling import packed, state_folder
from tests.remembering.runs import Project

LINE = ("compile", "protocols", "--out", "gen")

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has access lists")


@pytest.fixture
def settled(project: Project) -> Project:
    assert project.remembered(*LINE)
    return project


@posix
def test_nobody_else_can_read_or_write_a_state(settled: Project) -> None:
    assert settled.states.stat().st_mode & 0o777 == 0o700
    assert settled.state().stat().st_mode & 0o777 == 0o600


@posix
@pytest.mark.parametrize("mode", [0o770, 0o702, 0o1777])
def test_a_folder_that_others_write_to_is_not_used(mode: int, settled: Project) -> None:
    settled.states.chmod(mode)
    assert not settled.remembered(*LINE)


@posix
def test_a_folder_that_others_could_swap_is_not_used(settled: Project) -> None:
    above = settled.states.parent
    above.chmod(0o777)
    assert not settled.known(*LINE)
    # As /tmp is: nobody moves what is somebody else's.
    above.chmod(0o1777)
    assert settled.known(*LINE)


@posix
@pytest.mark.parametrize("place", ["state", "folder", "above"])
def test_what_somebody_else_owns_is_not_used(
    place: str, settled: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = {
        "state": settled.state(),
        "folder": settled.states,
        "above": settled.states.parent,
    }[place]
    number = path.stat().st_ino
    if os.geteuid() == 0:
        os.chown(path, 1234, 1234)
    else:
        pretend_owner(monkeypatch, number)
    assert not settled.known(*LINE)


def pretend_owner(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    lstat, fstat = os.lstat, os.fstat

    def owned(found: os.stat_result) -> os.stat_result:
        fields = list(found)
        fields[4] += found.st_ino == number
        return os.stat_result(fields)

    def owned_path(path: str) -> os.stat_result:
        return owned(lstat(path))

    def owned_file(number: int) -> os.stat_result:
        return owned(fstat(number))

    monkeypatch.setattr(os, "lstat", owned_path)
    monkeypatch.setattr(os, "fstat", owned_file)


@posix
def test_a_state_that_others_may_read_or_write_is_not_used(settled: Project) -> None:
    settled.state().chmod(0o604)
    assert not settled.known(*LINE)
    assert settled.remembered(*LINE)


@posix
def test_a_state_is_a_file_and_not_a_link_or_a_pipe(settled: Project) -> None:
    state = settled.state()
    moved = state.rename(state.with_name("moved"))
    state.symlink_to(moved)
    assert not settled.known(*LINE)
    state.unlink()
    os.mkfifo(state, 0o600)
    assert not settled.known(*LINE)
    state.unlink()
    state.mkdir()
    assert not settled.remembered(*LINE)


@posix
def test_a_link_in_the_place_of_a_state_is_replaced_and_not_followed(
    settled: Project, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    state = settled.state()
    state.unlink()
    state.symlink_to(victim)
    assert settled.remembered(*LINE)
    assert victim.read_text() == "mine" and not state.is_symlink()


def broken(data: bytes) -> Iterator[bytes]:
    chance = random.Random(11)
    yield b""
    yield data + b"x"
    yield data + data
    yield data.replace(b"state 1", b"state 2", 1)
    yield b"\0" * len(data)
    for _ in range(60):
        yield data[: chance.randrange(len(data))]
    for _ in range(300):
        at = chance.randrange(len(data))
        yield data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
    for _ in range(60):
        at, end = sorted(chance.randrange(len(data)) for _ in "12")
        yield data[:at] + chance.randbytes(chance.randrange(40)) + data[end:]


def test_a_damaged_state_is_none(settled: Project) -> None:
    state = settled.state()
    data = state.read_bytes()
    for one in broken(data):
        if one != data:
            state.write_bytes(one)
            assert not settled.known(*LINE)
    state.write_bytes(data)
    assert settled.known(*LINE)


def with_fields(state: Path, change: dict[int, str], keep: int | None = None) -> None:
    """Write a state anew with other fields and the right check sum."""
    fields = os.fsdecode(state.read_bytes().partition(b"\n")[2]).split("\0")[:-1][:keep]
    for number, field in change.items():
        fields[number] = field
    state.write_bytes(packed(fields))


@pytest.mark.parametrize(
    "change",
    [
        {0: "another run"},
        {1: "\x1b[31mred"},
        {2: "a\rb"},
        {3: "somehow"},
        {4: "/"},
        {5: ""},
    ],
    ids=["key", "output", "errors", "how", "path", "found"],
)
def test_a_whole_state_with_something_wrong_in_it_is_none(
    change: dict[int, str], settled: Project
) -> None:
    with_fields(settled.state(), {})
    assert settled.known(*LINE)
    with_fields(settled.state(), change)
    assert not settled.known(*LINE)


@pytest.mark.parametrize("keep", [0, 1, 2, 4, 5])
def test_a_state_with_too_few_fields_is_none(keep: int, settled: Project) -> None:
    with_fields(settled.state(), {}, keep)
    assert not settled.known(*LINE)


def test_an_endless_state_is_not_read(settled: Project) -> None:
    with open(settled.state(), "r+b") as stream:
        stream.truncate(1 << 34)
    assert not settled.known(*LINE)


def test_two_runs_with_one_name_for_their_states_do_no_harm(
    settled: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(data: bytes) -> int:
        return 0

    monkeypatch.setattr(zlib, "crc32", nothing)
    other = ("compile", "protocols", "--out", "other")
    assert settled.remembered(*LINE)
    assert settled.remembered(*other)
    assert not settled.known(*LINE)
    assert len(list(settled.states.iterdir())) == 2


@pytest.mark.parametrize("off", ["off", "OFF"])
def test_the_user_may_want_no_states(
    off: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AMPGEN_CACHE", off)
    assert not project.remembered(*LINE)
    assert not project.states.exists() and not (project.folder / off).exists()


@posix
def test_the_folder_is_where_the_users_caches_are(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AMPGEN_CACHE")
    caches = project.folder / "caches"
    monkeypatch.setenv("XDG_CACHE_HOME", str(caches))
    assert state_folder() == os.path.realpath(caches / "ampgen")
    assert project.remembered(*LINE)
    assert os.listdir(caches) == ["ampgen"]
    for nothing in ("", "caches"):
        monkeypatch.setenv("XDG_CACHE_HOME", nothing)
        monkeypatch.setenv("HOME", str(project.folder / "home"))
        assert state_folder() == os.path.realpath(project.folder / "home/.cache/ampgen")


def test_where_nothing_can_be_kept_nothing_is_said(
    project: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file = project.write("file", "")
    for place in (file, file / "below", Path("/proc/nowhere")):
        monkeypatch.setenv("AMPGEN_CACHE", str(place))
        assert not project.remembered(*LINE)
        captured = capfd.readouterr()
        assert captured.err == "" and len(captured.out.splitlines()) == 2
    assert file.read_text() == ""


@posix
@pytest.mark.parametrize("home", ["home", "", "."])
def test_a_home_that_is_nowhere_is_none(
    home: str, project: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("AMPGEN_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)

    def expanduser(path: str) -> str:
        return path.replace("~", home, 1)

    monkeypatch.setattr(os.path, "expanduser", expanduser)
    assert state_folder() is None
    for _ in range(2):
        assert not project.remembered(*LINE)
    assert capfd.readouterr().err == ""


def test_a_full_disk_leaves_nothing_behind(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(old: str, new: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", replace)
    assert not project.remembered(*LINE)
    assert list(project.states.iterdir()) == []


def test_states_do_not_grow_for_ever(settled: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_MOST", 5)
    first = settled.state()
    stranger = settled.states / "notes.txt"
    stranger.write_text("mine")
    for number in range(20):
        old = settled.states / f"{number:08x}.state"
        old.write_text("")
        os.utime(old, (1e9 + number, 1e9 + number))
    unfinished = settled.states / f"00000001.state.{'0' * 16}"
    unfinished.write_text("")
    os.utime(unfinished, (1e9, 1e9))
    assert settled.remembered(*LINE, "--only")
    left = set(settled.states.iterdir())
    assert len(left) == 6 and {first, stranger} < left and unfinished not in left
    assert settled.known(*LINE) and settled.known(*LINE, "--only")


def test_a_path_may_hold_anything_but_zero(project: Project) -> None:
    schema = project.folder / "new\nline \udcff\u202e.amp"
    try:
        schema.write_text("schema one\n")
    except (OSError, ValueError):
        pytest.skip("no such names here")
    assert project.remembered("compile", str(schema), "--out", "a\nb")


def test_after_a_rest_every_change_shows(tmp_path: Path) -> None:
    file = tmp_path / "file"
    for number in range(20):
        file.write_text(f"{number:03}")
        rest(time.time_ns())
        assert not young(str(file))
        found = look(WHOLE, str(file))
        file.write_text(f"{number + 1:03}")
        assert look(WHOLE, str(file)) != found


def test_a_file_that_was_just_written_is_young(tmp_path: Path) -> None:
    file = tmp_path / "file"
    seen: list[bool] = []
    for number in range(20):
        file.write_text(str(number))
        seen.append(young(str(file)))
        # As on a file system that keeps whole seconds.
        now = int(time.time())
        os.utime(file, (now, now))
        assert young(str(file))
    assert any(seen)


def test_a_look_has_an_answer_to_every_path(tmp_path: Path) -> None:
    for path in ("", "\0", "x" * 5000, str(tmp_path / "none" / "none"), "\ud800"):
        assert look(WHOLE, path).startswith("-")
