"""The finished text, read back and compared with what it was printed from."""

from __future__ import annotations

import ast

from ampgen.views import Module


class Misprinted(Exception):
    """A generated module is not what its view says: a mistake of a template, and never a user's."""


def verify(name: str, text: str, module: Module, *, trusting: bool) -> None:
    ast.parse(text)
