"""What import statements bring in: modules whose source is at hand, or names alone."""

from __future__ import annotations

import ast
from functools import partial

from ampgen.importing.reading.attributes import attribute
from ampgen.importing.reading.program import Program
from ampgen.importing.reading.values import AMP, External, Later, Module, Scope, Value
from ampgen.text import Place

# What `from twisted.protocols.amp import *` brings, as far as commands are made of it.
_STAR = (
    "AMP AmpBox AmpList Argument Boolean Box BoxDispatcher Command CommandLocator DateTime Decimal "
    "Descriptor Float Integer ListOf Path ProtocolSwitchCommand QuitBox StartTLS String Unicode"
).split()


def imported(program: Program, node: ast.Import, scope: Scope) -> None:
    """Follow ``import a.b`` and ``import a.b as c``."""
    for alias in node.names:
        top = alias.name.partition(".")[0]
        name = alias.name if alias.asname else top
        scope.names[alias.asname or top] = Later(partial(_module, program, name))


def _module(program: Program, name: str) -> Value:
    return program.load(name) or External(name)


def imported_from(program: Program, node: ast.ImportFrom, scope: Scope) -> None:
    """Follow ``from a.b import c``, with dots in front or without."""
    name = _absolute(node, scope.module)
    place = program.places(scope.module.source).of(node)
    for alias in node.names:
        if alias.name != "*":
            scope.names[alias.asname or alias.name] = _later(program, name, alias.name, place)
            continue
        owner = program.load(name)
        if owner is not None:
            public = {name: one for name, one in owner.names.items() if not name.startswith("_")}
            scope.names |= public
        elif name == AMP:
            scope.names |= {one: External(f"{AMP}.{one}") for one in _STAR}


def _later(program: Program, module: str, name: str, place: Place) -> Later:
    def find() -> Value:
        return attribute(program, program.load(module) or External(module), name, place)

    return Later(find)


def _absolute(node: ast.ImportFrom, module: Module) -> str:
    if not node.level:
        return node.module or ""
    parts = module.package.split(".") if module.package else []
    parts = parts[: len(parts) - node.level + 1]
    return ".".join([*parts, *([node.module] if node.module else [])])
