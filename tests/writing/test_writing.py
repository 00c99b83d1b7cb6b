"""A package on disk: whole or not at all, and never over somebody's work."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from ampgen.findings import Unusable
from ampgen.sealing import seal
from ampgen.writing import State, compare, orphans, write
from ampgen.writing.exchanging import exchange
from tests.writing.samples import HEADER, as_somebody, on_disk, package


def states(folder: Path, files: dict[str, str]) -> dict[str, str]:
    return {found.path: found.state.value for found in compare(folder, files).differences}


def test_a_package_is_written_with_its_parents_and_without_their_init(tmp_path: Path) -> None:
    (written,) = write({"acme.users": package()}, tmp_path / "gen")
    assert written.changed
    assert written.folder == tmp_path / "gen" / "acme" / "users"
    assert on_disk(written.folder) == package()
    assert os.listdir(tmp_path / "gen" / "acme") == ["users"]


def test_a_second_run_touches_nothing(tmp_path: Path) -> None:
    write({"a": package()}, tmp_path)
    before = [(path, path.stat().st_mtime_ns, path.stat().st_ino) for path in tmp_path.rglob("*")]
    (written,) = write({"a": package()}, tmp_path)
    assert not written.changed
    after = [(path, path.stat().st_mtime_ns, path.stat().st_ino) for path in tmp_path.rglob("*")]
    assert after == before


def test_files_that_stay_the_same_keep_their_time_when_others_change(tmp_path: Path) -> None:
    write({"a": package()}, tmp_path)
    for path in (tmp_path / "a").rglob("*"):
        os.utime(path, (1, 1))
    write({"a": package("two")}, tmp_path)
    times = {path.name: path.stat().st_mtime for path in (tmp_path / "a").glob("*.py")}
    assert times["client.py"] == 1
    assert times["model.py"] > 1
    assert on_disk(tmp_path / "a") == package("two")


def test_the_time_is_renewed_where_make_wants_it(tmp_path: Path) -> None:
    write({"a": package()}, tmp_path)
    os.utime(tmp_path / "a" / "__init__.py", (1, 1))
    (written,) = write({"a": package()}, tmp_path, renew=True)
    assert not written.changed
    assert (tmp_path / "a" / "__init__.py").stat().st_mtime > 1


def test_line_ends_changed_by_a_checkout_do_not_count(tmp_path: Path) -> None:
    write({"a": package()}, tmp_path)
    for path in (tmp_path / "a").rglob("*.py"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert states(tmp_path / "a", package()) == {}
    assert set(states(tmp_path / "a", package("two")).values()) == {"stale"}


def test_each_kind_of_difference_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    extra = package("one", old_py=HEADER.format(wire="") + "GONE = 1\n")
    write({"a": extra}, tmp_path)
    (folder / "client.py").write_text((folder / "client.py").read_text() + "# mine\n")
    (folder / "py.typed").unlink()
    (folder / "notes.txt").write_text("mine")
    (folder / "sub").mkdir()
    assert states(folder, package("two")) == {
        "__init__.py": "stale",
        "_wire/__init__.py": "stale",
        "client.py": "edited",
        "model.py": "stale",
        "notes.txt": "foreign",
        "old.py": "orphaned",
        "py.typed": "missing",
        "sub/": "foreign",
    }


def test_an_edit_within_the_copied_runtime_is_seen(tmp_path: Path) -> None:
    write({"a": package()}, tmp_path)
    (tmp_path / "a" / "_wire" / "boxes.py").write_text("ALWAYS = 'mine'\n")
    assert states(tmp_path / "a", package()) == {"_wire/boxes.py": "edited"}


def test_a_file_that_ampgen_did_not_write_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "model.py").write_text("mine\n")
    for force in (False, True):
        with pytest.raises(Unusable, match=r"did not write: model\.py; move it away"):
            write({"a": package()}, tmp_path, force=force)
    assert on_disk(tmp_path) == {"a/model.py": "mine\n"}


def test_an_edited_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    write({"a": package()}, tmp_path)
    model = tmp_path / "a" / "model.py"
    model.write_text(model.read_text() + "MINE = 1\n")
    with pytest.raises(Unusable, match=r"edited by hand: model\.py; .*--force"):
        write({"a": package()}, tmp_path)
    assert "MINE" in model.read_text()
    write({"a": package()}, tmp_path, force=True)
    assert on_disk(tmp_path / "a") == package()


def test_byte_code_is_dropped_without_a_word(tmp_path: Path) -> None:
    write({"a": package()}, tmp_path)
    cache = tmp_path / "a" / "__pycache__"
    cache.mkdir()
    (cache / "model.cpython-311.pyc").write_bytes(b"x")
    write({"a": package("two")}, tmp_path)
    assert not cache.exists()


def test_an_orphaned_file_of_an_older_version_goes(tmp_path: Path) -> None:
    write({"a": package("one", old_py=HEADER.format(wire="") + "GONE = 1\n")}, tmp_path)
    write({"a": package()}, tmp_path)
    assert on_disk(tmp_path / "a") == package()


@pytest.mark.parametrize("link", ["a", "a/b"])
def test_a_symbolic_link_is_not_followed(tmp_path: Path, link: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    out = tmp_path / "out"
    (out / link).parent.mkdir(parents=True)
    (out / link).symlink_to(elsewhere)
    with pytest.raises(Unusable, match="symbolic link"):
        write({"a.b": package()}, out)
    assert os.listdir(elsewhere) == []


@pytest.mark.parametrize("name", ["a", "a/b"])
def test_a_file_in_the_way_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")
    with pytest.raises(Unusable, match="in the way"):
        write({"a.b": package()}, tmp_path)
    assert (tmp_path / name).read_text() == "mine"


def test_a_package_within_a_package_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"`acme\.users` would be written inside .*acme"):
        write({"acme": package(), "acme.users": package()}, tmp_path)
    assert on_disk(tmp_path) == {}
    write({"acme": package()}, tmp_path)
    with pytest.raises(Unusable, match=r"`acme\.users` would be written inside"):
        write({"acme.users": package()}, tmp_path)


def test_a_full_disk_leaves_the_old_package_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write({"a": package(), "b": package()}, tmp_path)
    calls = count()

    def full(descriptor: int) -> None:
        if next(calls) >= 6:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unusable) as caught:
        write({"a": package("two"), "b": package("two")}, tmp_path)
    place = re.escape(os.fspath(tmp_path / "b"))
    assert re.fullmatch(rf"cannot write {place}/\S+: no space left on device", str(caught.value))
    assert on_disk(tmp_path / "a") == on_disk(tmp_path / "b") == package()
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]


def test_folders_made_in_vain_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unusable):
        write({"acme.users": package()}, tmp_path / "gen")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("failure", [None, errno.EXDEV])
def test_without_an_exchange_of_folders_the_package_is_replaced_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: int | None
) -> None:
    def exchanged(one: Path, other: Path) -> bool:
        if failure is not None:
            raise OSError(failure, os.strerror(failure))
        return False

    monkeypatch.setattr("ampgen.writing.moving.exchange", exchanged)
    write({"a": package("one", old_py=HEADER.format(wire="") + "GONE = 1\n")}, tmp_path)
    write({"a": package("two")}, tmp_path)
    assert on_disk(tmp_path) == {f"a/{path}": text for path, text in package("two").items()}


def test_a_package_that_a_dead_run_had_moved_away_comes_back(tmp_path: Path) -> None:
    write({"a": package()}, tmp_path)
    stage = tmp_path / ".ampgen-1-0123abcd" / "old"
    stage.mkdir(parents=True)
    (tmp_path / "a").rename(stage / "a")
    (written,) = write({"a": package()}, tmp_path)
    assert not written.changed
    assert os.listdir(tmp_path) == ["a"]


def test_only_what_a_run_staged_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".ampgen-99-0123abcd").mkdir()
    for name in (".ampgen-99", ".ampgen-mine-0123abcd", "ampgen-99-0123abcd"):
        (tmp_path / name).mkdir()
    write({"a": package()}, tmp_path)
    assert sorted(os.listdir(tmp_path)) == [
        ".ampgen-99", ".ampgen-mine-0123abcd", "a", "ampgen-99-0123abcd",
    ]  # fmt: skip


def test_the_modes_of_files_follow_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write({"a": package()}, tmp_path)
    finally:
        os.umask(old)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o750
    assert (tmp_path / "a" / "model.py").stat().st_mode & 0o777 == 0o640


def test_a_folder_of_another_spelling_is_not_taken_for_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is on a disk that does not tell capitals from small letters."""
    write({"acme.users": package()}, tmp_path)
    plain = os.listdir

    def listed(folder: Path) -> list[str]:
        return ["Users" if name == "users" else name for name in plain(folder)]

    monkeypatch.setattr("ampgen.writing.placing.os.listdir", listed)
    with pytest.raises(Unusable, match=r"users is \S+Users to this disk, .*rename that folder"):
        write({"acme.users": package("two")}, tmp_path)
    monkeypatch.undo()
    assert on_disk(tmp_path / "acme" / "users") == package()


