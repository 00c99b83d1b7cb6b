"""What is proved right by its shape is right node by node."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest

from ampgen.presenting import present
from ampgen.rendering import render
from ampgen.text import Source
from ampgen.understanding import understand
from ampgen.verifying import proving
from ampgen.verifying.judging import judge
from ampgen.verifying.misprinted import Misprinted
from ampgen.verifying.proving import proved
from ampgen.verifying.vocabulary import FUNCTIONS, IMPORTER
from ampgen.views import Module, Package, PublicNames

# What is changed at random may hold what Python warns about.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning")

ACCEPTED = Path(__file__).parents[1] / "accepted"
CASES = sorted(path.parent.name for path in ACCEPTED.glob("*/schema.amp"))
CHANGED = 1500

_WORD = re.compile(r'"""|\s+|"(?:[^"\\\n]|\\.)*"|\w+|.', re.DOTALL)
_OTHERS = """
x self amp Any type len int str None True False lambda not in is and or if else for while def class
return raise pass global nonlocal import from as try finally with yield await async match case del
exec eval print open getattr globals __import__ __class__ __init__ encode pop system os NotImplemented
" ' \\ ; # : , . ( ) [ ] { } = := == -> ** * @ ~ / // ... - 1 -1 0 1.5 1e5 0x1 1_0 007 1j b f r u rb
""".split() + [
    *(
        " ",
        "\n",
        "\n    ",
        "\n        ",
        "\t",
        "\f",
        "\0",
        "\r",
        "\\\n",
        "\u00e9",
        "\u2028",
        "\x01",
    ),
    *('"""', "'''", '""', "''", '"x"', "b'x'", 'f"{x}"', 'f"{x.y!r}"', 'f"{x()}"', 'f"{{x}}"'),
    *('"\\""', '\'"""\'', '"\\x00"', 'b"\\xff"', 'r"\\"', '"a" "b"', "# noqa\n", "# a\n"),
    *("import os\n", "from os import *\n", "import os; x\n", "x = 1\n", "x()\n", "os.system(x)\n"),
    *(
        "x.y.append(x)",
        "[].pop()",
        "(lambda: 1)()",
        "__import__('os')",
        "x: int = 3",
        "x, y = y, x",
    ),
    *(
        "    x = x,\n",
        "    x: y,\n",
        "x=y",
        "for x in y",
        "class X:\n    pass\n",
        "match x:\n    case 1: pass\n",
    ),
    *(
        "@x\n",
        "else:\n",
        "global x\n",
        "type X = int\n",
        "x = yield\n",
        "print\n",
        "*x,\n",
        "**x,\n",
    ),
]


@cache
def package(case: str) -> Package:
    source = Source("schema.amp", (ACCEPTED / case / "schema.amp").read_text("utf-8"))
    return present(understand([source], [ACCEPTED / case]).schemas[0])


@cache
def printed(case: str) -> list[tuple[str, Module, frozenset[str]]]:
    """Return each module of a case: its text, its view, and what of Python's own it may call."""
    files = render(package(case))
    return [
        (files[path], module, functions_of(module)) for path, module in package(case).modules()
    ]


def functions_of(module: Module) -> frozenset[str]:
    return FUNCTIONS | IMPORTER if isinstance(module, PublicNames) else FUNCTIONS


def fails(text: str, module: Module, functions: frozenset[str]) -> str:
    """Return what is wrong with a text node by node, if anything."""
    try:
        judge(text, module, functions)
    except Misprinted as problem:
        return str(problem)
    return ""


