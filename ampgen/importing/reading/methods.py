"""What methods of lists, dictionaries and texts return, and what they change."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ampgen.importing.reading.program import LARGEST
from ampgen.importing.reading.sequences import first_unknown, iterated, pairs
from ampgen.importing.reading.values import Items, Table, Unknown, Unset, Value
from ampgen.text import Place

_PLAIN = re.compile(r"%[sd%]")
# Methods of texts that make none much longer.
_OF_TEXT = frozenset("lower upper title capitalize strip lstrip rstrip swapcase".split())


def of_list(owner: Items, name: str, args: list[Value], place: Place) -> Value:
    items = owner.items
    match name, args:
        case "append" | "add", [item]:
            items.append(item)
        case "extend" | "update", [others]:
            items.extend(iterated(others, place))
        case "insert", [int() as index, item]:
            items.insert(index, item)
        case "copy", []:
            return Items(owner.kind, list(items), place)
        case "reverse", []:
            items.reverse()
        case "clear", []:
            items.clear()
        case ("index" | "count"), _:
            return Unknown("it is computed", place)
        case _:
            # A change that is not followed leaves nothing certain about the list.
            items.append(Unknown(f"it was changed by `{name}`", place))
            return Unknown("it is computed", place)
    if len(items) > LARGEST:
        items[:] = [Unknown("it is very long", place)]
    return None


def of_table(
    owner: Table, name: str, args: list[Value], kwargs: dict[str, Value], place: Place
) -> Value:
    match name, args:
        case "items", []:
            rows: list[Value] = [Items("tuple", list(pair), place) for pair in owner]
            return Items("list", rows, place)
        case "keys", []:
            return Items("list", [key for key, _ in owner], place)
        case "values", []:
            return Items("list", [value for _, value in owner], place)
        case "copy", []:
            return Table(place, dict(owner.pairs))
        case "get", [key, *default]:
            found = owner.get(key)
            return (default[0] if default else None) if found is Unset else found
        case "update", [*others]:
            for pair in [*pairs(others), *kwargs.items()]:
                owner.put(*pair)
            return None
        case "setdefault", [key, value] if owner.get(key) is Unset:
            owner.put(key, value)
            return value
        case _:
            reason = Unknown(f"it was changed by `{name}`", place)
            owner.put(reason, reason)
            return reason


def of_text(
    owner: str | bytes,
    name: str,
    args: list[Value],
    kwargs: dict[str, Value],
    place: Place,
) -> Value:
    if isinstance(owner, str) and name == "encode" and len(args) <= 1:
        codec = args[0] if args else kwargs.get("encoding", "utf-8")
        if codec in ("ascii", "utf-8", "utf8", "latin-1", "latin1"):
            try:
                return owner.encode(str(codec))
            except UnicodeError:
                return Unknown("it cannot be encoded", place)
    if isinstance(owner, bytes) and name == "decode" and len(args) <= 1:
        codec = args[0] if args else kwargs.get("encoding", "utf-8")
        if codec in ("ascii", "utf-8", "utf8", "latin-1", "latin1"):
            return owner.decode(str(codec), "replace")
    if name in _OF_TEXT and not args and not kwargs:
        changed = getattr(owner, name)()
        return changed if isinstance(changed, (str, bytes)) else None
    if name == "split" and not kwargs and len(args) <= 1:
        return _split(owner, args, place)
    if name == "join" and len(args) == 1:
        return _joined(owner, iterated(args[0], place), place)
    if name == "replace" and len(args) == 2 and isinstance(owner, str) and len(owner) < 1000:
        old, new = args
        if isinstance(old, str) and isinstance(new, str) and len(new) < 1000:
            return owner.replace(old, new)
    if name == "format" and isinstance(owner, str) and not kwargs:
        parts = owner.split("{}")
        texts = [str(arg) for arg in args if isinstance(arg, (str, int)) and is_short(arg)]
        if len(texts) == len(args) == len(parts) - 1 and "{" not in "".join(parts):
            pieces = [piece for pair in zip(parts, [*texts, ""]) for piece in pair]
            return "".join(pieces)[:LARGEST]
    return Unknown(f"it is what `{name}` returns", place)


def _split(owner: str | bytes, args: list[Value], place: Place) -> Value:
    parts: list[Value] = []
    if isinstance(owner, str) and (not args or (isinstance(args[0], str) and args[0])):
        parts += owner.split(args[0] if args and isinstance(args[0], str) else None)
        return Items("list", parts, place)
    if isinstance(owner, bytes) and (not args or (isinstance(args[0], bytes) and args[0])):
        parts += owner.split(args[0] if args and isinstance(args[0], bytes) else None)
        return Items("list", parts, place)
    return Unknown("it is computed", place)


def formatted(pattern: str | bytes, parts: Sequence[Value], place: Place) -> Value:
    """Return ``pattern % parts`` where it is as simple as ``%s``."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    fields = [field for field in _PLAIN.findall(text) if field != "%%"]
    texts: list[str] = []
    for part in parts:
        if isinstance(part, bytes) and isinstance(pattern, bytes):
            texts.append(part.decode("latin-1"))
        elif isinstance(part, (str, int)) and is_short(part):
            texts.append(str(part))
    if len(texts) != len(parts) or len(fields) != len(texts):
        return Unknown("it is computed", place)
    if text.count("%") != len(fields) + 2 * text.count("%%"):
        return Unknown("it is computed", place)
    values = iter(texts)
    done = _PLAIN.sub(lambda one: "%" if one[0] == "%%" else next(values), text)[:LARGEST]
    return done.encode("latin-1", "replace") if isinstance(pattern, bytes) else done


def is_short(value: str | int) -> bool:
    """Say whether a value's text is not too long to be made."""
    return len(value) <= LARGEST if isinstance(value, str) else abs(value) < 1 << 64


def _joined(glue: str | bytes, parts: list[Value], place: Place) -> Value:
    missing = first_unknown(parts)
    if missing is not None:
        return missing
    if isinstance(glue, str):
        texts = [part for part in parts if isinstance(part, str)]
        if len(texts) == len(parts) and sum(map(len, texts)) + len(glue) * len(parts) <= LARGEST:
            return glue.join(texts)
    else:
        blobs = [part for part in parts if isinstance(part, bytes)]
        if len(blobs) == len(parts) and sum(map(len, blobs)) + len(glue) * len(parts) <= LARGEST:
            return glue.join(blobs)
    return Unknown("it is computed", place)
