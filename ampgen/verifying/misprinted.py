"""The error of a text that is not what it should be."""

from __future__ import annotations


class Misprinted(Exception):
    """A generated module is not what its view says: a mistake of a template, and never a user's."""
