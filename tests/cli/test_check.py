"""``ampgen check``: what it finds, how it says so, and its exit status."""

from __future__ import annotations

import errno
import json
import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest

from ampgen.cli.sources import chosen
from ampgen.findings import Unusable
from ampgen.settings import Settings
from tests.cli.commands import ampgen, environment

RIGHT = """\
schema right

interface I {
    /// The `y` of an `x`.
    command C(x: int) -> (y: str)
}
"""
WRONG = "schema wrong\n\nrecord R {\n    x: Strng\n    y: Intt\n}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "right.amp").write_text(RIGHT)
    (tmp_path / "wrong.amp").write_text(WRONG)
    return tmp_path


def test_a_right_schema_is_passed_in_silence(folder: Path) -> None:
    ran = ampgen("check", "right.amp", cwd=folder)
    assert (ran.status, ran.out, ran.err) == (0, "", "")


def test_findings_go_to_standard_error_with_status_1(folder: Path) -> None:
    ran = ampgen("check", "wrong.amp", "right.amp", cwd=folder)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith(
        "wrong.amp:4:8: error[unknown-type]: there is no type `Strng`\n  |\n"
    )
    assert ran.err.endswith("\n\n2 errors\n")


def test_a_folder_means_every_schema_below_it(folder: Path) -> None:
    (folder / "sub" / ".hidden").mkdir(parents=True)
    (folder / "sub" / "other.amp").write_text(WRONG.replace("wrong", "other"))
    (folder / "sub" / ".hidden" / "x.amp").write_text("nonsense")
    ran = ampgen("check", ".", "--format", "concise", cwd=folder)
    assert {line.split(":")[0] for line in ran.err.splitlines()} == {"wrong.amp", "sub/other.amp"}


def test_standard_input_is_a_dash(folder: Path) -> None:
    ran = ampgen("check", "-", "--format", "concise", cwd=folder, given=WRONG)
    assert ran.status == 1
    assert ran.err.startswith("<stdin>:4:8: error[unknown-type]: ")
    assert ampgen("check", "-", cwd=folder, given=RIGHT).status == 0


def test_standard_input_is_held_to_the_limits_of_a_file(folder: Path) -> None:
    ran = ampgen("check", "-", cwd=folder, given=b"\xff")
    assert (ran.status, "not-utf8" in ran.err) == (1, True)
    ran = ampgen("check", "-", cwd=folder, given=b" " * (8 << 20) + b"x")
    assert (ran.status, "file-too-large" in ran.err) == (1, True)


def test_bad_texts_are_told_together(folder: Path) -> None:
    for name in ("a.amp", "b.amp"):
        (folder / name).write_bytes(b"schema a\n\xff")
    ran = ampgen("check", "a.amp", "b.amp", "--format", "concise", cwd=folder)
    assert [line.split(":")[0] for line in ran.err.splitlines()] == ["a.amp", "b.amp"]


@pytest.mark.parametrize(
    "name", ["none.amp", "x\x1b[31m\n.amp", "right.amp/x.amp", "fifo", "\udcff"]
)
def test_a_file_that_cannot_be_read_is_one_line_and_status_3(folder: Path, name: str) -> None:
    os.mkfifo(folder / "fifo")
    ran = ampgen("check", name, cwd=folder)
    assert (ran.status, ran.out) == (3, "")
    assert ran.err.startswith("ampgen: cannot read ")
    assert ran.err.count("\n") == 1
    assert ran.err.strip().isprintable()


