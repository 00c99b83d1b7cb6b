"""Words of a line, and the spaces between them."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen.scanning import Lexeme

_NO_SPACE_AFTER = frozenset("([.@")
_NO_SPACE_BEFORE = frozenset(")],:.?")


def joined(words: Sequence[Lexeme]) -> str:
    """Return words as one text. A comma that only a bracket follows is left out."""
    parts: list[str] = []
    texts = [word.text for word in words]
    tight = _settings(texts)
    before = ""
    for index, text in enumerate(texts):
        if text == "," and _is_last(texts, index):
            continue
        if before and not (text == "=" and index in tight or before == "=" and index - 1 in tight):
            parts.append(" " * _apart(before, text))
        parts.append(text)
        before = text
    return "".join(parts)


def _apart(before: str, text: str) -> bool:
    if before in _NO_SPACE_AFTER or text in _NO_SPACE_BEFORE:
        return False
    if text == "[":
        return before in ("=", ",")
    if text == "(":
        return before in ("->", ",")
    return not (before == "{" and text == "}")


def _is_last(texts: Sequence[str], index: int) -> bool:
    """Say whether a comma ends a list in brackets, and could as well not be there."""
    if texts[index + 1 : index + 2] not in ([")"], ["]"]):
        return False
    # A last name of `reserved` that says the same would be read as another beginning.
    return texts[index - 1] != "reserved" or texts[index - 2] not in (",", "reserved")


def _settings(texts: Sequence[str]) -> frozenset[int]:
    """Return which words are the equal signs of annotations."""
    found: list[int] = []
    depth = 0
    for index, text in enumerate(texts):
        if text == "(" and (depth or texts[max(index - 2, 0)] == "@"):
            depth += 1
        elif text == ")" and depth:
            depth -= 1
        elif text == "=" and depth:
            found.append(index)
    return frozenset(found)
