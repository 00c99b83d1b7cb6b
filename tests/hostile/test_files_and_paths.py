"""Files and paths that mean harm, given to the command as they would be."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.commands import environment

MEMORY = 200  # MiB
SECONDS = 20.0  # of CPU, ten times what it may take on a machine that does nothing else

SECRET = "PASSWORD=hunter2-do-not-show"
RIGHT = "schema right\n\n/// Fine.\nrecord R {\n    a: int\n}\n"


@dataclass(frozen=True)
class Ran:
    """What a run of the command printed, its status, its CPU seconds and its peak in MiB."""

    status: int
    out: str
    err: str
    seconds: float
    memory: float


# The peak of a process begins with that of the one that it was forked from, which must be small.
_LAUNCHER = """\
import os, sys
arguments = [sys.executable, "-m", "ampgen", *sys.argv[2:]]
_, status, used = os.wait4(os.posix_spawn(sys.executable, arguments, os.environ), 0)
with open(sys.argv[1], "w") as file:
    seconds = used.ru_utime + used.ru_stime
    print(os.waitstatus_to_exitcode(status), seconds, used.ru_maxrss / 1024, file=file)
"""


def ampgen(*arguments: str | bytes, cwd: Path) -> Ran:
    used = cwd.parent / "used"
    ran = subprocess.run(
        [sys.executable, "-c", _LAUNCHER, used, *arguments],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**environment(), "AMPGEN_CACHE": "off"},
        timeout=120,
    )
    status, seconds, memory = used.read_text().split()
    out, err = (text.decode("utf-8", "surrogateescape") for text in (ran.stdout, ran.stderr))
    return Ran(int(status), out, err, float(seconds), float(memory))


def _refused(ran: Ran, cwd: Path, before: set[str], status: int = 1) -> None:
    """Check that a run refused what it was given in words, in bounds, and touched nothing."""
    assert ran.status == status, ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err and "internal error" not in ran.err
    assert all(c.isprintable() or c == "\n" for c in ran.err), ascii(ran.err)
    assert SECRET not in ran.err
    assert ran.seconds < SECONDS and ran.memory < MEMORY, (ran.seconds, ran.memory)
    assert set(os.listdir(cwd)) == before


@pytest.fixture(name="work")
def _work(tmp_path: Path) -> Path:
    work = tmp_path / "work"
    work.mkdir()
    return work


def _sparse(path: Path) -> None:
    with open(path, "wb") as file:
        file.write(b"schema x\n")
        file.truncate(2 * 1024**3)


FILES: dict[str, bytes] = {
    "empty": b"",
    "a comment of another language": b"# x",
    "UTF-16": "schema x\n".encode("utf-16"),
    "not UTF-8": b"schema \xc3(",
    "overlong UTF-8": b"schema \xc0\xaf",
    "a surrogate in UTF-8": b"schema \xed\xa0\x80",
    "CR alone": RIGHT.replace("\n", "\r").encode(),
    "an open string": b'schema x\nerror E = "abc',
    "an open bracket": b"schema x\ninterface S {",
    "a million characters in a line": b"schema x " + b"x" * 1_000_000,
    "back slashes": b'schema x\nerror E = "' + b"\\" * 100_000,
    "ELF": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8,
    "PNG": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "gzip": b"\x1f\x8b\x08\x00" + bytes(range(256)) * 8,
    "zeros": bytes(100_000),
    "a language of the future": b"ampgen 999;\nschema x\n",
    "nested without end": b"schema x\nrecord R { a: " + b"list[" * 100_000,
    "brackets without end": b"schema x\n" + b"{([" * 100_000,
    "brackets in an open string": b'schema x\nerror E = "' + b"]" * 390_000 + b"x",
    "words and brackets in an open string": b'schema x\nerror E = "' + b"a]" * 190_000,
    "open strings": b"schema x\n" + (b'"' + b"a" * 390_000 + b"\n") * 20,
    "wrong escapes": b"schema x\n" + (b'error E = "' + b"\\q" * 190_000 + b'"\n') * 20,
    "a line without end": b'schema x\nerror E = "' + b"\\" * 8_000_000,
    "comments of another language": b"schema x\n" + b"#\n" * 4_000_000,
    "a name without end": b"schema x\nerror " + "é".encode() * 390_000,
    "a number without end": b"schema x\nrecord R { a: int = " + b"9" * 390_000,
    "dashes": b"schema x\nerror " + b"a-" * 190_000 + b"a",
    "declared again and again": b"schema x\n" + b"record R {}\n" * 90_000,
    "a program": b"import os\nos.system('touch PWNED')\n",
    "escapes for a terminal": b"schema x\n\x1b]0;title\x07\x1b[2J",
    "YAML": b"!!python/object/apply:os.system ['touch PWNED']\n",
    "secrets": f"# mine\nexport {SECRET}\n{SECRET}\n".encode(),
    "accounts": f"root:x:0:0:root:/root:/bin/sh\nx:{SECRET}:1:1::/:/bin/sh\n".encode(),
    "a key": f"-----BEGIN OPENSSH PRIVATE KEY-----\n{SECRET}\n".encode(),
}  # fmt: skip


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_is_no_schema_is_refused_in_words_and_in_bounds(case: str, work: Path) -> None:
    (work / "x.amp").write_bytes(FILES[case])
    ran = ampgen("compile", "x.amp", cwd=work)
    _refused(ran, work, {"x.amp"})
    assert ran.err.startswith("x.amp:") and len(ran.err) < 500_000


def test_documentation_of_a_million_lines_is_not_read_again_and_again(work: Path) -> None:
    (work / "x.amp").write_text("schema x\n" + "/// d\n" * 1_200_000 + "record R {}\n")
    ran = ampgen("check", "--format", "concise", "x.amp", cwd=work)
    assert ran.status == 0 and ran.seconds < SECONDS and ran.memory < MEMORY


@pytest.mark.parametrize("name", [".env", "settings.amp", "settings.json"])
def test_only_the_first_line_that_is_wrong_is_shown_of_a_file_of_secrets(
    name: str, work: Path
) -> None:
    lines = [f'"KEY{number}": "value{number}",' for number in range(200)]
    (work / name).write_text("{\n" + "\n".join(lines) + '\n"last": 1}')
    ran = ampgen("check", name, cwd=work)
    assert ran.status == 1 and ran.err.endswith("\n1 error\n")
    assert sum(f"value{number}" in ran.err for number in range(200)) <= 1


@pytest.mark.parametrize("content", ["secrets", "accounts", "a key", "a program", "YAML"])
def test_nothing_is_shown_of_a_file_that_is_imported_and_no_schema(
    content: str, work: Path
) -> None:
    (work / "x.amp").write_text("schema x\nimport c\nrecord R { a: c.T }\n")
    (work / "real").write_bytes(FILES[content])
    (work / "c.amp").symlink_to("real")
    ran = ampgen("compile", "x.amp", cwd=work)
    _refused(ran, work, {"x.amp", "c.amp", "real"})
    assert ran.err.count(": error[") == 1 and ran.err.startswith(
        "x.amp:2:8: error[no-schema-name]"
    )
    assert not any(line in ran.err for line in FILES[content].decode().splitlines())


def _special(kind: str, path: Path) -> None:
    if kind == "a folder":
        path.mkdir()
    elif kind == "a pipe":
        os.mkfifo(path)
    elif kind == "a device":
        path.symlink_to("/dev/zero")
    elif kind == "a socket":
        here = os.getcwd()
        os.chdir(path.parent)
        try:
            socket.socket(socket.AF_UNIX).bind(path.name)
        finally:
            os.chdir(here)
    elif kind == "a link to itself":
        path.symlink_to(path.name)
    elif kind == "a link to nothing":
        path.symlink_to("nowhere")
    elif kind == "a file of 2 GB":
        _sparse(path)
    elif kind == "a link out of the root":
        (path.parent.parent / "secret.amp").write_text(f"schema c\n{SECRET}\n")
        path.symlink_to("../secret.amp")


SPECIAL = (
    "a folder", "a pipe", "a device", "a socket", "a link to itself", "a link to nothing",
    "a file of 2 GB", "a link out of the root",
)  # fmt: skip


@pytest.mark.parametrize("kind", SPECIAL)
def test_what_is_no_regular_file_is_not_imported_and_never_waited_for(
    kind: str, work: Path
) -> None:
    (work / "x.amp").write_text("schema x\nimport c\nrecord R { a: c.T }\n")
    _special(kind, work / "c.amp")
    ran = ampgen("compile", "x.amp", cwd=work)
    status = 1 if kind in ("a file of 2 GB", "a link out of the root", "a device") else 3
    if kind == "a link to itself":
        status = ran.status
    _refused(ran, work, {"x.amp", "c.amp"}, status)
    assert "c.amp" in ran.err


@pytest.mark.parametrize("kind", ["a pipe", "a socket", "a link to nothing", "a file of 2 GB"])
def test_what_is_no_regular_file_is_not_compiled_and_never_waited_for(
    kind: str, work: Path
) -> None:
    _special(kind, work / "c.amp")
    ran = ampgen("compile", "c.amp", cwd=work)
    _refused(ran, work, {"c.amp"}, 1 if kind == "a file of 2 GB" else 3)


ODD_NAMES = [
    b"a\n'\x1b[2J\xff.amp",
    b"a coding=utf-7 .amp",
    b"# -*- coding: rot13 -*-.amp",
    b"--help.amp",
    b'"""; import os #.amp',
    "größe\u202e.amp".encode(),
    b"{{ x }}{% raw %}.amp",
    b"%s%n.amp",
]


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_the_name_of_a_file_is_shown_harmless_and_printed_nowhere(name: bytes, work: Path) -> None:
    path = os.path.join(os.fsencode(work), name)
    with open(path, "wb") as file:
        file.write(b"schema x\nrecord R { a: Nope }\n")
    given = b"./" + name
    ran = ampgen("compile", given, cwd=work)
    _refused(ran, work, {os.fsdecode(name)})
    with open(path, "wb") as file:
        file.write(RIGHT.encode())
    assert ampgen("compile", given, cwd=work).status == 0
    (work / "right.amp").write_text(RIGHT)
    assert ampgen("compile", "right.amp", "--out", "again", cwd=work).status == 0
    made, again = work / "right", work / "again" / "right"
    for module in again.rglob("*.py"):
        assert (made / module.relative_to(again)).read_bytes() == module.read_bytes()


