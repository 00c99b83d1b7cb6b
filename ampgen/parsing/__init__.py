"""From the text of one file to the schema as written. The only home of lark."""

from __future__ import annotations

from ampgen.parsing.parsed import Parsed
from ampgen.parsing.parsing import parse

__all__ = ["Parsed", "parse"]
