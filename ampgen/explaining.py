"""Why the disk refused, in one line."""

from __future__ import annotations

import os

from ampgen.escaping import visible


def shown(path: str | os.PathLike[str]) -> str:
    """Return a path as messages write it, with what could upset a terminal spelt out."""
    return visible(os.fspath(path))


def because(action: str, path: str | os.PathLike[str], error: OSError) -> str:
    """Return ``cannot write registration/model.py: no space left on device`` and the like."""
    return f"cannot {action} {shown(path)}: {reason(error)}"


def reason(error: OSError) -> str:
    """Return why a call to the system failed, as the end of a sentence."""
    text = error.strerror or type(error).__name__
    return text[:1].lower() + text[1:]
