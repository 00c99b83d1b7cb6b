"""Values to try an argument with: usual ones, and those at the ends of what it can carry."""

from __future__ import annotations

import datetime
import decimal
from typing import Any

from .catalogue import AMP, kind_of
from twisted.python.filepath import FilePath

LONGEST = 65_535
_FEW = 4  # values of an application's own type

_ZONES = [datetime.timezone.utc, datetime.timezone(datetime.timedelta(hours=-9, minutes=-30))]
_VALUES: dict[str, list[Any]] = {
    "Integer": [7, 0, -1, 255, 2**63, -(10**30)],
    "String": [b"some bytes", b"", b"\x00\xff", b"x" * LONGEST],
    "Unicode": ["some text", "", "\u00fc\u4e2d\U0001f600 \x00", "x" * LONGEST],
    "Float": [1.5, 0.0, -0.0, 1e300, 5e-324, float("inf"), float("-inf"), float("nan")],
    "Boolean": [True, False],
    "Decimal": [decimal.Decimal(text) for text in ("1.50", "-0", "1E+20", "NaN", "-Infinity")],
    "DateTime": [
        datetime.datetime(2024, 2, 29, 23, 59, 59, 123456, _ZONES[0]),
        datetime.datetime(1, 1, 1, tzinfo=_ZONES[1]),
        datetime.datetime(9999, 12, 31, tzinfo=_ZONES[0]),
    ],
    "Path": [FilePath("/tmp/some file"), FilePath("/"), FilePath("/\u00fc")],
    "Descriptor": [3],
}
# What an application's own type may take, and what it may be able to read.
_OBJECTS: list[Any] = [
    b"some bytes",
    "some text",
    7,
    1.5,
    True,
    decimal.Decimal("1.50"),
    _VALUES["DateTime"][0],
    FilePath("/tmp/some file"),
    [],
    {},
    (),
    ("127.0.0.1", 80),
    (1, 2),
    [1, 2],
    ["some text"],
    {"some": "text"},
    None,
]
_PAYLOADS = [
    b"text",
    b"1",
    b"1.5",
    b"{}",
    b"[]",
    b"null",
    b"",
    b"127.0.0.1:80",
    b"1,2",
    b"1:2",
    b"1 2",
    b"a@b/c",
    b"2024-02-29T23:59:59",
    b"True",
]


def samples(argument: Any, proto: Any) -> list[Any]:
    """Return values for an argument, the most usual first; none where nothing fits."""
    cls = kind_of(argument)
    if cls is AMP.ListOf:
        inner = samples(argument.elementType, proto)
        short = [one for one in inner if not isinstance(one, (bytes, str)) or len(one) < 1000]
        return [inner[:1], [], short] if inner else [[]]
    if cls is AMP.AmpList:
        return _rows(argument.subargs, proto)
    if cls.__name__ == "Big" and cls.__module__.endswith("._wire.arguments"):
        inner = samples(argument.argument, proto)
        return [*inner, *(one * 3 for one in inner if isinstance(one, (bytes, str)))]
    if cls.__module__ == AMP.__name__ and cls.__name__ in _VALUES:
        return list(_VALUES[cls.__name__])
    return _own(argument, proto)


def _rows(fields: Any, proto: Any) -> list[Any]:
    usual: dict[str, Any] = {}
    least: dict[str, Any] = {}
    for wire, argument in fields:
        name = AMP._wireNameToPythonIdentifier(wire)
        if getattr(argument, "subargs", None) is fields:
            # A list of itself: one that goes no deeper.
            usual[name] = []
            least[name] = []
            continue
        values = samples(argument, proto)
        if not values and not argument.optional:
            return [[]]
        usual[name] = values[0] if values else None
        least[name] = None if argument.optional else values[-1 if _small(values[-1]) else 0]
    return [[usual], [], [usual, least, usual]]


def _small(value: Any) -> bool:
    return not isinstance(value, (bytes, str)) or len(value) < 1000


def _own(argument: Any, proto: Any) -> list[Any]:
    """Return values that an application's own argument takes, and reads what it made of them."""
    found: list[Any] = []
    seen: list[dict[Any, Any]] = []
    for value in [*_read(argument, proto), *_OBJECTS]:
        strings: dict[Any, Any] = {}
        try:
            argument.toBox(b"x", strings, {"x": value}, proto)
            argument.fromBox(b"x", dict(strings), {}, proto)
        except Exception:
            continue
        plain = all(kind_of(one) is bytes for pair in strings.items() for one in pair)
        if plain and strings not in seen:
            seen.append(strings)
            found.append(value)
        if len(found) == _FEW:
            break
    return found


def _read(argument: Any, proto: Any) -> list[Any]:
    values: list[Any] = []
    for payload in _PAYLOADS:
        try:
            value = argument.fromStringProto(payload, proto)
        except Exception:
            continue
        if value is not None:
            values.append(value)
    return values
