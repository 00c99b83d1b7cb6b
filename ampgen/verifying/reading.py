"""The words of a generated module, and what each of them claims to be.

Python's parser looks at a word's kind and at the layout, never at its spelling. So a text in
which every name is replaced by one name of its kind, and every literal by one of its kind, has
the same tree, but for spellings. A name's kind is guessed from the line that it stands in; who
uses the shape checks every guess against the tree.
"""

from __future__ import annotations

import ast
import keyword
import re
from typing import TypeAlias

from ampgen.verifying.vocabulary import COMMENTS, METHODS
from ampgen.views import Constant

Typed: TypeAlias = "tuple[str, Constant]"

DOCUMENT = "\x01"
"""Stands for a docstring: no other word holds this character."""

# What the names of each kind are called in a shape.
USED = "N_"
CALLED = "C_"
BOUND = "B_"
"""A name that a module or a class defines, or that something is assigned to."""
LOCAL = "L_"
"""A parameter, or a variable of a loop or of several that are assigned at once."""
ATTRIBUTE = "A_"
KEYWORD = "K_"

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_STRING = r"""[bf]?(?:"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"|'[^'\\\n]*(?:\\[^\n][^'\\\n]*)*')"""
_WORD = re.compile(
    # The beginning of a line. A literal that is alone in its line goes on with the one before,
    # or is gone on with.
    rf"(\n *(?:{_STRING}(?: {_STRING})*(?=\n)|self,(?=\n)|{_NAME}(?:, {_NAME})* = )"
    # What ends in a comma, or is set in as far as parameters of methods are, is a parameter.
    rf"|\n(?:    )?{_NAME}: (?!{_STRING})(?![^\n=]*[\[(]\n)(?=[^\n]*[^,\n]\n)"
    rf"|def {_NAME}\((?:{_NAME}(?=[,)]))?|class {_NAME}"
    rf"|for {_NAME}(?:, {_NAME})* in |lambda {_NAME}(?:, {_NAME})*:"
    rf"|{_STRING}(?: {_STRING})*"
    rf"|{_NAME}(?:=(?!=)|: (?!{_STRING})|(?:\.{_NAME})*\(?)|(?:\.{_NAME})+\(?"
    rf"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:e-?[0-9]+)?(?![A-Za-z0-9_.])"
    rf"|\.\.\.|{DOCUMENT}|#[^\n]*)"
)
_SEVERAL = re.compile(_STRING)
_BETWEEN = re.compile(r"[ \n()\[\]{}:,=|&<>!%+*@-]*")
_FIELDS = re.compile(rf"\{{({_NAME})((?:\.{_NAME})*)(?:![rsa])?\}}")
_KEYWORDS = frozenset(keyword.kwlist)
_LONGEST_NUMBER = 400


class Unclear(Exception):
    """A text has what is not known here. It may be right all the same."""


