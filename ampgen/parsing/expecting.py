"""What the parser expects, in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen.frozen import dataclass
from ampgen.parsing.words import KEYWORDS, Word

OPENERS = {"LBRACE": "RBRACE", "LPAR": "RPAR", "LSQB": "RSQB"}
CLOSERS = frozenset(OPENERS.values())
SPELLED = {
    "LBRACE": "{",
    "RBRACE": "}",
    "LPAR": "(",
    "RPAR": ")",
    "LSQB": "[",
    "RSQB": "]",
    "COLON": ":",
    "COMMA": ",",
    "EQUAL": "=",
    "DOT": ".",
    "AT": "@",
    "QUESTION": "?",
    "_ARROW": "->",
} | {kind: kind.lower() for kind in KEYWORDS}


@dataclass(frozen=True, slots=True)
class Opened:
    """An open bracket and what it is for: a declaration's keyword, or a list's purpose."""

    word: Word
    owner: str


# What is expected in the braces of each kind of declaration, and what that looks like.
IN_BRACES = {
    "ENUM": ("expected a member, `reserved` or `}`", "a member is `name` or `name = value`"),
    "RECORD": ("expected a field, `reserved` or `}`", "a field is `name: type`"),
    "INTERFACE": (
        "expected a command, `reserved` or `}`",
        "a command is `command Name(argument: type) -> (field: type)`",
    ),
    "PROTOCOL": ("expected a role or `}`", "a role is `name answers Interface, Interface`"),
}
_IN_LIST = {
    "ARGUMENTS": ("an argument", "an argument is `name: type`"),
    "ANSWER": ("a field of the response", "a field is `name: type`"),
    "PARAMETERS": ("a type or a literal", ""),
    "SETTINGS": ("a value", 'an annotation is `@name`, `@name("text")` or `@name(12)`'),
    "TYPES": ("a type", ""),
    "VALUES": ("a value", ""),
}
_AFTER_KEYWORD = {
    "SCHEMA": ("expected the name of the schema", "a schema is named `acme.users`, in lower case"),
    "IMPORT": ("expected the name of a schema", "a schema is imported by its name: `acme.users`"),
    "AS": ("expected a name after `as`", ""),
    "RAISES": ("expected the name of an error after `raises`", ""),
    "FATAL": ("expected the name of an error after `fatal`", ""),
    "ANSWERS": ("expected the name of an interface after `answers`", ""),
    "OVER": ("expected the type that travels, after `over`", "as in `over bytes`"),
}
_DECLARATION = (
    "expected a declaration",
    "one of `enum`, `record`, `error`, `type`, `interface` and `protocol`",
)


def found(word: Word) -> str:
    """Name a word that stands where it should not."""
    text = str(word)
    return f"unexpected `{text if len(text) <= 40 else text[:39] + '…'}`"


def describe(
    accepted: frozenset[str], before: Word | None, open: Sequence[Opened]
) -> tuple[str, str]:
    """Return what is expected after a word and within the open brackets, and a help."""
    kind = before.type if before is not None else ""
    owner = open[-1].owner if open else ""
    if kind in _AFTER_KEYWORD and "NAME" in accepted:
        return _AFTER_KEYWORD[kind]
    if kind in KEYWORDS and accepted == frozenset({"NAME"}):
        return f"expected a name after `{before}`", ""
    if "COLON" in accepted and "LBRACE" not in accepted:
        return (
            f"expected `:` and a type after `{before}`",
            f"write it as `{before}: str`, say",
        )
    if kind == "COLON" or (owner == "TYPES" and kind in ("LSQB", "COMMA")):
        return "expected a type", "as `int`, `str`, `list[str]` or the name of a record"
    if kind == "EQUAL":
        if "PYTHON" in accepted:
            return (
                "expected `python` after `=`",
                'as in `type Email = python "module:Class" as "module:Type" over str`',
            )
        if accepted == frozenset({"STRING"}):
            return "expected a string", 'as in `= "CODE"`'
        return "expected a value", "a number, a string, `true`, `false`, `[]` or an enum's member"
    if kind == "_ARROW":
        return "expected `(` and the fields of the response", "as in `-> (id: int)`"
    if accepted == frozenset({"STRING"}):
        return f"expected a string after `{before}`", 'in double quotes: `"module:Class"`'
    if owner in _IN_LIST and kind in ("LPAR", "LSQB", "COMMA"):
        what, help = _IN_LIST[owner]
        return f"expected {what} or `{SPELLED[OPENERS[open[-1].word.type]]}`", help
    if owner in _IN_LIST:
        closer = SPELLED[OPENERS[open[-1].word.type]]
        if "COMMA" in accepted:
            return f"expected `,` or `{closer}` after `{before}`", ""
        return _one_of(accepted, before)
    if owner in IN_BRACES and ("RBRACE" in accepted or "AT" in accepted):
        return IN_BRACES[owner]
    if not open and ("SCHEMA" in accepted or "ENUM" in accepted):
        return _DECLARATION
    return _one_of(accepted, before)


def _one_of(accepted: frozenset[str], before: Word | None) -> tuple[str, str]:
    names = [f"`{SPELLED[kind]}`" for kind in sorted(accepted) if kind in SPELLED]
    if "NAME" in accepted:
        names.insert(0, "a name")
    after = f" after `{before}`" if before is not None and str(before) else ""
    if not names:
        return f"this cannot follow{after}", ""
    several = ", ".join(names[:-1]) + " or " + names[-1] if len(names) > 1 else names[0]
    return f"expected {several}{after}", ""
