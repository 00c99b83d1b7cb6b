"""Import modules, and say what their commands are."""

from __future__ import annotations

import inspect
import re
import sys
import typing
from typing import Any

from .catalogue import AMP, Catalogue, Failed, Listed, kind_of, members

ENCODERS = ("makeArguments", "parseArguments", "makeResponse", "parseResponse", "_doCommand")
SCALARS = "Integer String Unicode Float Boolean Decimal DateTime Path Descriptor".split()

# What each argument was made with: (the argument itself, positional, by keyword).
_made: dict[int, tuple[Any, tuple[Any, ...], dict[str, Any]]] = {}


def watch() -> None:
    """Note from now on what arguments are made with, since they do not keep it."""

    def new(cls: Any, *args: Any, **kwargs: Any) -> Any:
        argument = object.__new__(cls)
        _made[id(argument)] = (argument, args, kwargs)
        return argument

    AMP.Argument.__new__ = new


def work(request: dict[str, Any]) -> dict[str, Any]:
    """Return what the commands of modules are, ready for JSON."""
    watch()
    try:
        catalogue = Catalogue(request["modules"])
    except Failed as failed:
        return {"failed": failed.args[0]}
    listed = catalogue.classes()
    return {
        "commands": [_command(one) for one in listed],
        "answers": [answer for cls in catalogue.locators() if (answer := _answers(cls, listed))],
        "modules": catalogue.modules[len(catalogue.asked) :],
        "skipped": catalogue.skipped,
        "elsewhere": catalogue.elsewhere(),
        "docs": {
            module: inspect.getdoc(sys.modules[module]) or ""
            for module in dict.fromkeys(one.module for one in listed)
        },
        "files": {
            module: getattr(sys.modules[module], "__file__", None) or ""
            for module in dict.fromkeys(one.module for one in listed)
        },
    }


def _command(listed: Listed) -> dict[str, Any]:
    cls = listed.cls
    return {
        "module": listed.module,
        "name": listed.name,
        "qualname": cls.__qualname__,
        "wire": cls.commandName.decode("latin-1"),
        "arguments": fields_of(cls.arguments, []),
        "response": fields_of(cls.response, []),
        "errors": [
            {**_named(error), "code": code.decode("latin-1"), "fatal": error in cls.fatalErrors}
            for error, code in cls.allErrors.items()
        ],
        "oneway": not cls.requiresAnswer,
        "encoders": [
            name
            for name in ENCODERS
            if next(one for one in cls.__mro__ if name in vars(one)).__module__ != AMP.__name__
        ],
        "boxes": {
            name: "box" if issubclass(box, AMP.AmpBox) else "other"
            for name in ("commandType", "responseType")
            if (box := getattr(cls, name)) is not AMP.AmpBox
        },
        "switch": issubclass(cls, AMP.ProtocolSwitchCommand),
        "names": _names(cls),
        "tls": issubclass(cls, AMP.StartTLS),
        "doc": _doc(cls),
    }


def _names(cls: Any) -> list[str]:
    """Return the names of all that a command has itself, or from what is no command."""
    found: set[str] = set()
    for one in cls.__mro__:
        if one is object or (one is not cls and issubclass(one, AMP.Command)):
            continue
        for name, value in members(one).items():
            within = inspect.ismodule(value) or (
                isinstance(value, type) and issubclass(value, AMP.Command)
            )
            if not within and not name.startswith("_"):
                found.add(name)
    return sorted(found)


def fields_of(fields: Any, around: list[Any]) -> list[dict[str, Any]]:
    """Return the fields of arguments or a response; ``around`` are lists of fields around it."""
    return [
        {
            "wire": wire.decode("latin-1"),
            "optional": bool(getattr(argument, "optional", False)),
            "kind": _kind(argument, around),
        }
        for wire, argument in fields
    ]


def _kind(argument: Any, around: list[Any]) -> dict[str, Any]:
    cls = kind_of(argument)
    if cls.__module__ == AMP.__name__ and cls.__name__ in SCALARS:
        return {"is": "scalar", "name": cls.__name__}
    if cls is AMP.ListOf:
        return {"is": "list", "of": _kind(argument.elementType, around)}
    if cls is AMP.AmpList:
        return _boxes(argument.subargs, around)
    if cls.__name__ == "Big" and cls.__module__.endswith("._wire.arguments"):
        first = 0 if argument.first == 0 else 2
        return {"is": "pieces", "of": _kind(argument.argument, around), "first": first}
    if cls.__module__ == AMP.__name__ or not isinstance(argument, AMP.Argument):
        return {"is": "bare", "name": cls.__name__}
    return _own(argument, cls, around)


