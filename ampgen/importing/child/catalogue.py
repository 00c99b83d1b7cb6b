"""Import modules, and list the commands that they make, in an order that is always the same."""

from __future__ import annotations

import gc
import importlib
import os
import pkgutil
import sys
import traceback
from types import ModuleType
from typing import Any, NamedTuple

from twisted.protocols import amp

AMP: Any = amp


class Failed(Exception):
    """A module cannot be imported: its name, why, and where in which file."""


class Listed(NamedTuple):
    """A command class, the module that defines it, and the name that leads to it there."""

    cls: Any
    module: str
    name: str


class Catalogue:
    """The commands of modules."""

    def __init__(self, modules: list[str]) -> None:
        """Import the modules. Raises ``Failed``."""
        self.asked = modules
        self.modules: list[str] = list(modules)
        self.skipped: list[tuple[str, str]] = []
        for name in modules:
            load(name)
        if not self.classes():
            for name in modules:
                self._import_inside(name)

    def classes(self) -> list[Listed]:
        """Return the commands, by module and then by the name that leads to them."""
        gc.collect()
        reached = _reached(self._wanted())
        found: dict[tuple[str, str], Listed] = {}
        for cls in _derived(AMP.Command):
            places = reached.get(id(cls), [])
            if not places and not self._is_wanted(cls.__module__):
                continue
            own = [place for place in places if place[1] == cls.__qualname__]
            module, name = (own or places or [(cls.__module__, cls.__qualname__)])[0]
            number = 2
            plain = name
            while (module, name) in found:
                name = f"{plain}_{number}"
                number += 1
            found[module, name] = Listed(cls, module, name)
        return [found[key] for key in sorted(found)]

    def locators(self) -> list[Any]:
        """Return the classes of the modules that have responders."""
        return [
            cls
            for cls in _derived(AMP.CommandLocator)
            if any(
                cls.__module__ == one or cls.__module__.startswith(f"{one}.") for one in self.asked
            )
        ]

    def elsewhere(self) -> list[str]:
        """Return the modules of commands that the asked ones only import."""
        found: set[str] = set()
        for name in self.asked:
            for value in members(sys.modules[name]).values():
                if isinstance(value, type) and issubclass(value, AMP.Command):
                    found.add(value.__module__)
        return sorted(found - {"twisted.protocols.amp"})

    def _is_wanted(self, module: str) -> bool:
        return any(module == one or module.startswith(f"{one}.") for one in self.asked)

    def _wanted(self) -> list[ModuleType]:
        return [module for name, module in sorted(sys.modules.items()) if self._is_wanted(name)]

    def _import_inside(self, name: str) -> None:
        """Import the modules of a package that has no commands itself, but not its tests."""
        for info in pkgutil.iter_modules(sys.modules[name].__dict__.get("__path__", ())):
            if info.ispkg or info.name.startswith(("test", "_test", "conftest", "__main__")):
                continue
            inner = f"{name}.{info.name}"
            try:
                load(inner)
                self.modules.append(inner)
            except Failed as failed:
                self.skipped.append((inner, failed.args[0]["text"]))


def members(owner: Any) -> dict[str, Any]:
    """Return the attributes that an object has itself."""
    found: dict[str, Any] = {**vars(owner)}
    return found


def kind_of(value: Any) -> Any:
    """Return the class of an object, without a type of its own for type checkers."""
    return value.__class__


def load(name: str) -> None:
    """Import a module. Raises ``Failed``, whatever the module does."""
    try:
        importlib.import_module(name)
    except BaseException as error:
        file, line = _place(error)
        absent = error.name if isinstance(error, ModuleNotFoundError) else None
        text = " ".join(str(error).split())[:500]
        if isinstance(error, SystemExit):
            text = f"it ends the process with status {error.args[0] if error.args else 0!r}"
        raise Failed(
            {
                "module": name,
                "kind": type(error).__name__,
                "text": text,
                "file": file,
                "line": line,
                "missing": absent is not None and f"{name}.".startswith(f"{absent}."),
            }
        ) from None


def _place(error: BaseException) -> tuple[str, int]:
    """Return the file and the line that an import failed in, as near to the cause as it is told."""
    if isinstance(error, SyntaxError) and error.filename:
        return error.filename, error.lineno or 1
    here = os.path.dirname(os.path.abspath(__file__))
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        name = frame.filename
        inside = name.startswith(("<", here)) or f"{os.sep}importlib{os.sep}" in name
        if not inside and name != AMP.__file__:
            return name, frame.lineno or 1
    return "", 0


def _derived(cls: Any) -> list[Any]:
    found: list[Any] = []
    seen: set[int] = set()
    stack = list(reversed(cls.__subclasses__()))
    while stack:
        one = stack.pop()
        if id(one) not in seen:
            seen.add(id(one))
            found.append(one)
            stack += reversed(one.__subclasses__())
    return found


def _reached(modules: list[ModuleType]) -> dict[int, list[tuple[str, str]]]:
    """Return the modules and names that lead to commands, by the ids of the classes."""
    found: dict[int, list[tuple[str, str]]] = {}
    for module in modules:
        stack: list[tuple[str, Any]] = [("", module)]
        seen: set[int] = set()
        while stack:
            prefix, owner = stack.pop()
            for name, value in list(members(owner).items()):
                if not isinstance(value, type):
                    for one in _held(value):
                        if _is_of(one, module):
                            found.setdefault(id(one), []).append((module.__name__, one.__name__))
                elif _is_of(value, module):
                    found.setdefault(id(value), []).append((module.__name__, f"{prefix}{name}"))
                    if id(value) not in seen:
                        seen.add(id(value))
                        stack.append((f"{prefix}{name}.", value))
    return found


def _held(value: Any) -> list[Any]:
    """Return the classes that a list or a dictionary holds."""
    values = list(value.values()) if kind_of(value) is dict else value
    if kind_of(values) not in (list, tuple, set):
        return []
    return [one for one in values if isinstance(one, type)]


def _is_of(cls: Any, module: ModuleType) -> bool:
    """Say whether a class was made by a module."""
    if cls.__module__ == module.__name__:
        return True
    # What `type(name, (Command,), …)` makes is made in Twisted's metaclass, as Python sees it.
    made = cls.__module__ == AMP.__name__ and issubclass(cls, AMP.Command)
    return made and members(AMP).get(cls.__name__) is not cls
