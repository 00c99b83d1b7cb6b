"""What comments beside a piece of a program say about it."""

from __future__ import annotations

import io
import re
import tokenize

from ampgen.text import Place, Source

# Words for tools, lines and boxes that are drawn.
_NO_WORDS = re.compile(
    r"(?:!|-\*-|noqa|type:|mypy:|pyright:|pylint:|pragma|fmt:|ruff:|isort:|nosec|vim?:)"
    r"|[^\w]*\Z",
    re.IGNORECASE,
)


_OPENED = re.compile(r"\s*\w+(?:\s*:[^=]*)?\s*=\s*[\[(]\s*")
_CLOSED = re.compile(r"\s*,?\s*[\])]\s*")


class Comments:
    """The comments of one file by line, from 1."""

    def __init__(self, source: Source) -> None:
        # Each with its column, and whether it has the line to itself.
        self._lines: dict[int, tuple[int, bool, str]] = {}
        try:
            for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
                if token.type == tokenize.COMMENT:
                    line, column = token.start
                    text = token.string.lstrip("#:").strip()
                    alone = not token.line[:column].strip()
                    self._lines[line] = (column, alone, text)
        except (tokenize.TokenError, SyntaxError):
            pass

    def beside(self, line: int) -> str:
        """Return what is said about a line: behind it and on below, or else above it."""
        behind = self._lines.get(line)
        if behind is not None and not behind[1]:
            texts = [behind[2]]
            while (more := self._lines.get(line + len(texts))) and more[:2] == (behind[0], True):
                texts.append(more[2])
            return _worded(texts)
        return self.above(line)

    def about(self, place: Place) -> str:
        """Return what is said about something that has the line to itself, or begins it."""
        text = place.source.line(place.line)
        before = text[: place.column - 1]
        rest = text[place.column - 1 + place.end - place.start :]
        if _OPENED.fullmatch(before) and _CLOSED.fullmatch(rest.partition("#")[0]):
            # The one field of a list that stands in a line.
            return self.beside(place.line)
        if before.strip():
            return ""
        if rest.partition("#")[0].strip(" \t,])}"):
            # Of several things in one line, nobody knows which of them a comment is about.
            return self.above(place.line)
        return self.beside(place.line)

    def above(self, line: int) -> str:
        """Return the comments that stand directly above a line."""
        texts: list[str] = []
        line -= 1
        column = self._lines.get(line, (0, False, ""))[0]
        while (more := self._lines.get(line)) and more[1] and more[0] == column:
            texts.insert(0, more[2])
            line -= 1
        # They may go on from what is said behind the line above.
        before = self._lines.get(line)
        if before is not None and not before[1] and before[0] == column:
            return ""
        return _worded(texts)


def _worded(texts: list[str]) -> str:
    return "\n".join(text for text in texts if not _NO_WORDS.match(text)).strip()
