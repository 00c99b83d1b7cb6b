"""From the text of one file to the schema as written. The only home of lark."""

from __future__ import annotations

from ampgen.parsing.characters import wrong_character
from ampgen.parsing.cutting import cut
from ampgen.parsing.parsed import Parsed
from ampgen.parsing.parsing import parse
from ampgen.parsing.readying import DEEPEST
from ampgen.parsing.words import LONGEST_NUMBER, is_right_number

__all__ = [
    "DEEPEST",
    "LONGEST_NUMBER",
    "Parsed",
    "cut",
    "is_right_number",
    "parse",
    "wrong_character",
]
