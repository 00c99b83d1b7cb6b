"""Every row of the table as two schemas and the calls between them.

What stands in ``old`` and ``new`` follows ``schema cases``. ``old_caller`` is what happens to
the call ``asks_old`` that an old caller makes of a new responder, ``new_caller`` the other way
round: one letter, or two where a generated and a plain Twisted reader differ. The reader is the
responder, or the caller where ``reader`` says so.
"""

from __future__ import annotations

from tests.compatibility.cases import answers, commands, enums, errors, requests
from tests.compatibility.cases.kind import CALLER, Case

__all__ = ["CALLER", "CASES", "Case"]

CASES = (
    *commands.CASES,
    *requests.CASES,
    *answers.CASES,
    *errors.CASES,
    *enums.CASES,
)
