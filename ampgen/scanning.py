"""The words and comments of a schema's text, whatever is right or wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ampgen.frozen import dataclass

# No word goes on in the next line. What the language does not have is one character each.
_LEXEME = re.compile(
    r'//[^\n]*|"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"?|[A-Za-z_][A-Za-z0-9_]*'
    r"|[+-]?[0-9][0-9A-Za-z_]*(?:\.[0-9A-Za-z_]*)?(?:(?<=[eE])[+-][0-9]+)?"
    r"|->|[^ \t\n]"
)

COMMENT = "//"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word or a comment, with the number of line ends between it and what stands before it."""

    text: str
    start: int
    lines: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_comment(self) -> bool:
        return self.text.startswith(COMMENT)

    @property
    def is_doc(self) -> bool:
        """Whether it looks like documentation, wherever it stands."""
        return self.text.startswith("///") and not self.text.startswith("////")

    @property
    def is_name(self) -> bool:
        """Whether it may be a name; every word of the language may."""
        return self.text[0].isalpha() or self.text[0] == "_"


def scan(text: str) -> Iterator[Lexeme]:
    """Yield the words and comments of a text in their order. Comments keep no spaces at their end.

    The first counts one line end more before it than there is, as if the text began a line.
    """
    done, more = 0, 1
    for match in _LEXEME.finditer(text):
        start = match.start()
        lines = text.count("\n", done, start) + more
        yield Lexeme(match.group().rstrip(), start, lines)
        done, more = match.end(), 0