def test_a_folder_beside_it_that_differs_in_case_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "Users").mkdir()
    if os.path.lexists(tmp_path / "users"):
        pytest.skip("this disk does not tell capitals from small letters")
    (tmp_path / "Users" / "mine.txt").write_text("mine")
    write({"users": package()}, tmp_path)
    assert on_disk(tmp_path / "Users") == {"mine.txt": "mine"}
    assert on_disk(tmp_path / "users") == package()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="another user is a process here")
@pytest.mark.parametrize("read_only", [".", "a", "a/_wire"])
def test_what_is_read_only_is_told_and_stays_as_it_is(tmp_path: Path, read_only: str) -> None:
    """A parent stops it; so may the package's own folder; nothing is left lying about."""
    write({"a": package()}, tmp_path)

    def attempt() -> str:
        (tmp_path / read_only).chmod(0o555)
        try:
            write({"a": package("two")}, tmp_path)
        except Unusable as error:
            return str(error)
        return "written"

    said = as_somebody(tmp_path, attempt)
    there = on_disk(tmp_path)
    if said == "written":
        assert there == {f"a/{path}": text for path, text in package("two").items()}
    else:
        assert re.fullmatch(
            rf"cannot write {re.escape(str(tmp_path))}\S*: permission denied", said
        )
        assert there == {f"a/{path}": text for path, text in package().items()}
    assert (read_only, said) != (".", "written")
    assert os.listdir(tmp_path) == ["a"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
def test_a_pipe_where_a_package_would_be_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "__init__.py")
    write({"a": package()}, tmp_path)
    os.unlink(tmp_path / "a" / "__init__.py")
    os.mkfifo(tmp_path / "a" / "__init__.py")
    with pytest.raises(Unusable, match=r"did not write: __init__\.py"):
        write({"a": package("two")}, tmp_path)


