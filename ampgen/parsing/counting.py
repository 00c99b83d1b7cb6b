"""Count the words of a text that may be far too long to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

SPELT = (
    r'"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"|[A-Za-z_][A-Za-z0-9_]*'
    r"|[+-]?[0-9][0-9A-Za-z_]*(?:\.[0-9A-Za-z_]*)?(?:(?<=[eE])[+-][0-9]+)?"
    r"|->|[][{}():,=?.@]"
)
"""How a word is spelt that is not a comment."""
# Characters of which the words are held at once.
_STRETCH = 50_000


def count_words(text: str, most: int = -1) -> int:
    """Return how many words a text has that are neither comments nor documentation.

    With ``most``, return where the word stands that is one too many, or -1.
    """
    # A comment is found as no text. Only long files are counted.
    counted = re.compile(rf"//[^\n]*|({SPELT})")
    count = 0
    for start, end in _stretches(text):
        found = counted.findall(text, start, end)
        count += len(found) - found.count("")
        if count > most >= 0:
            # The ones too many are the last of the stretch.
            words = [match for match in counted.finditer(text, start, end) if match[1]]
            return words[most - count].start()
    return -1 if most >= 0 else count


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield stretches of whole lines, so that few words are held at once."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _STRETCH) + 1 or len(text)
        yield start, end
        start = end
