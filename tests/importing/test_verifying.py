"""The table says that nothing changed where nothing did, and finds whatever did."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ampgen import importing
from ampgen.importing.tabling import same, table
from ampgen.importing.verifying import verify
from tests.cli.commands import ampgen
from tests.importing.support import written

COMMANDS = """
class Missing(Exception):
    pass

class Late(Missing):
    pass

class Own(amp.String):
    pass

class Ask(amp.Command):
    commandName = b"a-s-k"
    arguments = [
        (b"word", amp.Unicode()),
        (b"from", amp.Integer(optional=True)),
        (b"Rows", amp.AmpList([(b"x", amp.Float()), (b"y", amp.ListOf(amp.DateTime()))])),
        (b"own", Own()),
    ]
    response = [(b"amount", amp.Decimal()), (b"where", amp.Path()), (b"well", amp.Boolean())]
    errors = {Missing: b"MISSING", Late: b"LATE"}
    fatalErrors = {OSError: b"OS"}

class Beat(amp.Command):
    arguments = [(b"files", amp.ListOf(amp.String())), (b"log", amp.Descriptor(optional=True))]
    requiresAnswer = False
"""


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> importing.Runner:
    folder = tmp_path_factory.mktemp("verifying")
    written(folder, commands=COMMANDS, others="class Own(amp.String): pass\n")
    return importing.Runner(sys.executable, (str(folder),), 60)


@pytest.fixture(scope="module")
def settled(runner: importing.Runner) -> importing.Settled:
    found = importing.introspect(["commands"], runner)
    return importing.to_schema(found, "imported", "Commands", False)


def test_imported_commands_are_the_same(
    settled: importing.Settled, runner: importing.Runner
) -> None:
    rows = verify(settled, ["commands"], runner)
    assert [(row.command, row.differences, row.notes) for row in rows] == [
        ("Ask", (), ()),
        ("Beat", (), ()),
    ]
    # Each argument's own extremes, besides what is absent or not.
    assert rows[0].requests > 10 and rows[0].responses >= 8
    assert rows[1].requests > 3 and rows[1].responses == 0
    assert same(rows)


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ('@wire("a-s-k")', '@wire("ask")', "commandName: b'a-s-k' is now b'ask'"),
        ("word:", "words:", "arguments: (word, from, Rows, own) is now (words, from, Rows, own)"),
        ("word: str", "word: bytes", "request: "),
        ("from_: int?", "from_: int", "request: refuses"),
        ('@wire("from") from_', "from_", "arguments: "),
        ("@nonfinite x", "x", "request: "),
        (
            "@nonfinite x: float y:",
            "y:",
            "arguments: Rows: AmpList(x: Float, y: ListOf(DateTime)) is now Rows: AmpList(y: ListOf(DateTime))",
        ),
        ("word: str, ", "", "arguments: (word, from, Rows, own) is now (from, Rows, own)"),
        ("word: str,", "", "request: refuses word="),
        ("commands:Own", "others:Own", "arguments: own: commands.Own is now own: others.Own"),
        (
            "raises Missing, Late",
            "raises Late, Missing",
            "errors: Late travels as b'MISSING' and now as b'LATE'",
        ),
        ("y: list[datetime]", "y: list[str]", "request: "),
        ("well: bool", "well: bool?", "response: well: Boolean is now well: Boolean?"),
        ("amount: decimal", "amount: str", "response: "),
        (
            '"MISSING"',
            '"GONE"',
            "errors: {Missing: b'MISSING', Late: b'LATE'} is now {Missing: b'GONE', Late: b'LATE'}",
        ),
        ("fatal OSError", "OSError", "fatalErrors: {OSError: b'OS'} is now {}"),
        ("oneway command Beat", "command Beat", "requiresAnswer: False is now True"),
        ("files: list[bytes]", "files: bytes", "request: "),
        ("over str", "over bytes", None),
    ],
)
def test_every_difference_is_found(
    old: str,
    new: str,
    difference: str | None,
    settled: importing.Settled,
    runner: importing.Runner,
) -> None:
    text = " ".join(settled.text.split())
    assert (text.count(old) == 1) == (difference is not None)
    changed = replace(settled, text=text.replace(old, new))
    rows = verify(changed, ["commands"], runner)
    differences = [one for row in rows for one in row.differences]
    if difference is None:
        assert differences == []
    else:
        assert any(one.startswith(difference) for one in differences), differences
        assert not same(rows)
        assert "DIFFERENT" in table(rows, 80) and table(rows, 80).endswith("1 differ\n")


def test_the_table_goes_where_it_spoils_nothing(tmp_path: Path) -> None:
    written(tmp_path, commands=COMMANDS)
    ran = ampgen("import", "--execute", "commands", "--verify", cwd=tmp_path)
    assert ran.status == 0
    assert ran.out.startswith("schema commands_amp\n") and "byte for byte" in ran.err
    ran = ampgen("import", "--execute", "commands", "--verify", "--out", "a.amp", cwd=tmp_path)
    assert ran.status == 0
    lines = ran.out.splitlines()
    assert lines[0].split() == ["command", "requests", "answers"]
    assert [line.split()[0::3] for line in lines[1:3]] == [["Ask", "same"], ["Beat", "same"]]
    assert lines[-1] == "wrote a.amp"
    assert lines[-2].endswith("boxes made and read both ways: all are the same, byte for byte")
    assert (tmp_path / "a.amp").read_text().startswith("schema a\n")


def test_a_difference_leaves_nothing_behind(tmp_path: Path) -> None:
    # An argument that remembers who it was made for cannot be made again.
    written(
        tmp_path,
        commands="""
        class Own(amp.String):
            made = 0
            def __init__(self, optional=False):
                amp.String.__init__(self, optional)
                Own.made += 1
                self.number = Own.made
            def toString(self, value):
                return value + b"%d" % self.number
        class Ask(amp.Command):
            arguments = [(b"a", Own())]
        """,
    )
    run = ("import", "--execute", "commands", "--verify")
    ran = ampgen(*run, "--out", "new.amp", cwd=tmp_path)
    assert ran.status == 1 and not (tmp_path / "new.amp").exists()
    assert "request: other bytes for a=" in ran.out and ran.out.endswith("1 differ\n")
    ran = ampgen(*run, cwd=tmp_path)
    assert (ran.status, ran.out) == (1, "")


def test_an_argument_that_nobody_can_try_is_said(tmp_path: Path) -> None:
    written(
        tmp_path,
        commands="""
        class Picky(amp.Argument):
            def toString(self, value):
                return value.something_special()
        class Ask(amp.Command):
            arguments = [(b"a", Picky())]
            response = [(b"n", amp.Integer())]
        """,
    )
    ran = ampgen("import", "--execute", "commands", "--verify", cwd=tmp_path)
    assert ran.status == 0
    assert "same, but see below" in ran.err
    assert "no value is known that `Picky` takes for `a`" in ran.err


def test_what_twisted_cannot_carry_or_make_is_said(tmp_path: Path) -> None:
    written(
        tmp_path,
        commands="""
        class Odd(Exception):
            def __init__(self, one, other): ...
        class Ask(amp.Command):
            arguments = [(b"rows", amp.ListOf(amp.Integer()))]
            response = [(b"rows", amp.AmpList([(b"\\xc3\\xa9", amp.Integer())]))]
            errors = {Odd: b"ODD"}
        """,
    )
    ran = ampgen("import", "--execute", "commands", "--verify", cwd=tmp_path)
    assert ran.status == 0 and "same, but see below" in ran.err
    assert "`Odd` cannot be made from a message" in ran.err
    assert "Twisted itself cannot carry the key b'\\xc3\\xa9'" in ran.err


@pytest.mark.parametrize(
    ("module", "left_out"),
    [
        ("twisted.trial._dist.managercommands", 0),
        ("twisted.trial._dist.workercommands", 0),
        ("twisted.trial._dist.stream", 0),
        ("twisted.test.test_amp", 3),
    ],
)
def test_twisteds_own_commands_are_the_same(module: str, left_out: int) -> None:
    runner = importing.Runner(sys.executable, (), 60)
    found = importing.introspect([module], runner)
    whole = importing.to_schema(found, "imported", None, True)
    gone = [one for one in whole.findings if one.help.startswith("left out; ")]
    assert len(gone) == left_out
    rows = verify(whole, [module], runner)
    assert same(rows) and len(rows) >= 2
