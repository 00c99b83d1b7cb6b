"""`ampgen fmt`, as a user sees it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.cli.commands import ampgen

TIDY = """\
schema users

record User {
    id:   int
    name: str
}
"""
UNTIDY = "schema users\nrecord User { id:int\n    name : str }"
BROKEN = "schema broken\n\nrecord User {\n  id: int,,\n}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tidy.amp").write_bytes(TIDY.encode())
    (tmp_path / "untidy.amp").write_bytes(UNTIDY.encode())
    return tmp_path


def test_a_file_is_written_in_its_form_once(folder: Path) -> None:
    ran = ampgen("fmt", "untidy.amp", "tidy.amp", cwd=folder)
    assert (ran.status, ran.out, ran.err) == (0, "formatted untidy.amp\n", "")
    assert (folder / "untidy.amp").read_bytes() == TIDY.encode()
    ran = ampgen("fmt", ".", cwd=folder)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert sorted(os.listdir(folder)) == ["tidy.amp", "untidy.amp"]


def test_check_lists_what_would_change_and_changes_nothing(folder: Path) -> None:
    ran = ampgen("fmt", "--check", ".", cwd=folder)
    assert (ran.status, ran.out) == (1, "unformatted: untidy.amp\n")
    assert ran.err == "ampgen: 1 file is not as `ampgen fmt` would write it\n"
    assert (folder / "untidy.amp").read_bytes() == UNTIDY.encode()
    ran = ampgen("fmt", "--check", "tidy.amp", cwd=folder)
    assert (ran.status, ran.out, ran.err) == (0, "", "")


def test_diff_shows_what_would_change_and_changes_nothing(folder: Path) -> None:
    ran = ampgen("fmt", "--diff", ".", cwd=folder)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("--- a/untidy.amp\n+++ b/untidy.amp\n@@ ")
    assert "+    name: str\n" in ran.out
    assert (folder / "untidy.amp").read_bytes() == UNTIDY.encode()


def test_standard_input_goes_to_standard_output(folder: Path) -> None:
    ran = ampgen("fmt", "-", cwd=folder, given=UNTIDY)
    assert (ran.status, ran.out, ran.err) == (0, TIDY, "")
    ran = ampgen("fmt", "--check", "-", cwd=folder, given=UNTIDY)
    assert (ran.status, ran.out) == (1, "unformatted: <stdin>\n")
    ran = ampgen("fmt", "-", cwd=folder, given=BROKEN)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("<stdin>:4:10: error[")
    ran = ampgen("fmt", "-", "tidy.amp", cwd=folder, given=UNTIDY)
    assert (ran.status, ran.out) == (2, "")


def test_a_broken_file_is_left_alone_and_the_others_are_not(folder: Path) -> None:
    (folder / "broken.amp").write_bytes(BROKEN.encode())
    (folder / "latin.amp").write_bytes(b"schema latin // \xe9\n")
    ran = ampgen("fmt", ".", cwd=folder)
    assert (ran.status, ran.out) == (1, "formatted untidy.amp\n")
    assert ran.err.startswith("broken.amp:4:10: error[")
    assert "latin.amp:1:17: error[not-utf8]" in ran.err
    assert (folder / "broken.amp").read_bytes() == BROKEN.encode()


def test_what_a_schema_means_is_not_asked(folder: Path) -> None:
    (folder / "lost.amp").write_text("schema lost\nimport nowhere\nrecord R{x:Strng}\n")
    assert ampgen("fmt", "lost.amp", cwd=folder).status == 0
    text = "schema lost\n\nimport nowhere\n\nrecord R {\n    x: Strng\n}\n"
    assert (folder / "lost.amp").read_text() == text


def test_a_file_that_cannot_be_read_stops_all(folder: Path) -> None:
    ran = ampgen("fmt", "untidy.amp", "gone.amp", cwd=folder)
    assert (ran.status, ran.out) == (3, "")
    assert ran.err == "ampgen: cannot read gone.amp: no such file or directory\n"
    assert (folder / "untidy.amp").read_bytes() == UNTIDY.encode()


def test_without_arguments_the_settings_say_which(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[tool.ampgen]\nschemas = ["untidy.amp"]\n')
    assert ampgen("fmt", cwd=folder).out == "formatted untidy.amp\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_keeps_the_line_ends_of_its_first_line(folder: Path, mark: bytes) -> None:
    windows = TIDY.replace("\n", "\r\n").encode()
    for name, first, expected in (
        ("windows.amp", "\r\n", mark + windows),
        ("unix.amp", "\n", mark + TIDY.encode()),
    ):
        mixed = UNTIDY.replace("\n", first, 1).replace("int\n", "int\r\n").encode()
        (folder / name).write_bytes(mark + mixed)
        assert ampgen("fmt", name, cwd=folder).status == 0
        assert (folder / name).read_bytes() == expected
        assert ampgen("fmt", "--check", name, cwd=folder).status == 0


def test_line_ends_that_would_change_are_told_of_by_diff(folder: Path) -> None:
    (folder / "mixed.amp").write_bytes(TIDY.replace("int\n", "int\r\n").encode())
    ran = ampgen("fmt", "--diff", "mixed.amp", cwd=folder)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == "ampgen: mixed.amp: only line ends would change\n"
    assert ampgen("fmt", "--check", "mixed.amp", cwd=folder).status == 1


def test_without_any_name_the_example_is_of_this_verb(folder: Path) -> None:
    ran = ampgen("fmt", cwd=folder)
    assert ran.status == 2 and "as in `ampgen fmt users.amp`" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="there are no mode bits")
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_file_that_cannot_be_written_hides_no_finding(folder: Path) -> None:
    (folder / "broken.amp").write_bytes(BROKEN.encode())
    (folder / "untidy.amp").chmod(0o440)
    ran = ampgen("fmt", ".", cwd=folder)
    assert ran.status == 3
    assert "broken.amp:4:10: error[" in ran.err
    assert "cannot write untidy.amp: permission denied" in ran.err
    assert (folder / "untidy.amp").read_bytes() == UNTIDY.encode()


@pytest.mark.skipif(os.name == "nt", reason="there are no mode bits")
def test_a_file_keeps_its_mode(folder: Path) -> None:
    file = folder / "untidy.amp"
    file.chmod(0o640)
    assert ampgen("fmt", ".", cwd=folder).status == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own")
def test_a_link_stays_one_and_leads_nowhere_else(folder: Path, tmp_path: Path) -> None:
    inside = folder / "below"
    inside.mkdir()
    (inside / "link.amp").symlink_to("../untidy.amp")
    ran = ampgen("fmt", "below/link.amp", cwd=folder)
    assert (ran.status, ran.out) == (0, "formatted below/link.amp\n")
    assert (inside / "link.amp").is_symlink()
    assert (folder / "untidy.amp").read_bytes() == TIDY.encode()
    (folder / "untidy.amp").write_bytes(UNTIDY.encode())
    ran = ampgen("fmt", ".", cwd=inside)
    assert (ran.status, ran.out) == (3, "")
    assert "link.amp is a link to " in ran.err and "outside of the current folder" in ran.err
    assert (folder / "untidy.amp").read_bytes() == UNTIDY.encode()


def test_comments_of_any_language_survive(folder: Path) -> None:
    text = "schema a\n\n// Größe, 大きさ, размер 🙂\nrecord R {\n    x: int  // größer\n}\n"
    (folder / "a.amp").write_bytes(text.encode())
    assert ampgen("fmt", "--check", "a.amp", cwd=folder).status == 0


def test_a_description_is_no_schema(folder: Path) -> None:
    (folder / "users.json").write_text("{}")
    ran = ampgen("fmt", "users.json", cwd=folder)
    assert ran.status == 2 and "users.json is a description and no schema" in ran.err
    assert ampgen("fmt", ".", cwd=folder).out == "formatted untidy.amp\n"
