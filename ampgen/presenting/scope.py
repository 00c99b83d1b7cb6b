"""The names of one generated module: what it defines, and what it imports when asked for."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from typing import TypeVar

from ampgen.presenting.literals import docstring, literal
from ampgen.presenting.shape import bracketed, fits
from ampgen.views import Constant, Imports

_Value = TypeVar("_Value", str, bytes)


class Scope:
    """Hands out the names by which a generated module calls things.

    ``defined`` are the names that the module itself defines. ``captured`` are members of its
    classes: an annotation in a class body would find them before it finds the module's name. Both
    make whatever is imported under such a name come with a leading underscore.
    """

    def __init__(self, defined: Iterable[str] = (), captured: Iterable[str] = ()) -> None:
        self._taken = set(defined)
        self._captured = frozenset(captured)
        self._known: dict[tuple[str, str], str] = {}
        self._said: dict[tuple[str, str], str] = {}
        self._checking: set[tuple[str, str]] = set()
        self._guarded: list[str] = []
        self._constants: list[Constant] = []
        # Of one type each: to look for a text among bytes is a warning of Python's own.
        self._texts: dict[str, str] = {}
        self._bytes: dict[bytes, str] = {}
        self._documents: list[str] = []

    def bare(self, module: str, name: str, *, checking: bool = False) -> str:
        """Return what ``from module import name`` gives, perhaps under another name.

        A dotted name imports its first part. ``checking`` is for names that only annotations use.
        """
        said = self._said.get((module, name))
        if said is not None and not checking:
            return said
        head, dot, rest = name.partition(".")
        if module == "builtins" and self._free(head):
            self._known.setdefault((module, head), head)
        else:
            self._request(module, head, head)
        if checking:
            self._checking.add((module, head))
        said = self._said[module, name] = self._known[module, head] + dot + rest
        return said

    def module(self, name: str) -> str:
        """Return what ``import name`` gives; for modules of the standard library."""
        self._request(name, "", name)
        return self._known[name, ""]

    def builtin(self, name: str) -> str:
        """Return how the module calls a built-in."""
        if self._free(name):
            return name
        return f"{self.module('builtins')}.{name}"

    def checking(self) -> str:
        """Return what is true for type checkers alone; they know it by its own name only."""
        if ("typing", "TYPE_CHECKING") in self._known or self._free("TYPE_CHECKING"):
            return self.bare("typing", "TYPE_CHECKING")
        return f"{self.module('typing')}.TYPE_CHECKING"

    def own(self, name: str) -> str:
        """Return a new name of the module's own, the wanted one if it is free."""
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name

    def literal(self, value: Constant) -> str:
        """Return the literal of a value, and remember it for the check of the finished text."""
        self._constants.append(value)
        if isinstance(value, str):
            return _kept(self._texts, value)
        if isinstance(value, bytes):
            return _kept(self._bytes, value)
        return literal(value)

    def docstring(self, text: str) -> str:
        """Return the literal of a docstring, and remember it likewise."""
        self._documents.append(text)
        return docstring(text)

    def guard(self, line: str) -> None:
        """Have a line among the imports that only type checkers see."""
        self._guarded.append(line)

    @property
    def constants(self) -> tuple[Constant, ...]:
        return tuple(self._constants)

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(self._documents)

    def imports(self) -> Imports:
        guard = self.checking() if self._checking or self._guarded else ""
        groups: dict[str, dict[str, list[str]]] = {}
        for (module, name), called in self._known.items():
            if (module, name) == ("builtins", called):
                continue
            checking = (module, name) in self._checking
            group = groups.setdefault("checking" if checking else _group(module), {})
            alias = "" if called == (name or module) else f" as {called}"
            group.setdefault(module, []).append(f"{name}{alias}")
        return Imports(
            standard=_lines(groups.get("standard", {})),
            others=_lines(groups.get("others", {})),
            own=_lines(groups.get("own", {})),
            checking=(*_lines(groups.get("checking", {}), 4), *self._guarded),
            guard=guard,
        )

    def _free(self, name: str) -> bool:
        return name not in self._taken and name not in self._captured

    def _request(self, module: str, name: str, wanted: str) -> None:
        if (module, name) in self._known:
            return
        called = wanted
        while not self._free(called) or (hasattr(builtins, called) and module != "builtins"):
            # Not a second underscore before it: Python mangles such names within classes.
            called = f"{called}_" if called.startswith("_") else f"_{called}"
        self._known[module, name] = called
        self._taken.add(called)


def _kept(known: dict[_Value, str], value: _Value) -> str:
    said = known.get(value)
    if said is None:
        said = known[value] = literal(value)
    return said


def _group(module: str) -> str:
    if module.startswith("."):
        return "own"
    return "standard" if module in _STANDARD else "others"


_STANDARD = {"abc", "builtins", "datetime", "decimal", "enum", "importlib", "struct", "typing"}


def _lines(group: dict[str, list[str]], indent: int = 0) -> tuple[str, ...]:
    whole = sorted(
        f"import {module}{name}"
        for module, names in group.items()
        for name in names
        if _is_whole(name)
    )
    parts: list[str] = []
    for module in sorted(group):
        names = sorted(name for name in group[module] if not _is_whole(name))
        if names:
            parts.append(_from(module, names, indent))
    return (*whole, *parts)


def _from(module: str, names: list[str], indent: int) -> str:
    line = f"from {module} import {', '.join(names)}"
    if fits(line, indent):
        return line
    return bracketed(f"from {module} import (", names, ")", indent)


def _is_whole(name: str) -> bool:
    return not name or name.startswith(" ")
