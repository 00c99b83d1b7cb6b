"""Docstrings are divided into what they say of a command and of its fields, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from ampgen.importing.documents import divided
from tests.importing.support import commands_of

NAMES = ("a", "b", "a-b")
DIVIDED: dict[str, tuple[str, tuple[str, dict[str, str]]]] = {
    "Sphinx's way": (
        "Do.\n\n:param a: one\n:type a: str\n:param int b: two,\n    and more\n\n    and further",
        ("Do.", {"a": "one", "b": "two, and more\n\nand further"}),
    ),
    "epytext's way": (
        "@param a: one\n@type a: L{str}\n@ivar b: two\n\nDo.",
        ("Do.", {"a": "one", "b": "two"}),
    ),
    "below the name": (":param a:\n    one\n:type a:\n    String", ("", {"a": "one"})),
    "a type with words": (
        ":param a: one\n:type a: C{list} of C{str}",
        (":type a: C{list} of C{str}", {"a": "one"}),
    ),
    "about nothing there is": ("Do.\n\n@param c: three", ("Do.\n\n@param c: three", {})),
    "about what is returned": (
        "@return: a\n@raise E: never\n:returns b: two",
        ("@return: a\n@raise E: never", {"b": "two"}),
    ),
    "Google's way": (
        "Do.\n\nArgs:\n    a: one\n    b (int): two,\n        and more\n\nSee also.",
        ("Do.\n\nSee also.", {"a": "one", "b": "two, and more"}),
    ),
    "Google's way, about something else too": (
        "Do.\n\nArgs:\n    a: one\n    c: three",
        ("Do.\n\nArgs:\n    a: one\n    c: three", {}),
    ),
    "NumPy's way": (
        "Do.\n\nParameters\n----------\na : int\n    one\nb\n    two\n\nNotes\n-----\nNone.",
        ("Do.\n\nNotes\n-----\nNone.", {"a": "one", "b": "two"}),
    ),
    "a heading over words": (
        "Returns\n-------\nNothing at all.",
        ("Returns\n-------\nNothing at all.", {}),
    ),
}


@pytest.mark.parametrize("case", DIVIDED)
def test_a_docstring_is_divided(case: str) -> None:
    doc, expected = DIVIDED[case]
    assert divided(doc, NAMES) == expected


def test_a_field_is_known_by_its_keyword_too(tmp_path: Path) -> None:
    text = '''
        class Ask(amp.Command):
            """
            :param a_b: one
            :param From: two
            :param n: three
            """
            arguments = [(b"a-b", amp.Integer()), (b"from", amp.Integer())]
            response = [(b"n", amp.Integer())]
    '''
    assert commands_of(tmp_path, text) == [
        'command Ask(/// one @wire("a-b") a_b: int, /// two @wire("from") from_: int)'
        " -> (/// three n: int)"
    ]


@pytest.mark.parametrize(
    ("body", "command"),
    [
        ('response = [(b"n", amp.Integer())]  # 0 is well', "command Ask() -> (/// 0 is well n: int)"),
        ('response = ((b"n", amp.Integer()),)  # 0 is well', "command Ask() -> (/// 0 is well n: int)"),
        ('response = [(b"n", amp.Integer()), (b"m", amp.Integer())]  # two', "command Ask() -> (n: int, m: int)"),
        ('response = [(b"n", amp.Integer())] + []  # unsure', "command Ask() -> (n: int)"),
    ],
)  # fmt: skip
def test_what_is_said_behind_a_list_is_about_its_one_field(
    body: str, command: str, tmp_path: Path
) -> None:
    assert commands_of(tmp_path, f"class Ask(amp.Command):\n    {body}\n") == [command]