def test_schemas_in_a_circle_are_shown_as_one(work: Path) -> None:
    for one, other in ("ab", "bc", "ca"):
        (work / f"{one}.amp").write_text(f"schema {one}\nimport {other}\n")
    ran = ampgen("compile", "a.amp", cwd=work)
    _refused(ran, work, {"a.amp", "b.amp", "c.amp"})
    assert ran.err.count("error[import-cycle]") == 1 and "`a` → `b` → `c` → `a`" in ran.err


def test_many_imports_are_read_once_each(work: Path) -> None:
    names = [f"s{number}" for number in range(100)]
    for number, name in enumerate(names):
        imports = "\n".join(f"import {other}" for other in names[number + 1 : number + 30])
        (work / f"{name}.amp").write_text(f"schema {name}\n{imports}\n")
    ran = ampgen("check", "--format", "concise", "s0.amp", cwd=work)
    assert ran.status == 0 and ran.seconds < SECONDS and ran.memory < MEMORY


def test_names_that_differ_only_in_case_are_one_mistake(work: Path) -> None:
    (work / "x.amp").write_text("schema x\nimport C\nimport c\nrecord R { a: c.T b: C.T }\n")
    (work / "c.amp").write_text("schema c\nrecord T {}\n")
    ran = ampgen("compile", "x.amp", cwd=work)
    _refused(ran, work, {"x.amp", "c.amp"})
    assert "error[bad-schema-name]" in ran.err


