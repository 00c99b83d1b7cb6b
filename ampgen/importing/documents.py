"""From docstrings and comments to documentation of a schema."""

from __future__ import annotations

import inspect
import re
from collections.abc import Collection, Mapping, Sequence

from ampgen.escaping import visible

# Sphinx's and epytext's way to say what an argument is.
_FIELD = re.compile(
    r"\s*[:@](?P<kind>param|parameter|arg|argument|key|keyword|ivar|cvar|var|returns?|type)"
    r"\s+(?:\w+\s+)?(?P<name>\w[\w.-]*)\s*:\s*(?P<text>.*)"
)
# A type that the schema says anyway.
_TYPE = re.compile(r"(?:[CL]\{|:\w+:`|`{0,2})[\w.]*[`}]*")
# Google's way, which has the fields below a heading.
_HEADING = re.compile(r"(?:Args|Arguments|Parameters|Params|Attributes|Returns?|Response):\s*")
_ENTRY = re.compile(r"(?P<name>\w[\w.-]*)\s*(?:\([^)]*\))?:\s+(?P<text>\S.*)")
# NumPy's.
_UNDERLINE = re.compile(r"\s*-{3,}\s*")
_TYPED = re.compile(r"(?P<name>\w[\w.-]*)\s*(?::.*)?")
# What generated classes say where the schema says nothing.
_NOTHING = re.compile(
    r"The (?:command|error) ``\w+``\."
    r"|The commands of [\w.]+, for code that uses Twisted's AMP by itself\."
)


def divided(doc: str, names: Collection[str]) -> tuple[str, Mapping[str, str]]:
    """Return what a docstring says about something as a whole, and about each of its fields.

    Nothing is lost: what is about none of the ``names`` stays with the whole.
    """
    lines = [line.rstrip() for line in inspect.cleandoc(doc).split("\n")]
    whole: list[str] = []
    fields: dict[str, list[str]] = {}
    at = 0
    while at < len(lines):
        found, behind = _fields(lines, at, names)
        if behind == at:
            whole.append(lines[at])
            at += 1
            continue
        for name, text in found:
            fields.setdefault(name, []).append(text)
        at = behind
        if not whole or not whole[-1]:
            while at < len(lines) and not lines[at]:
                at += 1
    return "\n".join(whole).strip("\n"), {
        name: "\n".join(filter(None, texts)) for name, texts in fields.items()
    }


def _fields(
    lines: Sequence[str], at: int, names: Collection[str]
) -> tuple[list[tuple[str, str]], int]:
    """Return what is said about fields from a line on, and the line behind it."""
    match = _FIELD.match(lines[at])
    if match:
        behind = _end(lines, at)
        text = _joined([match["text"], *lines[at + 1 : behind]])
        if match["name"] not in names:
            return [], at
        if match["kind"] == "type":
            return [], behind if _TYPE.fullmatch(text) else at
        return [(match["name"], text)], behind
    if _HEADING.fullmatch(lines[at]):
        return _entries(lines, at + 1, _end(lines, at), _ENTRY, names) or ([], at)
    if at + 1 < len(lines) and _UNDERLINE.fullmatch(lines[at + 1]):
        headings = (i - 1 for i in range(at + 3, len(lines)) if _is_heading(lines, i))
        behind = next(headings, len(lines))
        return _entries(lines, at + 2, behind, _TYPED, names) or ([], at)
    return [], at


def _is_heading(lines: Sequence[str], underline: int) -> bool:
    return bool(_UNDERLINE.fullmatch(lines[underline])) and bool(lines[underline - 1])


def _entries(
    lines: Sequence[str], at: int, end: int, entry: re.Pattern[str], names: Collection[str]
) -> tuple[list[tuple[str, str]], int] | None:
    """Return what a list below a heading says; None where it is about something else too."""
    found: list[tuple[str, str]] = []
    behind = end
    while at < end:
        if not lines[at]:
            at += 1
            continue
        match = entry.fullmatch(lines[at].strip())
        if match is None or match["name"] not in names:
            return None
        behind = _end(lines, at)
        first = match.groupdict().get("text", "")
        found.append((match["name"], _joined([first, *lines[at + 1 : behind]])))
        at = behind
    return (found, behind) if found else None


def _end(lines: Sequence[str], at: int) -> int:
    """Return the line behind all that is further right than a line."""
    depth = _depth(lines[at])
    behind = at + 1
    for index in range(at + 1, len(lines)):
        if lines[index] and _depth(lines[index]) <= depth:
            break
        if lines[index]:
            behind = index + 1
    return behind


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _joined(lines: Sequence[str]) -> str:
    """Return the lines of a paragraph as one, and paragraphs with a line between them."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join(filter(None, map(" ".join, paragraphs))).strip()


def printed(doc: str) -> str:
    """Return documentation as the lines of a schema that stand before something."""
    if not doc.strip() or _NOTHING.fullmatch(doc.strip()):
        return ""
    lines = [visible(line.expandtabs(4).rstrip()) for line in doc.strip("\n").split("\n")]
    return "".join(f"/// {line}".rstrip() + "\n" for line in lines)
