"""The quick way through a file and the one that words mistakes build the same."""

from __future__ import annotations

import random
from dataclasses import fields, is_dataclass
from typing import cast

import pytest

from ampgen.findings import in_order
from ampgen.parsing.characters import check_characters
from ampgen.parsing.cutting import cut
from ampgen.parsing.mending import mend
from ampgen.parsing.parsed import file_of
from ampgen.parsing.streaming import stream
from ampgen.text import Place, Source
from tests.fuzz.mutating import mutated
from tests.fuzz.schemas import texts

CHANGED = 150


def spelt(node: object) -> object:
    """Return a node as something that is equal only where all places are."""
    if isinstance(node, Place):
        return node.start, node.end
    if isinstance(node, tuple):
        return [spelt(part) for part in cast("tuple[object, ...]", node)]
    if is_dataclass(node):
        return type(node).__name__, [spelt(getattr(node, one.name)) for one in fields(node)]
    return node


def agree(text: str) -> bool:
    """Say whether the quick way takes a text; fail where the other one disagrees."""
    source = Source("a.amp", text)
    if check_characters(source) != (text, (), True):
        return False
    streamed = stream(source)
    if streamed.items is None:
        return False
    mended = mend(source, text, ())
    assert in_order(mended.findings) == in_order(streamed.findings), text
    assert (mended.whole, mended.spoilt) == (True, frozenset()), text
    assert spelt(mended.file) == spelt(file_of(streamed.items, frozenset(), source)), text
    return True


def test_both_ways_build_the_same_of_every_schema() -> None:
    taken = [text for text in texts() if agree(text)]
    # The others are there to be wrong.
    assert len(taken) > 80


def test_both_ways_build_the_same_of_changed_schemas() -> None:
    chance = random.Random(5)
    known = [text for text in texts() if len(text) < 20_000]
    taken = [agree(mutated(chance, chance.choice(known), known)) for _ in range(CHANGED)]
    assert CHANGED // 10 < sum(taken) < CHANGED


def repeated(text: str, often: int = 40) -> str:
    """Return a text with every piece of it often enough for its form to be known."""
    return "".join(text[start:end] * often for start, end in cut(text))


def test_both_ways_build_the_same_of_forms_that_occur_often() -> None:
    taken = [text for text in texts() if len(text) < 3_000 and agree(repeated(text))]
    assert len(taken) > 40


def test_both_ways_build_the_same_of_changed_pieces_of_forms_that_occur_often() -> None:
    chance = random.Random(6)
    known = [text for text in texts() if len(text) < 3_000]
    taken = 0
    for _ in range(CHANGED):
        text = chance.choice(known)
        pieces = [text[start:end] for start, end in cut(text)]
        one = chance.choice(pieces)
        before = text[: text.index(one)]
        several = [one] * 20 + [mutated(chance, one, known) for _ in range(3)] + [one] * 3
        taken += agree(before + "".join(several) + text[len(before) + len(one) :])
    assert CHANGED // 20 < taken < CHANGED


