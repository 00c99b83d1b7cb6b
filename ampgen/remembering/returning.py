"""What the last run saw, where hardly anything is different since."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from ampgen.frozen import dataclass
from ampgen.noticing import BEING, WHOLE, look
from ampgen.remembering.recalling import TEXT, recorded


@dataclass(frozen=True, slots=True)
class Last:
    """The last run of a command line, since which only one schema file was written.

    ``name`` is the path of that file and ``text`` what was in it, before. ``found`` is what that
    run found at all other places, and what is there still, by how and path.
    """

    name: str
    text: str
    found: Mapping[tuple[str, str], str]


def returned(arguments: Sequence[str]) -> Last | None:
    """Return what the last run of a command line saw, if only its one schema file is different.

    None where that is not so, or nothing is known. Never raises.
    """
    try:
        kept = recorded([*arguments], TEXT)
        fields = recorded([*arguments]) if kept is not None else None
        if kept is None or fields is None:
            return None
        _, name, text = kept
        looks = iter(fields[3:])
        found: dict[tuple[str, str], str] = {}
        for how, path, line in zip(looks, looks, looks):
            if look(how, path) == line:
                found[how, path] = line
            elif not _may_differ(how, path, name):
                return None
        return Last(name, text, found)
    except (OSError, ValueError, KeyError, IndexError):
        return None


def _may_differ(how: str, path: str, name: str) -> bool:
    """Say whether a look may differ because a file was written, perhaps put in place of another."""
    if path == name:
        return how in (WHOLE, BEING)
    folder = os.path.normpath(os.path.dirname(name) or os.curdir)
    # The names in a folder are read again by every run.
    return how == WHOLE and os.path.normpath(path) == folder and os.path.isdir(path)