def _boxes(fields: Any, around: list[Any]) -> dict[str, Any]:
    for levels, one in enumerate(reversed(around), 1):
        if one is fields:
            return {"is": "again", "levels": levels}
    return {"is": "boxes", "fields": fields_of(fields, [*around, fields])}


def _own(argument: Any, cls: Any, around: list[Any]) -> dict[str, Any]:
    _, args, kwargs = _made.get(id(argument), (None, (), {}))
    if cls.__init__ is AMP.Argument.__init__:
        args = ()
    others = {name: value for name, value in kwargs.items() if name != "optional"}
    args, others = _placed(cls, args, others)
    bases = [one.__name__ for one in cls.__mro__ if one.__module__ == AMP.__name__]
    return {
        "is": "own",
        **_named(cls),
        "made": [_parameter(value, around) for value in args],
        "keywords": sorted(others),
        "over": next((name for name in bases if name in SCALARS), "String"),
        "value": _yields(cls),
    }


def _placed(
    cls: Any, args: tuple[Any, ...], others: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return what a class is made with, as far as possible by its place."""
    try:
        bound = inspect.signature(cls.__init__).bind_partial(None, *args, **others)
    except (TypeError, ValueError):
        return args, others
    return bound.args[1:], bound.kwargs


def _shown(value: Any) -> str:
    name = getattr(value, "__qualname__", None)
    text = name if isinstance(name, str) else repr(value)
    return re.sub(r" at 0x[0-9a-fA-F]+", "", text)[:60]


def _parameter(value: Any, around: list[Any]) -> dict[str, Any]:
    if type(value) in (bool, int, float, str):
        return {"is": "value", "value": value}
    if isinstance(value, AMP.Argument):
        return _kind(value, around)
    if kind_of(value) is list and value and all(_is_field(one) for one in value):
        return _boxes(value, around)
    return {"is": "unsayable", "shown": _shown(value)}


def _is_field(value: Any) -> bool:
    if kind_of(value) is not tuple or len(value) != 2:
        return False
    return kind_of(value[0]) is bytes and isinstance(value[1], AMP.Argument)


def _yields(cls: Any) -> dict[str, Any] | None:
    """Return the type of what an argument class yields, None where it is that of its base."""
    for name in ("fromString", "fromStringProto", "fromBox"):
        owner = next(one for one in cls.__mro__ if name in vars(one))
        if owner.__module__ == AMP.__name__:
            continue
        method = members(owner)[name]
        if isinstance(method, type):
            return _named(method)
        try:
            hint = typing.get_type_hints(method).get("return")
        except Exception:
            hint = None
        if isinstance(hint, type) and hint is not type(None):
            return _named(hint)
        return {"module": "builtins", "name": "object", "nameable": True}
    return None


def _named(cls: Any) -> dict[str, Any]:
    """Return the name of a class, and whether it leads to it."""
    found: Any = sys.modules.get(cls.__module__)
    for part in cls.__qualname__.split("."):
        found = getattr(found, part, None)
    return {
        "module": cls.__module__,
        "name": cls.__qualname__,
        "nameable": found is cls,
        "doc": "" if cls.__module__ == "builtins" else _doc(cls),
    }


def _doc(cls: Any) -> str:
    doc = members(cls).get("__doc__")
    return inspect.cleandoc(doc) if isinstance(doc, str) else ""


def _answers(cls: Any, listed: list[Listed]) -> dict[str, Any] | None:
    """Return which commands a class answers itself, not by inheritance."""
    known = {id(one.cls): one for one in listed}
    own: list[list[str]] = []
    for name, (command, responder) in members(cls).get("_commandDispatch", {}).items():
        inherited = [getattr(base, "_commandDispatch", {}).get(name) for base in cls.__bases__]
        if (command, responder) not in inherited and id(command) in known:
            own.append([known[id(command)].module, known[id(command)].name])
    return {"name": cls.__name__, "commands": own} if own else None
