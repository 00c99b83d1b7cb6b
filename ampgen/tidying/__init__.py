"""The one form that a schema's text has, whoever wrote it. Its meaning and its comments are kept.

A command, or a declaration without braces, is one line where it fits; else each of its fields is a
line. In a run of lines without an empty one between, the types of fields stand in one column, and
so do comments at the ends of lines. One empty line stays where there were some.
"""

from __future__ import annotations

from ampgen.tidying.tidying import tidy

__all__ = ["tidy"]
