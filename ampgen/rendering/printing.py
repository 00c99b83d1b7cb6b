"""Our own templates as functions: made ahead, or else now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import cast

from ampgen.resources import made, resource_folder
from ampgen.views import Module

Printer = Callable[[Module], str]


def printer(path: str) -> Printer:
    """Return what prints the module of a package that has this path."""
    return _printers()[path]


@cache
def _printers() -> Mapping[str, Printer]:
    found = made("templates", sources())
    if found is None:
        from ampgen.rendering.translating import translated

        found = dict[str, object]()
        exec(compile(translated(), "<templates>", "exec"), found)
    return cast("Mapping[str, Printer]", found["PRINTERS"])


def sources() -> list[bytes]:
    """Return all that decides how our own templates print."""
    folder = resource_folder("templates")
    files = [*sorted(folder.glob("*.jinja")), Path(__file__).with_name("translating.py")]
    return [part for file in files for part in (file.name.encode(), file.read_bytes())]
