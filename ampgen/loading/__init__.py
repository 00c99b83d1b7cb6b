"""Bring in every schema that the given ones import, each once."""

from __future__ import annotations

from ampgen.loading.finders import Advice, Barred, Finder, Found, NOT_MADE
from ampgen.loading.loader import Loaded, Loader
from ampgen.loading.roots import default_root
from ampgen.loading.shipped import for_importers

__all__ = [
    "Advice",
    "Barred",
    "Finder",
    "Found",
    "Loaded",
    "Loader",
    "NOT_MADE",
    "default_root",
    "for_importers",
]
