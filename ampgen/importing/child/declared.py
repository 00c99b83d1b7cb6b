"""What differs between what two commands declare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .introspecting import fields_of


def differences(old: Any, new: Any) -> Iterator[str]:
    """Yield how a generated command declares something else than the hand-written one."""
    for part in ("commandName", "requiresAnswer"):
        one, other = _plain(old, part), _plain(new, part)
        if one != other:
            yield f"{part}: {one!r} is now {other!r}"
    yield from _fields("arguments", old, new)
    if not old.requiresAnswer:
        return
    yield from _fields("response", old, new)
    yield from _errors(old, new)


def _errors(old: Any, new: Any) -> Iterator[str]:
    alike = True
    for fatal, part in ((False, "errors"), (True, "fatalErrors")):
        codes, others = _codes(old, fatal), _codes(new, fatal)
        if codes != others:
            alike = False
            yield f"{part}: {_table(codes)} is now {_table(others)}"
    # One class may derive from another: then the first of them is what travels.
    for cls in old.allErrors if alike else ():
        code, now = _sent(old, cls), _sent(new, cls)
        if code != now:
            yield f"errors: {cls.__name__} travels as {code!r} and now as {now!r}"


def unmade(command: Any) -> Iterator[str]:
    """Yield the names of errors that cannot be made from a message, as Twisted makes them."""
    for cls in command.allErrors:
        try:
            cls("a message")
        except Exception:
            yield cls.__name__


def _plain(command: Any, part: str) -> Any:
    value = getattr(command, part)
    return bool(value) if part == "requiresAnswer" else value


def _codes(command: Any, fatal: bool) -> dict[Any, bytes]:
    # What a command says itself and what it inherits travels alike.
    errors = command.allErrors.items()
    return {cls: code for cls, code in errors if (cls in command.fatalErrors) == fatal}


def _table(codes: dict[Any, bytes]) -> str:
    return "{" + ", ".join(f"{cls.__name__}: {code!r}" for cls, code in codes.items()) + "}"


def _sent(command: Any, raised: Any) -> Any:
    """Return the code that an exception travels as: that of the first class that it is one of."""
    codes = (code for cls, code in command.allErrors.items() if issubclass(raised, cls))
    return next(codes, None)


def _fields(part: str, old: Any, new: Any) -> Iterator[str]:
    ones, others = (fields_of(getattr(command, part), []) for command in (old, new))
    if [one["wire"] for one in ones] != [other["wire"] for other in others]:
        yield f"{part}: ({_names(ones)}) is now ({_names(others)})"
    known = {other["wire"]: other for other in others}
    for one in ones:
        other = known.get(one["wire"])
        if other is not None and one != other:
            shown, now = _shown(one), _shown(other)
            if shown == now:
                shown, now = _shown(one, True), _shown(other, True)
            yield f"{part}: {shown} is now {now}"


def _names(fields: list[dict[str, Any]]) -> str:
    return ", ".join(one["wire"] for one in fields)


def _shown(field: dict[str, Any], whole: bool = False) -> str:
    kind = _kind(field["kind"], whole)
    return f"{field['wire']}: {kind}{'?' * field['optional']}"


def _kind(kind: dict[str, Any], whole: bool) -> str:
    match kind["is"]:
        case "list":
            return f"ListOf({_kind(kind['of'], whole)})"
        case "boxes":
            return f"AmpList({', '.join(_shown(one, whole) for one in kind['fields'])})"
        case "pieces":
            first = ", first=0" if whole and kind["first"] == 0 else ""
            return f"Big({_kind(kind['of'], whole)}{first})"
        case "own":
            made = [_made(one, whole) for one in kind["made"]]
            name = f"{kind['module']}.{kind['name']}" if whole else kind["name"]
            return f"{name}({', '.join(made)})" if made else str(name)
        case "again":
            return f"AmpList(as {kind['levels']} further out)"
        case _:
            return str(kind["name"])


def _made(one: dict[str, Any], whole: bool) -> str:
    if one["is"] == "value":
        return repr(one["value"])
    return str(one["shown"]) if one["is"] == "unsayable" else _kind(one, whole)
