"""What the views of several modules are made of."""

from __future__ import annotations

from typing import TypeAlias

from ampgen.frozen import dataclass

Constant: TypeAlias = "str | bytes | int | float | bool"


@dataclass(frozen=True, slots=True)
class Imports:
    """What a module imports: ready lines.

    ``standard`` is Python's own library, ``others`` are Twisted, applications and packages of
    other schemas, ``own`` are modules of this package. ``checking`` are needed by type checkers
    only; ``guard`` is then how the module calls ``TYPE_CHECKING``.
    """

    standard: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    checking: tuple[str, ...] = ()
    guard: str = ""


@dataclass(frozen=True, slots=True)
class Module:
    """What every generated module has.

    ``constants`` are the values out of the schema that its literals must evaluate to, and
    ``documents`` its docstrings as they must read, for the check of the finished text.
    """

    digest: str
    doc: str
    imports: Imports
    constants: tuple[Constant, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter or an attribute. ``default`` is empty or begins with `` = ``.

    ``value`` is what a function does with it: the name, or an expression that fills in a list of
    its own.
    """

    name: str
    annotation: str
    default: str
    value: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together: a key and an argument, an exception and its code, …"""

    left: str
    right: str