def test_the_settings_name_the_schemas(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[tool.ampgen]\nschemas = ["w*.amp"]\n')
    (folder / "below").mkdir()
    ran = ampgen("check", "--format", "concise", cwd=folder / "below")
    assert ran.err.startswith("../wrong.amp:4:8: ")
    (folder / "pyproject.toml").write_text('[tool.ampgen]\nschemas = ["none/*.amp"]\n')
    ran = ampgen("check", cwd=folder)
    assert (ran.status, ran.err) == (
        2,
        "ampgen: pyproject.toml: there is no .amp file in none/*.amp\n",
    )
    (folder / "pyproject.toml").write_text('[tool.ampgen]\nschema = ["none/*.amp"]\n')
    ran = ampgen("check", "right.amp", cwd=folder)
    assert ran.status == 2
    assert ran.err == (
        "ampgen: pyproject.toml:2: there is no setting `schema`; did you mean `schemas`?\n"
    )


@pytest.mark.parametrize("format", ["json", "sarif"])
@pytest.mark.parametrize("file", ["right.amp", "wrong.amp"])
def test_a_document_is_all_that_is_printed(folder: Path, format: str, file: str) -> None:
    ran = ampgen("check", file, "--format", format, cwd=folder)
    assert ran.status == (file == "wrong.amp")
    assert ran.out == ""
    json.loads(ran.err)


def seen_on_a_terminal(
    folder: Path, *arguments: str, env: dict[str, str], columns: int = 80
) -> str:
    """Return what the command writes to a terminal of that many columns."""
    main, other = pty.openpty()
    code = f"import fcntl, struct, sys, termios; fcntl.ioctl(2, termios.TIOCSWINSZ, struct.pack('HHHH', 24, {columns}, 0, 0)); from ampgen.cli import main; main()"
    child = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=other,
        stderr=other,
        env=environment({"TERM": "xterm", **env}),
    )
    os.close(other)
    seen = b""
    while select.select([main], [], [], 30)[0]:
        try:
            chunk = os.read(main, 65536)
        except OSError:  # Linux says so when nobody has the other end open.
            break
        if not chunk:
            break
        seen += chunk
    os.close(main)
    child.wait(30)
    return seen.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("arguments", "env", "colored"),
    [
        ([], {}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": ""}, True),
        ([], {"TERM": "dumb"}, False),
        ([], {"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
    ],
)
def test_a_terminal_gets_colours_unless_it_is_told_otherwise(
    folder: Path, arguments: list[str], env: dict[str, str], colored: bool
) -> None:
    seen = seen_on_a_terminal(folder, "check", "wrong.amp", *arguments, env=env)
    assert "error[unknown-type]" in seen
    assert ("\x1b[" in seen) is colored


def test_a_narrow_terminal_is_not_overflowed(folder: Path) -> None:
    (folder / "long.amp").write_text("schema long\n\nrecord R { " + "x" * 200 + ": Strng }\n")
    seen = seen_on_a_terminal(folder, "check", "long.amp", env={"NO_COLOR": "1"}, columns=60)
    lines = seen.split("\n")
    assert any("Strng }" in line for line in lines[1:])
    assert all(len(line) <= 60 for line in lines[1:])


@pytest.mark.parametrize(
    ("arguments", "env", "colored"),
    [([], {}, False), ([], {"FORCE_COLOR": "1"}, True), (["--color", "always"], {}, True)],
)
def test_a_pipe_gets_none_unless_it_is_asked_for(
    folder: Path, arguments: list[str], env: dict[str, str], colored: bool
) -> None:
    ran = ampgen("check", "wrong.amp", *arguments, cwd=folder, env=env)
    assert ("\x1b[" in ran.err) is colored


def test_a_source_line_is_shown_whatever_the_locale(folder: Path) -> None:
    (folder / "wide.amp").write_text(
        'schema wide\nrecord R { x: str = "日本", y: Strng }\n', "utf-8"
    )
    ran = ampgen("check", "wide.amp", cwd=folder, env={"PYTHONIOENCODING": "latin-1"})
    assert ran.status == 1
    assert "\\u65e5" in ran.err


def test_nothing_is_repaired_where_nothing_is_safe(folder: Path) -> None:
    (folder / "odd.amp").write_text("schema odd\n\nrecord R { x: str x: str }\n")
    ran = ampgen("check", "--fix", "odd.amp", cwd=folder)
    assert ran.status == 1
    assert ran.out == "nothing was repaired: no finding offers a repair that is safe\n"
    assert "declared-twice" in ran.err
    assert (folder / "odd.amp").read_text() == "schema odd\n\nrecord R { x: str x: str }\n"


def test_standard_input_cannot_be_repaired(folder: Path) -> None:
    ran = ampgen("check", "--fix", "-", cwd=folder, given=WRONG)
    assert ran.status == 2
    assert re.search("standard input", ran.err)


def test_what_is_safe_is_repaired_in_place(folder: Path) -> None:
    file = folder / "odd.amp"
    file.write_bytes(
        b"\xef\xbb\xbfschema odd\r\n\r\ninterface I {\r\n"
        b"    /// `on` or `off`.\r\n    command C(on: bool = True, off: bool = False)\r\n}\r\n"
    )
    file.chmod(0o640)
    link = folder / "link.amp"
    link.symlink_to(file)
    ran = ampgen("check", "--fix", "link.amp", cwd=folder)
    assert (ran.status, ran.out, ran.err) == (0, "repaired link.amp: 2 findings\n", "")
    assert file.read_bytes() == (
        b"\xef\xbb\xbfschema odd\r\n\r\ninterface I {\r\n"
        b"    /// `on` or `off`.\r\n    command C(on: bool = true, off: bool = false)\r\n}\r\n"
    )
    assert file.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert sorted(os.listdir(folder)) == ["link.amp", "odd.amp", "right.amp", "wrong.amp"]


def test_only_the_files_that_are_named_are_repaired(folder: Path) -> None:
    (folder / "shared.amp").write_text("schema shared\n\nrecord R { x: bool = True }\n")
    (folder / "main.amp").write_text("schema main\n\nimport shared\n\nrecord S { x: shared.R }\n")
    ran = ampgen("check", "--fix", "main.amp", cwd=folder)
    assert ran.status == 1
    assert "True" in (folder / "shared.amp").read_text()


def test_warnings_alone_leave_the_exit_status_alone(folder: Path) -> None:
    (folder / "main.amp").write_text(RIGHT.replace("right\n", "main\n\nimport right\n"))
    ran = ampgen("check", "main.amp", cwd=folder)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.startswith("main.amp:3:8: warning[unused-import]: ")
    assert ran.err.endswith("\n\n1 warning\n")
    ran = ampgen("compile", "main.amp", cwd=folder)
    assert (ran.status, ran.out) == (0, "wrote right/\nwrote main/\n")
    assert "warning[unused-import]" in ran.err


def test_a_folder_that_cannot_be_read_is_no_empty_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)

    # The superuser, whom no folder refuses, runs tests too.
    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(Unusable, match="^cannot read .*: permission denied$"):
        chosen([str(folder)], Settings())


def test_a_schema_may_allow_a_warning_with_a_reason(folder: Path) -> None:
    allowed = "import right // ampgen: allow unused-import: for those who import this"
    (folder / "main.amp").write_text(RIGHT.replace("right\n", f"main\n\n{allowed}\n"))
    ran = ampgen("check", "main.amp", cwd=folder)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    ran = ampgen("compile", "main.amp", cwd=folder)
    assert (ran.status, ran.err) == (0, "")


def test_an_allowance_of_nothing_is_told_about_and_taken_out(folder: Path) -> None:
    text = RIGHT.replace("\n", "\n// ampgen: allow unused-import: there was one\n", 1)
    (folder / "main.amp").write_text(text)
    ran = ampgen("check", "main.amp", cwd=folder)
    assert ran.status == 0
    assert ran.err.startswith("main.amp:2:18: warning[unused-allowance]: ")
    ran = ampgen("check", "--fix", "main.amp", cwd=folder)
    assert (ran.status, ran.out, ran.err) == (0, "repaired main.amp: 1 finding\n", "")
    assert (folder / "main.amp").read_text() == RIGHT


HABITS = """\
schema users

error Gone

/// Users.
interface Users {
    command Add(name: str)
}
"""


def test_what_could_be_better_is_a_warning_of_check_alone(folder: Path) -> None:
    (folder / "users.amp").write_text(HABITS)
    ran = ampgen("check", "--format", "concise", "users.amp", cwd=folder)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.split("\n")[:3] == [
        "users.amp:3:7: warning[unraised-error]: no command raises `Gone`",
        "users.amp:7:13: warning[undocumented-command]: `Add` has no documentation",
        "users.amp:7:17: warning[undocumented-field]: `name` of `Add` has no documentation",
    ]
    for arguments in (["compile"], ["fmt"], ["describe"]):
        ran = ampgen(*arguments, "users.amp", cwd=folder)
        assert (ran.status, ran.err) == (0, "")


def test_strict_fails_for_warnings_too(folder: Path) -> None:
    (folder / "users.amp").write_text(HABITS)
    assert ampgen("check", "--strict", "users.amp", cwd=folder).status == 1
    (folder / "pyproject.toml").write_text(
        "[tool.ampgen]\n"
        'ignore = ["undocumented-command", "undocumented-field", "unraised-error"]\n'
    )
    ran = ampgen("check", "--strict", "users.amp", cwd=folder)
    assert (ran.status, ran.out, ran.err) == (0, "", "")


def test_a_rule_that_is_ignored_is_quiet_when_compiling_too(folder: Path) -> None:
    (folder / "main.amp").write_text(RIGHT.replace("right\n", "main\n\nimport right\n"))
    (folder / "pyproject.toml").write_text('[tool.ampgen]\nignore = ["unused-import"]\n')
    assert ampgen("compile", "main.amp", cwd=folder).err == ""


@pytest.mark.parametrize(
    "rule, fact",
    [
        (
            "undocumented-fields",
            "there is no rule `undocumented-fields`; did you mean `undocumented-",
        ),
        ("oneway-raises", "`oneway-raises` is no warning, and cannot be ignored"),
        ("", "`ignore` is a list of rules: write `ignore = ["),
    ],
)
def test_only_warnings_can_be_ignored(folder: Path, rule: str, fact: str) -> None:
    (folder / "pyproject.toml").write_text(f'[tool.ampgen]\nignore = ["{rule}"]\n')
    ran = ampgen("check", "right.amp", cwd=folder)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"ampgen: pyproject.toml:2: {fact}")


