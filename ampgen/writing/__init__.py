"""Packages and files on disk: compared, shown, and put in place as a whole or not at all."""

from __future__ import annotations

from ampgen.writing.beside import beside, take_place
from ampgen.writing.comparing import Comparison, Difference, State, compare, generated
from ampgen.writing.copying import compare_copies, write_copies
from ampgen.writing.creating import create
from ampgen.writing.diffing import unified
from ampgen.writing.placing import Written, check_layout, folder_of, orphans, write
from ampgen.writing.replacing import replace

__all__ = [
    "Comparison",
    "Difference",
    "State",
    "Written",
    "beside",
    "check_layout",
    "compare",
    "compare_copies",
    "create",
    "folder_of",
    "generated",
    "orphans",
    "replace",
    "take_place",
    "unified",
    "write",
    "write_copies",
]
