"""What stands behind a dot."""

from __future__ import annotations

from collections.abc import Iterator

from ampgen.importing.reading.program import Program
from ampgen.importing.reading.values import (
    Class,
    External,
    Function,
    Instance,
    Items,
    Method,
    Module,
    Table,
    Unknown,
    Unset,
    Value,
    named,
)
from ampgen.text import Place

# What `twisted.protocols.amp.Command` says where a command says nothing.
_OF_COMMAND = {"requiresAnswer": True}


def attribute(program: Program, owner: Value, name: str, place: Place) -> Value:
    """Return an attribute of a value."""
    match owner:
        case Unknown():
            return owner
        case Module():
            found = named(owner.names, name)
            if found is not Unset:
                return found
            inner = program.load(f"{owner.name}.{name}")
            return External(f"{owner.name}.{name}") if inner is None else inner
        case External():
            path = f"{owner.path}.{name}"
            return program.load(path) or External(path)
        case Class():
            return _of_class(owner, name, place)
        case Items() | Table() | str() | bytes():
            return Method(owner, name)
        case Function() if name == "__name__":
            return getattr(owner.node, "name", "<lambda>")
        case Instance() if isinstance(owner.cls, Class):
            return Unknown(f"it is an attribute of a `{owner.cls.name}`", place)
        case _:
            return Unknown("it is computed", place)


def _of_class(cls: Class, name: str, place: Place) -> Value:
    if name == "__name__":
        return cls.name
    if name in ("__doc__", "__module__", "__qualname__"):
        return {"__doc__": cls.doc, "__module__": cls.module.name}.get(name, cls.qualname)
    found = inherited(cls, name)
    if found is not Unset:
        return found
    if is_command(cls):
        if name == "responder":
            return Method(cls, name)
        if name == "commandName":
            return cls.name.encode()
        if name in ("arguments", "response"):
            return Items("list", [], place)
        if name in ("errors", "fatalErrors"):
            return Table(place)
        if name in _OF_COMMAND:
            return _OF_COMMAND[name]
    return Unknown(f"`{cls.name}` has no `{name}` that can be seen here", place)


def inherited(cls: Class, name: str) -> Value:
    """Return an attribute of a class as its own or inherited from one that was read, or Unset."""
    for one in order(cls):
        if isinstance(one, Class) and name in one.names:
            return named(one.names, name)
    return Unset


def order(cls: Class) -> list[Class | External | Unknown]:
    """Return the classes in which attributes are looked for, as Python does."""
    return _merged(cls, 0) or [cls, *_simple(cls, 0)]


def _simple(cls: Class, depth: int) -> Iterator[Class | External | Unknown]:
    for base in cls.bases:
        if isinstance(base, Class) and depth < 100:
            yield base
            yield from _simple(base, depth + 1)
        elif isinstance(base, (External, Unknown)):
            yield base


def _merged(cls: Class, depth: int) -> list[Class | External | Unknown]:
    """Return the order by C3, or nothing where there is none."""
    if depth > 100:
        return []
    direct = [base for base in cls.bases if isinstance(base, (Class, External, Unknown))]
    lines: list[list[Class | External | Unknown]] = []
    for base in direct:
        lines.append(_merged(base, depth + 1) if isinstance(base, Class) else [base])
        if not lines[-1]:
            return []
    lines.append(list(direct))
    result: list[Class | External | Unknown] = [cls]
    while lines := [line for line in lines if line]:
        for line in lines:
            head = line[0]
            if not any(_same(head, one) for other in lines for one in other[1:]):
                break
        else:
            return []
        result.append(head)
        lines = [line[1:] if _same(line[0], head) else line for line in lines]
    return result


def _same(one: object, other: object) -> bool:
    return one is other or (isinstance(one, External) and one == other)


def is_command(cls: Value) -> bool:
    """Say whether a class derives from Twisted's ``Command``."""
    return descends(cls, {"Command", "ProtocolSwitchCommand", "StartTLS"})


def descends(cls: Value, names: set[str]) -> bool:
    """Say whether a class is, or derives from, one that Twisted's AMP has under these names."""
    if isinstance(cls, External):
        return cls.amp in names
    if not isinstance(cls, Class):
        return False
    return any(isinstance(one, External) and one.amp in names for one in order(cls))