class Words(dict[str, str]):
    """The words of one module: the shape of each, and what all of them say.

    ``names`` are the names of each kind, ``literals`` the values of each word that is a literal,
    ``alone`` those of a literal that is one unless it is part of one, and ``comments`` those
    comments that are not the same everywhere.
    """

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, set[str]] = {
            kind: set() for kind in (USED, CALLED, BOUND, LOCAL, ATTRIBUTE)
        }
        self.literals: dict[str, tuple[Typed, ...]] = {}
        self.alone: dict[str, tuple[Typed, ...]] = {}
        self.comments: set[str] = set()

    def shapes(self, lines: list[str]) -> tuple[list[str], list[str]]:
        """Return the shapes of lines, and the words in them. Raises ``Unclear``."""
        parts = _WORD.split("\n{}\n".format("\n".join(lines)))
        for between in set(parts[::2]):
            if not _BETWEEN.fullmatch(between):
                raise Unclear
        words = parts[1::2]
        parts[1::2] = map(self.__getitem__, words)
        return "".join(parts)[1:-1].split("\n"), words

    def __missing__(self, word: str) -> str:
        shape = self[word] = self._shape(word)
        return shape

    def _shape(self, word: str) -> str:
        first = word[0]
        if first == "\n":
            return self._begin(word)
        if first == DOCUMENT:
            return '"d"'
        if first == "#":
            if word not in COMMENTS:
                self.comments.add(word)
            return ""
        if word[-1] in "\"'":
            return self._literal(word)
        if first in "-0123456789":
            return self._number(word)
        if word == "...":
            return word
        if word.startswith("def "):
            name, _, receiver = word[4:].partition("(")
            return f"def {self._name(BOUND, name)}({self._name(LOCAL, receiver)}"
        if word.startswith("class "):
            return f"class {self._name(BOUND, word[6:])}"
        if word.startswith("for ") and word.endswith(" in "):
            return f"for {self._locals(word[4:-4])} in "
        if word.startswith("lambda "):
            return f"lambda {self._locals(word[7:-1])}:"
        if word.endswith(": "):
            return f"{self._name(LOCAL, word[:-2])}: "
        if word.endswith("="):
            return f"{self._name(KEYWORD, word[:-1])}="
        return self._chain(word)

    def _begin(self, word: str) -> str:
        """Return the shape of the beginning of a line."""
        text = word.lstrip("\n ")
        indent = word[: len(word) - len(text)]
        if text[-1] in "\"'":
            shape = self._literal(text)
            if text in self.literals:
                self.alone[word] = self.literals.pop(text)
                shape = shape.replace("s", "j")
            return indent + shape
        if text == "self,":
            return f"{indent}{self._name(LOCAL, 'self')},"
        if text.endswith(" = "):
            if "," in text:
                return f"{indent}{self._locals(text[:-3])} = "
            return f"{indent}{self._name(BOUND, text[:-3])} = "
        return f"{indent}{self._name(BOUND, text[:-2])}: "

    def _name(self, kind: str, name: str) -> str:
        if not name or name in _KEYWORDS:
            return name
        if kind != KEYWORD:
            self.names[kind].add(name)
        return kind

    def _locals(self, names: str) -> str:
        return ", ".join(self._name(LOCAL, name) for name in names.split(", "))

    def _chain(self, word: str) -> str:
        """Return the shape of names with dots between them, perhaps called."""
        if word in _KEYWORDS:
            if word in ("True", "False"):
                self.literals[word] = (("bool", word == "True"),)
            return word
        base, *attributes = word.rstrip("(").split(".")
        called = word.endswith("(")
        if not _KEYWORDS.isdisjoint(attributes):
            raise Unclear
        method = called and bool(attributes) and attributes[-1] in METHODS
        shape = self._name(CALLED if called and not method else USED, base)
        last = attributes.pop() if method else ""
        self.names[ATTRIBUTE].update(attributes)
        shape += f".{ATTRIBUTE}" * len(attributes) + (f".{last}" if method else "")
        return shape + "(" if called else shape

    def _number(self, word: str) -> str:
        if len(word) > _LONGEST_NUMBER:
            raise Unclear
        digits = word.lstrip("-")
        value = int(digits) if digits.isdecimal() else float(digits)
        kind = type(value).__name__
        if digits == word:
            self.literals[word] = ((kind, value),)
            return "0"
        self.literals[word] = ((kind, value), (kind, -value))
        return "-1"

    def _literal(self, word: str) -> str:
        if not word.isprintable():
            raise Unclear
        several = _SEVERAL.findall(word)
        if len(several) > 1:
            return " ".join(map(self._part, several))
        if word[0] == "f":
            return self._formatted(word)
        # Between its quotes a literal without a back slash says what it is.
        if "\\" in word:
            value = ast.literal_eval(word)
        elif word[0] == "b":
            value = word[2:-1].encode("ascii", "replace")
        else:
            value = word[1:-1]
        if word[0] == "b":
            if not word.isascii():
                raise Unclear
            self.literals[word] = (("bytes", value),)
            return 'b"s"'
        self.literals[word] = (("str", value),)
        return '"s"'

    def _part(self, word: str) -> str:
        """Return the shape of a literal that goes on with others in its line."""
        if word[0] == "f":
            return self._formatted(word)
        return 'b"j"' if word[0] == "b" else '"j"'

    def _formatted(self, word: str) -> str:
        """Return the shape of a text with names in it."""
        rest = _FIELDS.sub("", word[2:-1])
        if "{" in rest or "}" in rest or "\\" in rest:
            raise Unclear
        for name, attributes in _FIELDS.findall(word):
            if not _KEYWORDS.isdisjoint((name, *attributes.split("."))):
                raise Unclear
            self._name(USED, name)
            self.names[ATTRIBUTE].update(attributes.split(".")[1:])
        return '"f"'
