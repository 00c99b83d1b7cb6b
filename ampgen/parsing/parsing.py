"""Parse one file, telling every mistake of its form."""

from __future__ import annotations

from ampgen.findings import Finding, Frame
from ampgen.parsing.characters import check_characters
from ampgen.parsing.parsed import Parsed, file_of, unreadable
from ampgen.parsing.counting import count_words
from ampgen.parsing.streaming import Streamed, stream
from ampgen.parsing.words import LONGEST_LINE, MOST_WORDS
from ampgen.text import Place, Source


def parse(source: Source) -> Parsed:
    """Parse a source. Never raises for what is in it."""
    if (start := _long_line(source.text)) >= 0:
        return unreadable(source, [_too_long(source, start)])
    text, findings, readable = check_characters(source)
    if not readable:
        return unreadable(source, findings)
    streamed = stream(source) if not findings else Streamed(None, (), 0)
    if streamed.items is not None:
        file = file_of(streamed.items, frozenset(), source)
        return Parsed(file, streamed.findings, True)
    if len(text) > MOST_WORDS and (start := count_words(text, MOST_WORDS)) >= 0:
        return unreadable(source, (*findings, _too_many(source, start)))
    # Only now, because a file that is right needs nothing of what words mistakes.
    from ampgen.parsing.mending import mend

    return mend(source, text, findings, streamed.understood)


def _long_line(text: str) -> int:
    """Return where the first line begins that is too long, or -1."""
    start = 0
    while start + LONGEST_LINE < len(text):
        end = text.rfind("\n", start, start + LONGEST_LINE + 1)
        if end < 0:
            return start
        start = end + 1
    return -1


def _too_long(source: Source, start: int) -> Finding:
    return Finding(
        "file-too-large",
        f"a line of a schema has at most {LONGEST_LINE:,} characters",
        Frame(Place(source, start, start + 1), "this one is longer"),
        "begin new lines; wherever a blank may stand, a line may end",
    )


def _too_many(source: Source, start: int) -> Finding:
    return Finding(
        "file-too-large",
        f"a schema file has at most {MOST_WORDS:,} words",
        Frame(Place(source, start, start + 1), "one too many"),
        "divide it into several schemas that import each other",
    )