@pytest.fixture(params=[proving.BLOCK, 300], ids=["whole", "in blocks"])
def blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take modules as a whole, and cut, as large ones are."""
    monkeypatch.setattr(proving, "BLOCK", request.param)


@pytest.mark.usefixtures("blocks")
@pytest.mark.parametrize("case", CASES)
def test_what_is_printed_is_proved_and_right(case: str) -> None:
    for text, module, functions in printed(case):
        assert not fails(text, module, functions)
        assert proved(text, module, functions)


def changed(chance: random.Random, text: str) -> str:
    words: list[str] = _WORD.findall(text)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        at = chance.randrange(len(words))
        match chance.randrange(5):
            case 0:
                words[at] = chance.choice(_OTHERS)
            case 1:
                words.insert(at, chance.choice(_OTHERS))
            case 2:
                words[at] = chance.choice(words)
            case 3:
                del words[at : at + chance.choice((1, 1, 2, 8))]
            case _:
                other = chance.randrange(len(words))
                words[at], words[other] = words[other], words[at]
    return "".join(words)


@pytest.mark.usefixtures("blocks")
def test_what_is_wrong_node_by_node_is_never_proved() -> None:
    chance = random.Random(11)
    some = [one for case in CASES for one in printed(case) if len(one[0]) < 8_000]
    right = 0
    for _ in range(CHANGED):
        text, module, functions = chance.choice(some)
        text = changed(chance, text)
        if proved(text, module, functions):
            right += 1
            assert not fails(text, module, functions), text
    # Blank lines, names of attributes, other docstrings: there is what may change.
    assert right > CHANGED // 50


@pytest.mark.parametrize(
    "added",
    [
        'x = """\n"""\n',
        "x = 'a\\\nb'\n",
        "def f(\n    x: int,\n):\n    return x()\n",
        "def f():\n    return [].pop()\n",
        "def f():\n    return super().pop()\n",
        "def f():\n    return super().__class__\n",
        "class X:\n    def f(self): self.f()\n",
        "if len(len): pass\nelse:\n    eval(len)\n",
        "x = f'{eval(1)}'\n",
        "x = f'{len!r:{len}}'\n",
        "x = f'{lambda}'\n",
        "x = len.class\n",
        "x = 1 if len else 2  # said\n",
        "import os\n",
        "    import os\n",
        "from os import (\n    path\n)\n",
        "from ._wire.service import Service; len(len)\n",
        "x = '# a' # b\n",
        "@len\n",
        "for x in []: x()\n",
        "x, y = len, len\nx()\n",
        "(\n)()\n",
        "x: len = len\n\n\ny.x(x)\n",
        "len(\nlen=\nlen\n)\n",
        "x = [len\nfor x in len]\n",
        "(\nx = 3)\n",
        "def f(x):\n  def g():\n    return x(1)\n",
        "len\n    len\n",
        "x = len(*len, **len)\nx = len[len:len:len]\nx = {**len}\nlen(x := 1)\n",
        "def len() -> None: ...\n'''\n'''\nx\n",
        "class type: pass\ntype.x()\n",
        "x = '\\N{DASH}'\n",
        "x = b'é'\n",
        "\ufeffx = 1\n",
        "if len:\n    pass\n  x\n",
        "x = " + "(" * 300 + ")" * 300 + "\n",
        "x = " + "9" * 5000 + "\n",
    ],
)
def test_what_is_added_is_judged_alike(added: str) -> None:
    for text, module, functions in printed("registration"):
        if proved(text + added, module, functions):
            assert not fails(text + added, module, functions)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('    """The command ', '    x = """The command '),
        ('    """The command ', '    b"x"\n    """The command '),
        ('    """The command ', '    "" """The command '),
        ('    """The command ', '        """The command '),
        ("# ruff: noqa", "# ruff: noqa x"),
        ('"""', "'''"),
        ('# isort: skip_file\n"""', '# isort: skip_file\nx = 1\n"""'),
        ("        publickey: bytes,\n", "        publickey: bytes,\n        **x,\n        **x,\n"),
    ],
)
def test_a_value_or_a_docstring_in_another_place_is_not_proved(old: str, new: str) -> None:
    found = 0
    for text, module, functions in printed("registration"):
        found += old in text
        if old in text:
            other = text.replace(old, new)
            assert not proved(other, module, functions) or not fails(other, module, functions)
    assert found
