"""Random values for the types of a generated package, by a look at its descriptions."""

from __future__ import annotations

import datetime
import decimal
import random
from collections.abc import Callable
from importlib import import_module
from typing import Any

from twisted.python.filepath import FilePath

TEXTS = ("", "a", "é", "\0", "x" * 255, "y" * 256, "tab\tline\n", "\U0001f40d", "n/a", "-")
NUMBERS = (0, 1, -1, 9, 255, 256, 65_535, 2**31, -(2**63), 10**40)


def value(rng: random.Random, kind: Any, depth: int = 0) -> Any:
    """Return a value of a type that its package describes; now and then a large one."""
    name = type(kind).__name__
    make = _MAKERS.get(name)
    if make is not None:
        return make(rng)
    few = range(0 if depth > 3 else rng.choice((0, 1, 2, 3)))
    if name == "ListType":
        return [value(rng, kind.element, depth + 1) for _ in few]
    if name == "MapType":
        key, held = kind.entry
        return {value(rng, key.type, depth + 1): value(rng, held.type, depth + 1) for _ in few}
    if name == "RecordType":
        return kind.cls(**values(rng, kind.fields, depth + 1))
    if name == "EnumType":
        if kind.open and rng.random() < 0.3:
            return value(rng, kind.values)
        return rng.choice(list(kind.cls))
    if name == "BigType":
        if type(kind.inner).__name__ == "Bytes" and rng.random() < 0.3:
            return b"ab" * rng.choice((32_767, 32_768, 70_000))
        return value(rng, kind.inner, depth)
    return _custom(rng, kind)


def values(rng: random.Random, fields: Any, depth: int = 0) -> dict[str, Any]:
    """Return keyword arguments for fields; what may be left out sometimes is.

    At depth 0 they are for a client's method, else for a record or a result.
    """
    found: dict[str, Any] = {}
    for field in fields:
        may_lack = field.optional or repr(field.default) != "MISSING"
        if not may_lack or rng.random() < 0.5:
            name = field.parameter if depth == 0 else field.name
            found[name] = value(rng, field.type, depth)
    return found


def _custom(rng: random.Random, kind: Any) -> Any:
    # The application's own types of the schema of everything. Found by name, since they are to
    # be the same classes that its package has imported.
    module: Any = import_module("everything_types")
    if type(kind.argument).__name__ == "EmailArgument":
        return module.Email("me", f"host{rng.randrange(9)}")
    return module.Tagged("tag", bytes(rng.randrange(256) for _ in range(3)))


def _datetime(rng: random.Random) -> datetime.datetime:
    zone = datetime.timezone(datetime.timedelta(minutes=rng.choice((0, 0, 60, -90, 1439))))
    return datetime.datetime(rng.randrange(1, 9999), 2, 3, 4, 5, 6, rng.randrange(10**6), zone)


def _bytes(rng: random.Random) -> bytes:
    return bytes(rng.randrange(256) for _ in range(rng.choice((0, 1, 2, 5, 300))))


def _json(rng: random.Random) -> Any:
    choices: tuple[Any, ...] = (None, True, 0, -1.5, "x", [], {}, [1, [2]], {"a": {"b": None}})
    return rng.choice(choices)


def _decimal(rng: random.Random) -> decimal.Decimal:
    return decimal.Decimal(rng.choice(("0", "-0.0", "1E+3", "NaN", "-Infinity", "1.50", "1E-99")))


def _integer(rng: random.Random) -> int:
    return rng.choice((rng.choice(NUMBERS), rng.randrange(1000)))


def _text(rng: random.Random) -> str:
    return rng.choice(TEXTS)


def _float(rng: random.Random) -> float:
    return rng.choice((0.0, -0.0, 1.5, 1e300, 5e-324, rng.random()))


def _boolean(rng: random.Random) -> bool:
    return rng.random() < 0.5


def _path(rng: random.Random) -> FilePath[str]:
    return FilePath("/" + rng.choice(("", "a", "a/b", "é")))


def _descriptor(rng: random.Random) -> int:
    return rng.choice((1, 2))


_MAKERS: dict[str, Callable[[random.Random], Any]] = {
    "Integer": _integer,
    "Bytes": _bytes,
    "Text": _text,
    "Float": _float,
    "Boolean": _boolean,
    "DecimalNumber": _decimal,
    "DateTime": _datetime,
    "Path": _path,
    "JsonText": _json,
    "Descriptor": _descriptor,
}
