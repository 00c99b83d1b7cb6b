"""Commands are known exactly by running the code, and the code cannot spoil the result."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from ampgen import importing
from ampgen.findings import Unusable
from tests.cli.commands import ampgen
from tests.importing.support import written


def introspected(folder: Path, module: str = "commands", timeout: float = 60) -> importing.Settled:
    runner = importing.Runner(sys.executable, (str(folder),), timeout)
    found = importing.introspect([module], runner)
    return importing.to_schema(found, "imported", "Commands", False)


MADE_WHILE_IT_RUNS = """
class Point:
    pass

class PointArgument(amp.Argument):
    def __init__(self, unit, scale=1, *, optional=False):
        super().__init__(optional)
    def fromString(self, data: bytes) -> Point: ...

BY_NAME = {}
for name in ("Aa", "Bb"):
    BY_NAME[name] = globals()[name] = type(name, (amp.Command,), {
        "arguments": [(name.encode(), amp.Integer())],
    })

def make(fields):
    class Made(amp.Command):
        commandName = b"cc"
        arguments = fields
    return Made

Cc = make([(b"at", PointArgument("m", 2)), (b"by", PointArgument("m", 2, optional=True))])

class Dd(amp.Command):
    \"\"\"Number four.\"\"\"
    arguments = [
        (b"x", amp.Float()),  # of the left end
    ]
