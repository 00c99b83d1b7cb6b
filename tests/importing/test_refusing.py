"""What cannot be known or said is told with its line and a way out, and nothing is half done."""

from __future__ import annotations

from pathlib import Path

import pytest

from ampgen import importing
from ampgen.findings import Refused, Unusable
from tests.cli.commands import ampgen
from tests.importing.support import commands_of, rules, told, written

# The text stands below a first line that imports AMP.
REFUSED = {
    "a base that nobody has": (
        "from nowhere import Base\nclass Ask(Base):\n    arguments = []",
        ["3 python-unknown"],
    ),
    "a mixin that nobody has": (
        "from nowhere import Mixin\nclass Ask(Mixin, amp.Command):\n    pass",
        ["3 python-unknown"],
    ),
    "a list that a stranger returns": (
        "from nowhere import fields\nclass Ask(amp.Command):\n    arguments = fields()",
        ["3 python-unknown"],
    ),
    "a part of a list that is known only when it runs": (
        "import os\nclass Ask(amp.Command):\n    arguments = [(os.environ['N'], amp.Integer())]",
        ["4 python-unknown"],
    ),
    "a list that a stranger may have changed": (
        "from nowhere import more\nF = [(b'a', amp.Integer())]\nmore(F)\nclass Ask(amp.Command):\n    arguments = F",
        ["5 python-unknown"],
    ),
    "a list that is changed under a condition": (
        "import os\nF = []\nif os.name == 'nt':\n    F.append((b'a', amp.Integer()))\nclass Ask(amp.Command):\n    arguments = F",
        ["6 python-unknown"],
    ),
    "a list that is changed in a way that is not followed": (
        "F = [(b'a', amp.Integer())]\nF.sort()\nclass Ask(amp.Command):\n    arguments = F",
        ["4 python-unknown"],
    ),
    "commands under a condition": (
        "import os\nif os.name == 'nt':\n    class Ask(amp.Command):\n        pass",
        ["4 python-unknown"],
    ),
    "a metaclass": (
        "class Meta(type(amp.Command)): pass\nclass Ask(amp.Command, metaclass=Meta): pass",
        ["3 python-unknown"],
    ),
    "what derives from a class with a decorator": (
        "from nowhere import change\n@change\nclass Ask(amp.Command): pass\nclass More(Ask): pass",
        ["4 python-unknown", "5 python-unknown"],
    ),
    "a base that changes what derives from it": (
        "class Base:\n    def __init_subclass__(cls): cls.arguments = []\nclass Ask(Base, amp.Command): pass",
        ["4 python-unknown"],
    ),
    "a command that a metaclass is called for": (
        "class Meta(type(amp.Command)): pass\nAsk = Meta('Ask', (amp.Command,), {})",
        ["3 python-unknown"],
    ),
    "a command that a stranger makes": (
        "from nowhere import command\nAsk = command('Ask', [(b'a', amp.Integer())])",
        ["3 python-unknown"],
    ),
    "a list with a part from a file that is not there": (
        "from nowhere import MORE\nclass Ask(amp.Command):\n    arguments = [] + MORE",
        ["3 python-unknown"],
    ),
    "commands by a loop": (
        "for name in ('A', 'B'):\n    class Ask(amp.Command):\n        commandName = name.encode()",
        ["2 python-unknown"],
    ),
    "commands by a loop over type()": (
        "for name in ('A', 'B'):\n    globals()[name] = type(name, (amp.Command,), {})",
        ["2 python-unknown"],
    ),
    "commands by a loop over a function": (
        "def make(name):\n    class Made(amp.Command): pass\n    return Made\nALL = {}\nfor name in 'ab':\n    ALL[name] = make(name)",
        ["6 python-unknown"],
    ),
    "commands by a while loop": (
        "n = 0\nwhile n < 3:\n    class Ask(amp.Command): pass\n    n += 1",
        ["4 python-unknown"],
    ),
    "a decorator that nobody knows": (
        "from nowhere import register\n@register\nclass Ask(amp.Command):\n    pass",
        ["4 python-unknown"],
    ),
    "a class where an argument should be": (
        "class Ask(amp.Command):\n    arguments = [(b'a', amp.Integer)]",
        ["3 python-unknown"],
    ),
    "something that is no pair": (
        "class Ask(amp.Command):\n    arguments = [b'a', amp.Integer()]",
        ["2 python-unknown", "3 python-unknown"],
    ),
    "boxes in a ListOf": (
        "class Ask(amp.Command):\n    arguments = [(b'a', amp.ListOf(amp.AmpList([])))]",
        ["3 python-unsayable"],
    ),
    "descriptors in a list": (
        "class Ask(amp.Command):\n    arguments = [(b'a', amp.AmpList([(b'f', amp.Descriptor())]))]",
        ["3 python-unsayable"],
    ),
    "an argument made with an object": (
        "class Own(amp.Argument):\n    def __init__(self, a): ...\nclass Ask(amp.Command):\n    arguments = [(b'a', Own(amp))]",
        ["5 python-unsayable"],
    ),
    "an argument made with keywords": (
        "class Own(amp.Argument): pass\nclass Ask(amp.Command):\n    arguments = [(b'a', Own(unit=2))]",
        ["4 python-unsayable"],
    ),
    "an argument without bytes": (
        "class Ask(amp.Command):\n    arguments = [(b'a', amp.Argument())]",
        ["3 python-unsayable"],
    ),
    "a command that encodes by itself": (
        "class Ask(amp.Command):\n    @classmethod\n    def makeResponse(cls, objects, proto): ...",
        ["4 python-override"],
    ),
    "StartTLS": ("class Ask(amp.StartTLS):\n    pass", ["2 python-unsayable"]),
    "two errors of one code": (
        "class Ask(amp.Command):\n    errors = {KeyError: b'E', OSError: b'E'}",
        ["2 code-twice"],
    ),
    "AMP's own code": (
        "class Ask(amp.Command):\n    errors = {KeyError: b'UNKNOWN'}",
        ["3 reserved-code"],
    ),
    "AMP's own key": (
        "class Ask(amp.Command):\n    arguments = [(b'_a', amp.Integer())]",
        ["3 bad-wire-name"],
    ),
    "one key twice": (
        "class Ask(amp.Command):\n    arguments = [(b'a', amp.Integer()), (b'a', amp.Integer())]",
        ["2 wire-name-twice"],
    ),
    "no commands": ("class Ask:\n    pass", ["1 python-no-commands"]),
    "not Python": ("class Ask(amp.Command:\n    pass", ["2 python-syntax"]),
    "Python 2": ("print 'hello'", ["2 python-syntax"]),
    "null bytes": ("x = '\0'", ["1 python-syntax"]),
    "nesting without an end": (f"x = {'(' * 300}{')' * 300}", ["2 python-syntax"]),
    "a sum without an end": (f"x = {'1 + ' * 30000}1\nclass Ask(amp.Command): pass", None),
    "a recursion without an end": (
        "def f(x):\n    return f(x)\nclass Ask(amp.Command):\n    arguments = f(1)",
        ["4 python-unknown"],
    ),
    "a list without an end": (
        "F = [(b'a', amp.Integer())]\nfor x in F:\n    F.append(x)\nclass Ask(amp.Command):\n    arguments = F * 10**9",
        ["5 python-unknown"],
    ),
    "loops without an end": (
        "R = range(1000)\nF = [a for a in R for b in R for c in R for d in R]\nclass Ask(amp.Command): pass",
        ["1 python-unknown"],
    ),
    "a text without an end": (
        "class Ask(amp.Command):\n    commandName = b'x' * 10**12",
        ["2 python-unknown"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_has_its_line_and_a_way_out(case: str, tmp_path: Path) -> None:
    text, expected = REFUSED[case]
    findings = told(tmp_path, text)
    if expected is not None:
        assert rules(findings) == expected
    assert all(one.help for one in findings)


def test_a_reason_elsewhere_is_shown_where_it_is(tmp_path: Path) -> None:
    (finding,) = told(
        tmp_path,
        "import nowhere\n\nFIELDS = nowhere.fields()\nclass Ask(amp.Command): arguments = FIELDS",
    )
    assert finding.frame.place.line == 5
    (other,) = finding.others
    assert other.place.line == 4 and "fields" in other.label


def test_partial_leaves_out_what_cannot_be_said_and_says_so(tmp_path: Path) -> None:
    text = """
    class Ask(amp.Command):
        arguments = [(b"a", amp.Argument())]
    class Tell(amp.Command):
        errors = {KeyError: b"UNKNOWN", OSError: b"OS"}
    class Fine(amp.Command):
        errors = {OSError: b"OS"}
    """
    (file,) = written(tmp_path, commands=text)
    found = importing.read([file], [])
    with pytest.raises(Refused):
        importing.to_schema(found, "imported", None, False)
    settled = importing.to_schema(found, "imported", None, True)
    assert [one.python.name for one in settled.commands] == ["Fine"]
    assert {one.severity.value for one in settled.findings} == {"warning"}
    assert rules(list(settled.findings)) == ["4 python-unsayable", "6 reserved-code"]
    assert all(one.help.startswith("left out; ") for one in settled.findings)


def test_nothing_left_is_not_a_schema(tmp_path: Path) -> None:
    (file,) = written(tmp_path, commands="class Ask(amp.Command):\n    arguments = [1]\n")
    with pytest.raises(Refused):
        importing.to_schema(importing.read([file], []), "imported", None, True)


def test_what_only_a_program_does_is_imported_with_a_warning(tmp_path: Path) -> None:
    text = """
    class Bye(amp.Command):
        responseType = amp.QuitBox
    class Switch(amp.ProtocolSwitchCommand):
        pass
    class Beat(amp.Command):
        requiresAnswer = False
        errors = {KeyError: b"KEY"}
    """
    assert rules(told(tmp_path, text)) == [
        "3 python-behaviour",
        "5 python-behaviour",
        "7 python-oneway",
    ]
    assert commands_of(tmp_path, text)[2] == "oneway command Beat()"


def test_commands_inside_functions_are_told(tmp_path: Path) -> None:
    text = "class Ask(amp.Command): pass\ndef f():\n    class Tell(amp.Command): pass\n"
    assert rules(told(tmp_path, text)) == ["4 python-hidden"]


def test_reading_never_runs_anything(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    touch = f"open({str(trap)!r}, 'w')"
    text = (
        f"import os; os.mkdir({str(trap)!r}); {touch}\nX = [{touch} for _ in range(2)]\n"
        f"class Ask(amp.Command):\n    {touch}\n    arguments = [(b'a', amp.Integer())]\n"
        f"exec({touch!r})\n"
    )
    assert commands_of(tmp_path, text) == ["command Ask(a: int)"]
    assert not trap.exists()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.py", "no such file"),
        ("folder.py", "it is a folder: name its files, as in .*/\\*.py"),
        ("latin.py", "line 2 is not UTF-8: .* or say in its first line"),
        ("lost.py", "unknown encoding: nonsense; correct"),
        ("wide.py", "it is UTF-16: store"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "folder.py").mkdir()
    (tmp_path / "latin.py").write_bytes(b"\nx = '\xff'\n")
    (tmp_path / "lost.py").write_bytes(b"# coding: nonsense\n")
    (tmp_path / "wide.py").write_bytes("x = 1\n".encode("utf-16"))
    with pytest.raises(Unusable, match=f"{name}.*{reason}"):
        importing.read([str(tmp_path / name)], [])


@pytest.mark.parametrize(
    "line",
    [
        "print 'x'",
        "raise ValueError, 'x'",
        "exec 'x'",
        "x = 0777",
        "x = 10L",
        "x = ur'x'",
        "x = 1 <> 2",
        "try: pass\nexcept ValueError, e: pass",
    ],
)
def test_python_2_is_called_so(line: str, tmp_path: Path) -> None:
    (finding,) = told(tmp_path, f"class Ask(amp.Command): pass\n{line}\n")
    assert finding.rule == "python-syntax" and "it looks like Python 2" in finding.help
    (finding,) = told(tmp_path, "class Ask(amp.Command): pass\nx = )\n")
    assert "Python 2" not in finding.help


def test_other_encodings_are_read_as_python_reads_them(tmp_path: Path) -> None:
    file = tmp_path / "commands.py"
    file.write_bytes(
        b"# coding: latin-1\r\nfrom twisted.protocols import amp\r\n"
        b'class Ask(amp.Command):\r\n    """Gr\xfcn."""\r\n'
    )
    (command,) = importing.read([str(file)], []).commands
    assert command.doc == "Gr\u00fcn." and command.place.line == 3


def test_the_command_prints_nothing_where_something_is_wrong(tmp_path: Path) -> None:
    written(tmp_path, commands="class Ask(amp.Command):\n    arguments = [(b'a', amp.Argument())]\nclass Tell(amp.Command): pass\n")  # fmt: skip
    ran = ampgen("import", "commands.py", cwd=tmp_path)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("commands.py:3:18: error[python-unsayable]: `a` in `Ask.arguments`")
    assert "help: write an `Argument` class" in ran.err
    ran = ampgen("import", "commands.py", "--out", "new.amp", cwd=tmp_path)
    assert ran.status == 1 and not (tmp_path / "new.amp").exists()
    ran = ampgen("import", "commands.py", "--out", "new.amp", "--partial", cwd=tmp_path)
    assert ran.status == 0 and "command Tell()" in (tmp_path / "new.amp").read_text()
    ran = ampgen("import", "commands.py", "--out", "new.amp", "--partial", cwd=tmp_path)
    assert ran.status == 3 and "new.amp is there already" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("commands.py", "--execute", "commands"),
        ("commands.py", "--verify"),
        ("commands.py", "--schema", "Types"),
        ("commands.py", "--schema", "a b"),
        ("commands.py", "--interface", "a-b"),
        ("commands.py", "--timeout", "0"),
    ],
)
def test_a_command_line_that_means_nothing_is_told(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    written(tmp_path, commands="class Ask(amp.Command): pass\n")
    ran = ampgen("import", *arguments, cwd=tmp_path)
    assert (ran.status, ran.out) == (2, "") and "Error: " in ran.err
