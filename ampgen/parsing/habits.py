"""What people write who come from another language: told in one finding, and understood."""

from __future__ import annotations

from ampgen.findings import Finding
from ampgen.parsing.words import Word


def translate(words: list[Word]) -> tuple[list[Word], list[Finding]]:
    return words, []