def test_an_allowance_ends_with_a_version_of_the_project(folder: Path) -> None:
    allowed = "import right // ampgen: allow unused-import until 2.0: it goes then"
    (folder / "main.amp").write_text(RIGHT.replace("right\n", f"main\n\n{allowed}\n"))
    project = '[project]\nversion = "{}"\n\n[tool.ampgen]\nschemas = ["main.amp"]\n'
    (folder / "pyproject.toml").write_text(project.format("1.9"))
    assert ampgen("check", "--strict", cwd=folder).err == ""
    (folder / "pyproject.toml").write_text(project.format("2.0.1"))
    err = ampgen("check", "--format", "concise", cwd=folder).err
    assert "warning[unused-import]" in err and "warning[unused-allowance]" in err
    assert "was allowed until 2.0, and the project's version is 2.0.1" in err


def test_an_import_that_nothing_uses_is_taken_out_with_its_line(folder: Path) -> None:
    used = "import right as r\n\nrecord R { x: r.R }\n"
    (folder / "right.amp").write_text(RIGHT + "\n/// `x`\nrecord R { x: int }\n")
    text = f"schema main\n\nimport right\nimport right as other // why\n{used}"
    (folder / "main.amp").write_text(text)
    ran = ampgen("check", "--fix", "main.amp", cwd=folder)
    assert (ran.status, ran.out) == (0, "repaired main.amp: 1 finding\n")
    assert "nothing here uses `other`" in ran.err
    assert (folder / "main.amp").read_text() == text.replace("import right\n", "", 1)