@pytest.mark.parametrize(
    "one, another",
    [
        ("/// A.\n/// B.\ncommand C(a: int)\n", "/// A.\n\n///   B.  \ncommand C(a: int)\n"),
        ("/// A.\ncommand C(a: int)\n", "///\ncommand C(\n/// Stray?\na: int)\n"),
        ("command C(a: int, /// A.\n b: int)\n", "command C(a: int,\n/// A.\n b: int)\n"),
        ("command C(a: int,\n/// A.\n b: int)\n", "command C(a: int, /// A.\n b: int)\n"),
        ("// x\ncommand C(a: int)\n", "//// x\ncommand C(a: int)\n"),
        ("command C(a: int)\n", "command C(int: type)\n"),
        ("command C(a: int)\n", "command C(\n"),
        ('command C(a: str = "x")\n', 'command C(a: str = "\\"\\n")\n'),
        ('command C(a: str = "x")\n', 'command C(a: str = "\\q")\n'),
        ("command C(a: int = 1)\n", "command C(a: int = 1e999)\n"),
        ("@since(\n'1')\ncommand C()\n".replace("'", '"'), "command C()\n"),
        ("command C()\n", '@since("1")\n\n@x\ncommand C()\n'),
        ("command C()\n", '@since(\n"1"\n)\ncommand C()\n'),
        ("/// A.\n/// B.\ncommand C()\n", "///\n/// B.\ncommand C()\n"),
        ("command C(\n) raises A\n", "command C(\n) raises fatal A\n"),
        ("command C() -> (a: list[map[str, b.C?]])\n", "command D() -> (x: y[z[zz, yy.zz?]])\n"),
    ],
)
def test_one_of_another_form_among_many(one: str, another: str) -> None:
    head = "schema a\ninterface I {\n"
    for text in (another, another + another, another + one, one + another, another + "\n// x\n"):
        agree(head + one * 40 + text + one * 3 + "}\n")
        agree(head + one * 40 + text + "}\n" + head + text * 40 + one + "}\n")
    assert agree(head + one * 40 + "}\ninterface J {\n" + one * 40 + "}\n")
    assert agree(head + one * 40 + '@since("1")\n' + one + one + "}\n")
    assert not agree(head + one * 40 + "}\n" + one + one)
    assert not agree(head + one * 40 + "record R {}\n" + one + "}\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n// nothing\n",
        "schema a\nrecord R { type: str error: int record: bool command: str schema: int }",
        "schema a\nrecord R {\n    type: str\n    error: int\n    reserved: bool\n    fatal: str\n}",
        'schema a\nrecord R { reserved x, y, "z" w: int reserved v }\nenum E { reserved reserved }',
        'schema a\ninterface I raises A {\n  /// Doc.\n\n  // more\n  @since(\n  "1"\n  )\n'
        "  command\n  C(a: int = 1, b: E = x,\n) raises fatal A, B\n  reserved D\n"
        "  command fatal(fatal: fatal.fatal)\n}",
        'schema a\nrecord R {\n    @wire("\\"x\\\\") a: list[list[map[str, b.C?]]]? = []\n}',
        "schema a\nerror E",
        "schema a\n/// Stray.",
        "schema a\nrecord R { a: int /// stray\n }",
        "schema type",
        "schema a\nprotocol P { server answers A\ntype answers A }",
        "schema a\nprotocol P { type answers A, B server answers C }",
    ],
)
def test_what_is_right_needs_no_mending(text: str) -> None:
    assert agree(text)


@pytest.mark.parametrize(
    "text",
    [
        "schema a\nrecord R { a: int[] }",
        "schema a\nrecord R { a: " + "list[" * 17 + "int" + "]" * 17 + " }",
        "schema a\nrecord R { a: int; }",
        "schema a\nrecord R { a: int = 1e999 }",
        'schema a\nerror E = "\\q"',
        "schema a\nrecord R { a-b: int }",
        "schema a\nrecord R { a: int } /* */",
    ],
)
def test_what_is_not_right_is_left_to_mending(text: str) -> None:
    assert stream(Source("a.amp", text)).items is None


def test_the_pieces_of_a_text_are_all_of_it_and_begin_with_what_is_declared() -> None:
    for text in texts():
        pieces = [text[start:end] for start, end in cut(text)]
        assert "".join(pieces) == text
    text = "// c\nschema a\n\n/// Doc.\n@x\ninterface I {\n    /// One.\n    command A()\n\n    // n\n"
    text += "    oneway command B(\n    )\n}\nrecord R {}\n"
    assert [text[start:end] for start, end in cut(text)] == [
        "// c\nschema a\n",
        "\n/// Doc.\n@x\ninterface I {\n",
        "    /// One.\n    command A()\n",
        "\n    // n\n    oneway command B(\n    )\n}\n",
        "record R {}\n",
    ]


def test_cutting_takes_no_longer_than_reading() -> None:
    # Lines that belong to what follows them, of which nothing follows.
    text = "/// a\n" * 200_000 + "command\n" * 100_000
    assert sum(end - start for start, end in cut(text)) == len(text)