def _make_out(kind: str, work: Path) -> None:
    (work / "x.amp").write_text(RIGHT)
    mine = work / "mine.py"
    if kind == "a file in the way":
        (work / "right").write_text("mine")
    elif kind == "a folder of somebody's":
        (work / "right").mkdir()
        (work / "right" / "model.py").write_text("mine = 1\n")
    elif kind == "a link to somebody's folder":
        (work.parent / "theirs").mkdir()
        (work.parent / "theirs" / "precious.py").write_text("mine = 1\n")
        (work / "right").symlink_to("../theirs")
    elif kind == "a link to somebody's file":
        assert ampgen("compile", "x.amp", cwd=work).status == 0
        mine.write_text("mine = 1\n")
        (work / "right" / "model.py").unlink()
        (work / "right" / "model.py").symlink_to("../mine.py")
    elif kind == "an edited file":
        assert ampgen("compile", "x.amp", cwd=work).status == 0
        with open(work / "right" / "model.py", "a") as file:
            file.write("# mine\n")
        (work / "x.amp").write_text(RIGHT + "record S {}\n")


@pytest.mark.parametrize(
    "kind",
    ["a file in the way", "a folder of somebody's", "a link to somebody's folder"]
    + ["a link to somebody's file", "an edited file"],
)
def test_what_is_somebodys_own_is_never_overwritten(kind: str, work: Path) -> None:
    _make_out(kind, work)

    def everything() -> dict[Path, bytes]:
        top = work.parent
        return {
            path: path.read_bytes()
            for path in sorted(top.rglob("*"))
            if path.is_file() and path.parent != top
        }

    before = everything()
    ran = ampgen("compile", "x.amp", cwd=work)
    after = everything()
    if kind == "a link to somebody's file" and ran.status == 0:
        # The link itself may be replaced, what it led to may not.
        assert (work / "mine.py").read_bytes() == b"mine = 1\n"
        return
    assert ran.status == 3 and "Traceback" not in ran.err
    assert before == after


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_what_may_not_be_read_is_told(work: Path) -> None:
    (work / "x.amp").write_text(RIGHT)
    (work / "x.amp").chmod(0)
    _refused(ampgen("compile", "x.amp", cwd=work), work, {"x.amp"}, 3)


def test_a_disk_that_is_full_leaves_everything_as_it_was(work: Path) -> None:
    (work / "x.amp").write_text(RIGHT)
    assert ampgen("compile", "x.amp", cwd=work).status == 0
    before = {path: path.read_bytes() for path in work.rglob("*") if path.is_file()}
    (work / "x.amp").write_text(RIGHT + "record S { a: str }\n" * 1)
    before[work / "x.amp"] = (work / "x.amp").read_bytes()

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))

    _in_a_child(limit, work)
    assert {path: path.read_bytes() for path in work.rglob("*") if path.is_file()} == before
    assert ampgen("compile", "x.amp", cwd=work).status == 0


def _in_a_child(limit: Callable[[], None], work: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "ampgen", "compile", "x.amp"],
        cwd=work,
        capture_output=True,
        text=True,
        preexec_fn=limit,
        env={**environment(), "AMPGEN_CACHE": "off"},
        timeout=120,
    )
    assert ran.returncode == 3 and "Traceback" not in ran.stderr, ran.stderr
