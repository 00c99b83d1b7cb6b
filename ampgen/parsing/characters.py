"""Characters that no schema may hold, because a reader would not see them as they are."""

from __future__ import annotations

import re
import unicodedata

from ampgen.findings import Finding, Frame
from ampgen.text import Place, Source

# Everything outside ASCII is looked at one by one, which is slow and rare.
_SUSPECT = re.compile(r"[^\n\t\x20-\x7e]")
_MANY = 20
_BIDIRECTIONAL = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def _kind(character: str) -> str | None:
    """Return what is wrong with a character, or None."""
    if character in _BIDIRECTIONAL:
        return "it changes the direction of the text around it"
    code = ord(character)
    category = unicodedata.category(character)
    if category == "Cc":
        return "it is a control character"
    if category == "Cf" or 0xE0000 <= code <= 0xE0FFF:
        return "it cannot be seen"
    if category == "Co":
        return "it is for private use, and looks different to everybody"
    if category == "Cs":
        return "it is half of a character"
    if category in ("Zl", "Zp"):
        return "it ends a line for some programs only"
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return "it is no character at all"
    return None


def wrong_character(text: str) -> tuple[str, str] | None:
    """Return the first character that no schema may hold, and what is wrong with it."""
    for match in _SUSPECT.finditer(text):
        what = _kind(match.group())
        if what is not None:
            return match.group(), what
    return None


def check_characters(source: Source) -> tuple[str, tuple[Finding, ...], bool]:
    """Return the text to parse, what is wrong with its characters, and whether to go on.

    The text to parse has the same length, with something harmless in place of what is refused.
    """
    text = source.text
    findings: list[Finding] = []
    pieces: list[str] = []
    done = 0
    for match in _SUSPECT.finditer(text):
        character, start = match.group(), match.start()
        what = _kind(character)
        if what is None:
            continue
        if len(findings) == _MANY:
            return "", tuple(findings), False
        name = unicodedata.name(character, "")
        label = f"U+{ord(character):04X}" + (f" {name}" if name else "")
        if character == "\r":
            label, what = "U+000D", "a line ends in LF or in CR LF, never in CR alone"
        findings.append(
            Finding(
                "bad-character",
                f"U+{ord(character):04X} must not stand in a schema: {what}",
                Frame(Place(source, start, start + 1), label),
                (
                    "save the file with LF line ends"
                    if character == "\r"
                    else "take it out; in a string write it as an escape, `\\xNN` or `\\uNNNN`"
                ),
            )
        )
        around = text[start - 1 : start] + text[start + 1 : start + 2]
        joins = len(around) == 2 and all(one.isalnum() or one == "_" for one in around)
        pieces.append(text[done:start])
        # What only looks like the end of a line does not end a comment.
        pieces.append("_" if joins else " ")
        done = match.end()
        if character == "\r" and "\n" not in text:
            # Every line of the file ends so.
            return "", tuple(findings), False
    if not findings:
        return text, (), True
    pieces.append(text[done:])
    return "".join(pieces), tuple(findings), True