"""


def test_what_is_made_while_it_runs_is_known(tmp_path: Path) -> None:
    written(tmp_path, commands=MADE_WHILE_IT_RUNS)
    assert introspected(tmp_path).text == (
        "schema imported\n\n"
        'type Point = python "commands:PointArgument"("m", 2) as "commands:Point" over bytes\n\n'
        "interface Commands {\n"
        "    command Aa(Aa: int)\n\n"
        "    command Bb(Bb: int)\n\n"
        '    @wire("cc")\n    command Cc(at: Point, by: Point?)\n\n'
        "    /// Number four.\n"
        "    command Dd(\n        /// of the left end\n        @nonfinite\n        x: float,\n    )\n"
        "}\n"
    )


def test_reading_and_running_find_the_same(tmp_path: Path) -> None:
    text = """
    class Missing(Exception):
        "Not there."
    class Own(amp.String):
        pass
    class Base(amp.Command):
        errors = {KeyError: b"KEY"}
        fatalErrors = {OSError: b"OS"}
    class Ask(Base):
        "Ask."
        commandName = b"a-s-k"
        arguments = [
            (b"from", amp.Unicode(optional=True)),  # whom
            (b"rows", amp.AmpList([(b"x", amp.ListOf(amp.Float())), (b"y", Own())])),
        ]
        response = [(b"rows", amp.AmpList([(b"x", amp.ListOf(amp.Float())), (b"y", Own())]))]
        errors = {Missing: b"MISSING"}
    class Beat(amp.Command):
        requiresAnswer = False
    class Server(amp.AMP):
        @Ask.responder
        def ask(self, **_): ...
    """
    (file,) = written(tmp_path, commands=text)
    read = importing.to_schema(importing.read([file], []), "imported", None, False)
    runner = importing.Runner(sys.executable, (str(tmp_path),), 60)
    run = importing.to_schema(importing.introspect(["commands"], runner), "imported", None, False)
    assert run.text == read.text
    assert "interface Server {" in run.text


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("lost.py", "cannot read lost.py: no such file or directory"),
        ("./folder", "cannot import ./folder: it has no `__init__.py`"),
        ("a b", "cannot import a b: no module can be called that"),
        ("", "cannot import : no module can be called that"),
    ],
)
def test_what_is_no_module_is_told(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    ran = ampgen("import", "--execute", name, cwd=tmp_path)
    assert (ran.status, ran.out) == (3, "") and reason in ran.err


def test_code_that_spoils_its_process_spoils_no_result(tmp_path: Path) -> None:
    written(
        tmp_path,
        commands="""
        class Ask(amp.Command): pass
        Ask.__doc__ = 12
        import builtins, json, os, sys
        json.dump = json.dumps = builtins.open = os._exit = None
        sys.stdout.close()
        sys.stderr.close()
        """,
    )
    ran = ampgen("import", "--execute", "commands", cwd=tmp_path)
    assert (ran.status, ran.err) == (0, "") and "command Ask()" in ran.out


def test_a_file_that_is_there_is_told_before_the_code_runs(tmp_path: Path) -> None:
    written(tmp_path, commands="class Ask(amp.Command): pass\nprint('it ran')\n")
    (tmp_path / "there.amp").write_text("mine")
    ran = ampgen("import", "--execute", "commands", "--out", "there.amp", cwd=tmp_path)
    assert ran.status == 3 and (tmp_path / "there.amp").read_text() == "mine"
    assert "there.amp is there already, and is never overwritten" in ran.err
    assert "it ran" not in ran.err


def test_what_twisted_does_not_know_is_told_alike(tmp_path: Path) -> None:
    text = """
    import os
    class Mixin:
        permission = "all"
        def allowed(self): ...
    class Base(amp.Command):
        level = 1
    class Ask(Mixin, Base):
        responce = []
        key = 2
        _private = 3
        class Inner(amp.Command): pass
    """
    (file,) = written(tmp_path, commands=text)
    runner = importing.Runner(sys.executable, (str(tmp_path),), 60)
    read, run = importing.read([file], []), importing.introspect(["commands"], runner)
    found = sorted(run.findings, key=lambda one: one.frame.place.start)
    assert [one.fact for one in read.findings] == [one.fact for one in found]
    assert [one.fact for one in found] == [
        "`Base` has `level` of its own",
        "`Ask` has a `responce`, which Twisted never looks at",
        "`Ask` has `allowed`, `key` and `permission` of its own",
    ]
    assert all(one.severity.value == "warning" for one in found)


def test_words_and_places_are_those_of_the_field(tmp_path: Path) -> None:
    text = """
    IDS = [(b"id", amp.Integer())]  # who asks
    class Own(amp.Unicode):
        def __init__(self, size=1, optional=False):
            super().__init__(optional)
    class Ask(amp.Command):
        arguments = IDS + [
            (b"rows", amp.AmpList([
                (b"id", amp.Integer()),  # whose row
            ])),
            (b"own", Own(size=2)),
            (b"odd", Own(size=len)),
        ]
        response = [
            (b"id", amp.Integer()),  # who answers
        ]
    """
    (file,) = written(tmp_path, commands=text)
    runner = importing.Runner(sys.executable, (str(tmp_path),), 60)
    ran = importing.introspect(["commands"], runner).findings
    read = importing.read([file], []).findings
    for found in (read, ran):
        (odd,) = found
        assert (odd.rule, odd.frame.place.line) == ("python-unsayable", 13)
        assert odd.fact == "`Own` of `odd` in `Ask.arguments` is made with `len`"
    text = text.replace('(b"odd", Own(size=len)),', "")
    (file,) = written(tmp_path, commands=text)
    whole = introspected(tmp_path).text
    assert (
        whole
        == importing.to_schema(importing.read([file], []), "imported", "Commands", False).text
    )
    body = " ".join(whole.split())
    assert "/// who asks id: int, rows: list[Row], own: Own" in body
    assert "/// whose row id: int }" in body and "/// who answers id: int" in body
    assert '"commands:Own"(2)' in body


def test_what_the_code_prints_is_not_the_schema(tmp_path: Path) -> None:
    written(tmp_path, commands="import os\nprint('hello')\nos.write(1, b'there')\nclass Ask(amp.Command): pass\n")  # fmt: skip
    ran = ampgen("import", "--execute", "commands", cwd=tmp_path)
    assert ran.status == 0
    assert ran.out.startswith("schema commands_amp\n")
    assert "hello" in ran.err and "there" in ran.err


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("raise ValueError('no \\x1b[31mluck')", r"ValueError: no \\x1b\[31mluck \(.*commands.py:2\)"),
        ("import sys; sys.exit(3)", "it ends the process with status 3"),
        ("import os; os._exit(4)", "ended its process with status 4"),
        ("import os; os.abort()", "SIGABRT"),
        ("import nowhere", "No module named 'nowhere'"),
        ("class Ask(amp.Command):\n    commandName = 'text'", r"commands.py:2\)"),
        ("def f(:", r"SyntaxError: .*commands.py:2\)"),
    ],
)  # fmt: skip
def test_code_that_fails_is_told(text: str, reason: str, tmp_path: Path) -> None:
    written(tmp_path, commands=text)
    with pytest.raises(Unusable, match=reason):
        introspected(tmp_path)


def test_code_without_an_end_is_stopped_with_all_that_it_started(tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    loop = f"import time\nwhile True: open({str(alive)!r}, 'w'); time.sleep(0.1)"
    written(
        tmp_path,
        commands=f"""
        import subprocess, sys, time
        subprocess.Popen([sys.executable, "-c", {loop!r}])
        time.sleep(60)
        """,
    )
    with pytest.raises(Unusable, match="ran for 5 seconds without an end"):
        introspected(tmp_path, timeout=5)
    assert alive.exists()
    alive.unlink()
    time.sleep(0.5)
    assert not alive.exists(), "what the code started goes on"


def test_threads_hold_nobody_up(tmp_path: Path) -> None:
    written(tmp_path, commands="import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()\nclass Ask(amp.Command): pass\n")  # fmt: skip
    assert "command Ask()" in introspected(tmp_path, timeout=30).text


def test_a_module_that_is_not_there_says_where_to_look(tmp_path: Path) -> None:
    ran = ampgen("import", "--execute", "acme.commands", cwd=tmp_path)
    assert (ran.status, ran.out) == (3, "")
    assert ran.err == (
        "ampgen: there is no module acme.commands; `--path FOLDER` says where it is, "
        "`--python FILE` which Python has it installed\n"
    )
    ran = ampgen("import", "--execute", "x", "--python", "./no-python", cwd=tmp_path)
    assert ran.status == 3 and "cannot run ./no-python" in ran.err


def test_a_file_and_a_folder_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "lib" / "acme").mkdir(parents=True)
    (tmp_path / "lib" / "acme" / "__init__.py").touch()
    written(tmp_path / "lib", acme__commands="class Ask(amp.Command): pass\n")
    by_file = ampgen("import", "--execute", "lib/acme/commands.py", cwd=tmp_path)
    by_path = ampgen("import", "--execute", "acme.commands", "--path", "lib", cwd=tmp_path)
    package = ampgen("import", "--execute", "acme", "--path", "lib", cwd=tmp_path)
    assert (by_file.status, by_path.status, package.status) == (0, 0, 0)
    assert by_file.out == by_path.out
    assert package.err == "ampgen: also imported acme.commands\n"


def test_commands_that_are_only_imported_are_named(tmp_path: Path) -> None:
    written(tmp_path, commands="class Ask(amp.Command): pass\n", use="import commands\nfrom commands import Ask\n")  # fmt: skip
    ran = ampgen("import", "--execute", "use", cwd=tmp_path)
    assert (
        ran.status == 1 and "it imports commands from elsewhere: `--execute commands`" in ran.err
    )


def test_exceptions_and_arguments_without_a_name_are_refused(tmp_path: Path) -> None:
    written(
        tmp_path,
        commands="""
        def make():
            class Local(Exception): pass
            class Own(amp.String): pass
            return Local, Own
        Local, Own = make()
        class Ask(amp.Command):
            errors = {Local: b"LOCAL"}
        class Tell(amp.Command):
            arguments = [(b"a", Own())]
        """,
    )
    ran = ampgen("import", "--execute", "commands", "--format", "concise", cwd=tmp_path)
    assert ran.status == 1 and ran.out == ""
    assert ran.err.count("python-unsayable") == 2
    assert "has no name to import it by" in ran.err
