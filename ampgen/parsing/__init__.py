"""From the text of one file to the schema as written. The only home of lark."""

from __future__ import annotations

from ampgen.parsing.parsing import Parsed, parse

__all__ = ["Parsed", "parse"]
