"""The rule for Make, as Make reads it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import pytest

from ampgen.cli.depfile import check_place, staged_depfile
from ampgen.findings import Unusable

MAKE = shutil.which("make")


def write_depfile(file: Path, targets: Sequence[Path], sources: Sequence[str]) -> None:
    with staged_depfile(file, targets, sources):
        pass


def test_targets_come_first_and_each_source_has_an_empty_rule(tmp_path: Path) -> None:
    write_depfile(tmp_path / "d", [Path("gen/a/__init__.py"), Path("gen/b")], ["a.amp", "b.amp"])
    assert (tmp_path / "d").read_text() == (
        "gen/a/__init__.py gen/b: \\\n  a.amp \\\n  b.amp\n\na.amp:\n\nb.amp:\n"
    )
    assert os.listdir(tmp_path) == ["d"]


@pytest.mark.skipif(MAKE is None, reason="there is no make here")
@pytest.mark.parametrize(
    "name",
    ["a.amp", "a b.amp", "a#b.amp", "a$b.amp", "a$(b).amp", "a:b.amp", "a\\b.amp", "a\\ b.amp",
     "ä.amp", "a'b.amp", "a%b.amp", "a&b.amp", "a*b.amp", "a?b.amp", "a[b].amp",
     "~a.amp"],
)  # fmt: skip
def test_make_sees_the_very_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("")
    (tmp_path / "out").write_text("")
    os.utime(tmp_path / "out", (1000, 1000))
    write_depfile(tmp_path / "d", [Path("out")], [name])
    (tmp_path / "Makefile").write_text("all: out\nout: ; @echo made\n-include d\n")

    def make() -> str:
        done = subprocess.run(
            [str(MAKE), "-s"], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        assert done.stderr == ""
        return done.stdout

    os.utime(tmp_path / name, (1, 1))
    assert make() == ""
    os.utime(tmp_path / name, (2000, 2000))
    assert make() == "made\n"
    (tmp_path / name).unlink()
    assert make() == "made\n"


@pytest.mark.parametrize("name", ["a\nb", "a;b", "a=b", "a|b"])
def test_a_name_that_make_cannot_write_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unusable, match="no way to write the name a"):
        write_depfile(tmp_path / "d", [Path("x")], [name])


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unusable, match=r"^cannot write .*/file/d: file exists"):
        write_depfile(tmp_path / "file" / "d", [Path("x")], ["a"])


def test_a_place_that_cannot_be_written_is_told_about_before_anything_is_done(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("")
    done: list[str] = []
    for file in (tmp_path / "file" / "d", tmp_path):
        with pytest.raises(Unusable), staged_depfile(file, [Path("x")], ["a"]):
            done.append("written")
    assert not done


def test_what_fails_leaves_the_old_rule(tmp_path: Path) -> None:
    (tmp_path / "d").write_text("old")
    with pytest.raises(KeyError), staged_depfile(tmp_path / "d", [Path("x")], ["a"]):
        raise KeyError
    assert os.listdir(tmp_path) == ["d"] and (tmp_path / "d").read_text() == "old"


def test_the_folder_of_the_packages_may_hold_the_rule_that_makes_it(tmp_path: Path) -> None:
    write_depfile(tmp_path / "gen" / "d", [Path("x")], ["a"])
    assert (tmp_path / "gen" / "d").exists()


def test_a_package_cannot_hold_the_rule(tmp_path: Path) -> None:
    """Ninja's users write ``$out.d``; the package would be refused at the next run."""
    package = tmp_path / "gen" / "a"
    with pytest.raises(click.UsageError, match="which holds generated files alone"):
        check_place(package / "__init__.py.d", [package])
    check_place(tmp_path / "gen" / "a.d", [package])


def test_a_package_cannot_hold_the_rule_by_another_name(tmp_path: Path) -> None:
    package = tmp_path / "gen" / "a"
    package.mkdir(parents=True)
    (tmp_path / "link").symlink_to(package)
    (tmp_path / "file").symlink_to(package / "d")
    for file in (
        tmp_path / "link" / "d",
        tmp_path / "file",
        package.parent / "b" / ".." / "a" / "d",
    ):
        with pytest.raises(click.UsageError, match="which holds generated files alone"):
            check_place(file, [package])


@pytest.mark.parametrize("text", ["schema a\n", "all: a\n", "\n", "a", "\0", "a: \\"])
def test_what_is_no_rule_is_not_overwritten(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.amp"
    file.write_text(text)
    (tmp_path / "link").symlink_to(file)
    for place in (file, tmp_path / "link"):
        with pytest.raises(click.UsageError, match="would overwrite a file that is no rule"):
            check_place(place, [])


def test_a_rule_and_an_empty_file_are_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "d"
    file.write_text("")
    for name in ("a.amp", "b.amp"):
        check_place(file, [])
        write_depfile(file, [Path("x")], [name])
        assert name in file.read_text()


@pytest.mark.skipif(os.name != "posix", reason="files have no such modes here")
def test_a_rule_that_is_replaced_keeps_its_mode_and_a_link_stays_one(tmp_path: Path) -> None:
    file = tmp_path / "d"
    file.write_text("")
    file.chmod(0o604)
    (tmp_path / "link").symlink_to("d")
    write_depfile(tmp_path / "link", [Path("x")], ["a.amp"])
    assert os.readlink(tmp_path / "link") == "d" and "a.amp" in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o604
    assert sorted(os.listdir(tmp_path)) == ["d", "link"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
def test_a_pipe_or_a_device_is_written_to_and_stays(tmp_path: Path) -> None:
    """As ``--depfile /dev/null``, and ``--depfile >(reader)`` in a shell."""
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        check_place(fifo, [])
        write_depfile(fifo, [Path("x")], ["a.amp"])
        assert os.read(reader, 1000) == b"x: \\\n  a.amp\n\na.amp:\n"
    finally:
        os.close(reader)
    assert fifo.is_fifo()
    file = tmp_path / "file"
    number = os.open(file, os.O_WRONLY | os.O_CREAT)
    try:
        os.write(number, b"said before\n")
        opened = Path(f"/dev/fd/{number}")
        check_place(opened, [])
        write_depfile(opened, [Path("x")], ["a.amp"])
        assert os.fstat(number).st_ino == file.stat().st_ino
        assert file.read_text().startswith("said before\nx: ")
    finally:
        os.close(number)


def test_what_a_dead_run_had_staged_is_removed(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / f".d.{ended.pid}").write_text("half a ru")
    (tmp_path / f".d.{os.getppid()}").write_text("somebody is at work")
    (tmp_path / ".d.txt").write_text("mine")
    write_depfile(tmp_path / "d", [Path("a")], ["a.amp"])
    assert sorted(os.listdir(tmp_path)) == [f".d.{os.getppid()}", ".d.txt", "d"]
