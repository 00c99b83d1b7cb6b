"""What a reader knows about the values of a program that it does not run."""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from ampgen.text import Place, Source

AMP = "twisted.protocols.amp"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that only running the program would tell; ``reason`` ends a sentence about it."""

    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class External:
    """A name of a module that was not read, in full: ``twisted.protocols.amp.Integer``."""

    path: str

    @property
    def amp(self) -> str:
        """The name within Twisted's AMP, or nothing."""
        module, _, name = self.path.rpartition(".")
        return name if module == AMP else ""


@dataclass(eq=False, slots=True)
class Items:
    """A list, a tuple or a set; lists change as the program changes them."""

    kind: str
    items: list[Value]
    place: Place


@dataclass(eq=False, slots=True)
class Table:
    """A dictionary."""

    place: Place
    pairs: dict[Hashable, tuple[Value, Value]] = field(default_factory=dict)

    def put(self, key: Value, value: Value) -> None:
        self.pairs[identity(key)] = (key, value)

    def get(self, key: Value) -> Value:
        found = self.pairs.get(identity(key))
        return Unset if found is None else found[1]

    def __iter__(self) -> Iterator[tuple[Value, Value]]:
        return iter(list(self.pairs.values()))


class _Unset:
    """The type of what says that there is nothing, as None is a value."""


Unset = _Unset()


@dataclass(eq=False, slots=True)
class Module:
    """A module that was read; ``given`` if its commands are asked for."""

    name: str
    source: Source
    names: dict[str, Value] = field(default_factory=dict)
    given: bool = False
    package: str = ""
    doc: str = ""


@dataclass(eq=False, slots=True)
class Scope:
    """Names that are known at one point of a program: of a module, a class or a call.

    ``prefix`` is what a class made here has before its name. ``result`` is what a call returned.
    """

    names: dict[str, Value]
    module: Module
    around: Scope | None = None
    cls: Class | None = None
    prefix: str = ""
    result: Value | None = None
    ended: bool = False

    def find(self, name: str) -> Value:
        """Return what a name stands for, or ``Unset``."""
        if name in self.names:
            return named(self.names, name)
        outer = self.around
        while outer is not None:
            # The names of a class are not seen from inside its functions.
            if outer.cls is None and name in outer.names:
                return named(outer.names, name)
            outer = outer.around
        return Unset


@dataclass(eq=False, slots=True)
class Class:
    """A class of a module that was read; ``qualname`` as Python has it."""

    name: str
    qualname: str
    module: Module
    bases: tuple[Value, ...]
    names: dict[str, Value]
    node: ast.ClassDef | None
    place: Place
    doc: str = ""
    unsure: Unknown | None = None
    answers: list[Class] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Function:
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    module: Module
    place: Place
    defaults: dict[str, Value]
    around: Scope


@dataclass(eq=False, slots=True)
class Instance:
    """What calling a class makes."""

    cls: External | Class
    args: tuple[Value, ...]
    kwargs: dict[str, Value]
    place: Place


@dataclass(eq=False, slots=True)
class Method:
    """A method of a value, or with ``owner`` None a built-in function, about to be called."""

    owner: Value
    name: str


@dataclass(eq=False, slots=True)
class Builtin:
    name: str


@dataclass(eq=False, slots=True)
class Later:
    """What an import brings in, to be looked at when it is used: most of it never is."""

    find: Callable[[], Value]


Value: TypeAlias = (
    bool
    | int
    | float
    | str
    | bytes
    | Unknown
    | External
    | Items
    | Table
    | Module
    | Class
    | Function
    | Instance
    | Method
    | Builtin
    | Later
    | _Unset
    | None
)


def identity(value: Value) -> Hashable:
    """Return what makes a value a key of its own."""
    if isinstance(value, (bool, int, float, str, bytes)) or value is None:
        return (type(value), value)
    if isinstance(value, External):
        return value
    if isinstance(value, Items) and value.kind == "tuple":
        return tuple(identity(item) for item in value.items)
    return id(value)


def named(names: dict[str, Value], name: str) -> Value:
    """Return what a name stands for, or ``Unset``; what was imported is looked at now."""
    found = names.get(name, Unset)
    if isinstance(found, Later):
        # A circle of imports finds nothing here.
        names[name] = Unset
        found = names[name] = found.find()
    return found
