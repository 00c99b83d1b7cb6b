"""Packages on disk: compared, shown, and put in place as a whole or not at all."""

from __future__ import annotations

from ampgen.writing.comparing import Comparison, Difference, State, compare, generated
from ampgen.writing.creating import create
from ampgen.writing.placing import Written, check_layout, folder_of, orphans, write

__all__ = [
    "Comparison",
    "Difference",
    "State",
    "Written",
    "check_layout",
    "compare",
    "create",
    "folder_of",
    "generated",
    "orphans",
    "write",
]