def test_what_lies_among_byte_code_is_not_thrown_away(tmp_path: Path) -> None:
    write({"a": package()}, tmp_path)
    (tmp_path / "a" / "__pycache__").mkdir()
    (tmp_path / "a" / "__pycache__" / "model.cpython-311.pyc.140213").write_text("")
    write({"a": package("two")}, tmp_path)
    (tmp_path / "a" / "__pycache__").mkdir()
    (tmp_path / "a" / "__pycache__" / "notes.txt").write_text("mine")
    with pytest.raises(Unusable, match=r"did not write: __pycache__/notes\.txt"):
        write({"a": package()}, tmp_path)


def test_all_packages_are_taken_back_where_one_cannot_be_placed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write({"a": package(), "b": package()}, tmp_path)
    calls = count()

    def failing(one: Path, other: Path) -> bool:
        if next(calls) == 1:
            raise OSError(errno.EIO, os.strerror(errno.EIO), os.fspath(other))
        return exchange(one, other)

    monkeypatch.setattr("ampgen.writing.moving.exchange", failing)
    both = {"a": package("two"), "b": package("two"), "c": package("two")}
    with pytest.raises(Unusable, match=r"/b: input/output error"):
        write(both, tmp_path)
    assert on_disk(tmp_path / "a") == on_disk(tmp_path / "b") == package()
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]


