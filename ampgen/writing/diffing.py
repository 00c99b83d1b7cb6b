"""The difference between two texts, as ``diff -u`` shows it."""

from __future__ import annotations

from io import StringIO


def unified(old: str | None, new: str | None, old_name: str, new_name: str) -> str:
    """Return a unified diff, without regard to line ends; None is a file that is not there."""
    from difflib import unified_diff

    lines = unified_diff(_split(old or ""), _split(new or ""), old_name, new_name)
    return "".join(
        line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
        for line in lines
    )


def _split(text: str) -> list[str]:
    return list(StringIO(text.replace("\r\n", "\n"), newline="\n"))
