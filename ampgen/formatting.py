"""Black's shape for generated code, whatever a user's own settings say."""

from __future__ import annotations

import re

_WIDTH = 88


# The first line of a module is a short comment.
_LONG = re.compile(rf"\n[^\n]{{{_WIDTH + 1}}}")


class Unformattable(Exception):
    """The text is no Python."""


# A statement at the top of a module, but for what goes on with the one before.
_STATEMENT = re.compile(r"^(?=[A-Za-z_@])(?!else:)", re.MULTILINE)
# A text that is returned, which black cannot divide; in brackets of its own it gains this much.
_TEXT_ALONE = re.compile(r" *return f?\".*\"")
_GAIN = len("return ") - 4


def formatted(text: str) -> str:
    """Return a module's text in the shape that black leaves alone.

    What is printed has that shape already where nothing is too long, so black is given only the
    statements with a line that is. Raises ``Unformattable`` where the text is no Python.
    """
    if not _LONG.search(text):
        return text
    start = _behind_head(text)
    pieces = [text[:start], *_STATEMENT.split(text[start:])]
    return "".join(_black(piece) if _too_long(piece) else piece for piece in pieces)


def wholly_formatted(text: str) -> str:
    """Return what black makes of a text that need not have its shape. Raises as ``formatted``."""
    return _black(text)


def _behind_head(text: str) -> int:
    """Return where a module goes on behind its docstring and its imports."""
    # Lines of the docstring begin at the margin too, and it may hold as many empty ones.
    end = text.find('"""', text.find('"""') + 3)
    found = text.find("\n\n\n", end)
    return found + 3 if found >= 0 else len(text)


def _too_long(piece: str) -> bool:
    within = False
    for line in piece.split("\n"):
        words = line.strip()
        if within or words.startswith('"""'):
            # A docstring has no quotes of this kind but those at its ends.
            closed = words.endswith('"""') and (within or len(words) >= 6)
            within = not closed
        elif len(line) > _WIDTH + _GAIN:
            if not _TEXT_ALONE.fullmatch(line):
                return True
        elif len(line) > _WIDTH:
            return True
    return False


def _black(text: str) -> str:
    # Only now: it takes longer to import than a small schema to compile.
    import black
    from black.mode import TargetVersion
    from black.parsing import InvalidInput

    mode = black.Mode(
        target_versions={TargetVersion.PY310, TargetVersion.PY311, TargetVersion.PY312},
        line_length=_WIDTH,
    )
    body = text.rstrip("\n")
    try:
        return black.format_str(body, mode=mode).rstrip("\n") + text[len(body) :]
    except InvalidInput as error:
        raise Unformattable(str(error)) from error