def test_a_package_that_cannot_be_put_back_is_kept_for_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write({"a": package()}, tmp_path)
    plain, calls = os.rename, count()

    def failing(old: Path, new: Path) -> None:
        if next(calls) >= 1:
            raise OSError(errno.EIO, os.strerror(errno.EIO), os.fspath(new))
        plain(old, new)

    def unknown(one: Path, other: Path) -> bool:
        return False

    monkeypatch.setattr("ampgen.writing.moving.exchange", unknown)
    monkeypatch.setattr(os, "rename", failing)
    with pytest.raises(Unusable, match="input/output error"):
        write({"a": package("two")}, tmp_path)
    monkeypatch.undo()
    assert not (tmp_path / "a").exists()
    write({"b": package()}, tmp_path)
    assert on_disk(tmp_path / "a") == package()
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]


def test_a_merge_that_died_is_finished_by_the_next_run(tmp_path: Path) -> None:
    write({"a": package()}, tmp_path)
    left = tmp_path / ".ampgen-1-0123abcd"
    for path, text in package("two").items():
        # What had been moved in before is not there any more.
        file = (tmp_path / "a" if path == "model.py" else left / "merging" / "a") / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    write({"b": package()}, tmp_path)
    assert on_disk(tmp_path / "a") == package("two")
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]


def test_orphaned_packages_are_found_outside_of_environments(tmp_path: Path) -> None:
    write({"a": package(), "acme.users": package()}, tmp_path)
    venv = tmp_path / "venv"
    write({"hidden": package()}, venv)
    (venv / "pyvenv.cfg").write_text("")
    assert orphans(tmp_path, ["a"]) == (tmp_path / "acme" / "users",)


def test_a_diff_shows_what_would_change_and_nothing_else(tmp_path: Path) -> None:
    write({"a": package()}, tmp_path)
    diff = compare(tmp_path / "a", package("two")).diff()
    assert (
        re.findall(r"^[-+](?:WORD.*)$", diff, re.MULTILINE)
        == ["-WORD = 'one'", "+WORD = 'two'"] * 3
    )
    assert "client.py" not in diff


def test_a_diff_can_be_applied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patch = shutil.which("patch")
    if patch is None:
        pytest.skip("there is no patch here")
    monkeypatch.chdir(tmp_path)
    write({"a": package("one", old_py=HEADER.format(wire="") + "GONE = 1")}, Path("."))
    diff = compare(Path("a"), package("two")).diff()
    subprocess.run([patch, "-p1", "-s"], input=diff, text=True, check=True)
    assert on_disk(tmp_path / "a") == package("two")


WRITER = """
import sys
from itertools import count
from pathlib import Path
from ampgen.writing import write
from tests.writing.samples import package
word = sys.argv[2]
print("ready", flush=True)
while True:
    for word in ("one", "two"):
        write({"a": package(word)}, Path(sys.argv[1]))
"""


def test_a_run_that_is_killed_leaves_the_old_package_or_the_new(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    write({"a": package("one")}, tmp_path)
    for delay in range(30):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), "two"],
            stdout=subprocess.PIPE,
            cwd=root,
        )
        assert child.stdout is not None
        child.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(0.002 * (delay % 7) + 0.0007 * delay)
        child.kill()
        child.communicate()
        assert on_disk(tmp_path / "a") in (package("one"), package("two"))
    write({"a": package("one")}, tmp_path)
    assert os.listdir(tmp_path) == ["a"]


def test_runs_at_once_take_turns(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    code = WRITER.replace("while True", "for _ in range(5)")
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path), "x"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=root,
        )
        for _ in range(3)
    ]
    assert [child.communicate(timeout=60)[1] for child in children] == [b"", b"", b""]
    assert on_disk(tmp_path) == {f"a/{path}": text for path, text in package("two").items()}


def test_a_template_without_the_digest_line_is_our_own_fault() -> None:
    from ampgen.sealing import Unsealable

    with pytest.raises(Unsealable, match=r"model\.py"):
        seal({"model.py": "x = 1\n"})


def test_a_path_is_shown_without_what_upsets_a_terminal(tmp_path: Path) -> None:
    write({"a": package()}, tmp_path)
    (tmp_path / "a" / "x\x1b[31m\n.txt").write_text("")
    with pytest.raises(Unusable) as caught:
        write({"a": package()}, tmp_path)
    assert "x\\x1b[31m\\n.txt" in str(caught.value)
    assert State.FOREIGN in {found.state for found in compare(tmp_path / "a", {}).differences}
