"""Why the disk refused, in one line."""

from __future__ import annotations

import os

from ampgen.escaping import visible


def shown(path: str | os.PathLike[str]) -> str:
    """Return a path as messages write it, with what could upset a terminal spelt out."""
    return visible(os.fspath(path))


def because(action: str, path: str | os.PathLike[str], error: OSError) -> str:
    """Return ``cannot write registration/model.py: No space left on device`` and the like."""
    return f"cannot {action} {shown(path)}: {error.strerror or type(error).__name__}"
