"""The matrix of types: what was written as one type is read as every other one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from twisted.protocols import amp
from twisted.python.filepath import FilePath

from ampgen.breaking.matrix import Verdict, stock, verdict
from ampgen.builtins import SCALARS
from ampgen.schema import ListOf, Type
from ampgen.wire import composites, values
from tests.compatibility.neutral import agree

_untyped: Any = amp

_ZONE = timezone(timedelta(hours=-1, minutes=-30))
# Usual values, and those at which two types part.
SAMPLES: dict[str, list[Any]] = {
    "int": [0, 5, -3, 2**53 + 1, 10**30],
    "bytes": [b"", b"5", b"-1.5", b"\xff", b"True", b"/a/b", b"\0\1a", b'{"a": 1}', b"a/../b"],
    "str": ["", "5", "-1.5", "é", "True", "/a/b", "\0\1a", '{"a": 1}', "a/../b"],
    "float": [0.0, -1.5, 5.0, 1e300, 0.1],
    "bool": [True, False],
    "decimal": [Decimal("1.50"), Decimal(5), Decimal("1E+3"), Decimal("NaN"), Decimal("-0.1")],
    "datetime": [datetime(2020, 2, 3, 4, 5, 6, 789, _ZONE)],
    "path": [FilePath("/a/b"), FilePath("/5"), FilePath("/é")],
    "json": [5, -1.5, "text", None, True, [1, "a"], {"a": {"b": [None]}}],
}
SAMPLES["bytes"].append(b"2020-02-03T04:05:06.000789-01:30")
SAMPLES["str"].append("2020-02-03T04:05:06.000789-01:30")
GENERATED: dict[str, Any] = {
    "int": values.INTEGER,
    "bytes": values.BYTES,
    "str": values.TEXT,
    "float": values.FLOAT,
    "bool": values.BOOLEAN,
    "decimal": values.DECIMAL,
    "datetime": values.DATETIME,
    "path": values.PATH,
    "json": values.JSON_TEXT,
}
# A descriptor travels beside the box, and is tried over a socket elsewhere.
NAMES = [*GENERATED]
TYPES: list[Type] = [
    *[SCALARS[name] for name in NAMES],
    *[ListOf(SCALARS[name]) for name in NAMES],
    ListOf(ListOf(SCALARS["str"])),
]

Read = Callable[[bytes], Any]


def samples(type: Type) -> list[Any]:
    if isinstance(type, ListOf):
        inner = samples(type.element)
        return [[], inner, *([one] for one in inner)]
    return SAMPLES[name_of(type)]


def generated(type: Type) -> Any:
    if isinstance(type, ListOf):
        return composites.ListType(generated(type.element))
    return GENERATED[name_of(type)]


def plain(type: Type) -> Any:
    if isinstance(type, ListOf):
        return _untyped.ListOf(plain(type.element))
    scalar = SCALARS[name_of(type)]
    return getattr(_untyped, scalar.amp)()


def name_of(type: Type) -> str:
    name: str = getattr(type, "name")
    return name


def shown(type: Type) -> str:
    return f"list-{shown(type.element)}" if isinstance(type, ListOf) else name_of(type)


def tried(writer: Type, read: Read) -> set[str]:
    """Return what happened: ``right``, ``wrong`` in silence, or ``refused``."""
    found: set[str] = set()
    for value in samples(writer):
        data = generated(writer).write(value, None)
        try:
            found.add("right" if agree(value, read(data)) else "wrong")
        except Exception:
            found.add("refused")
    return found


ALLOWED: dict[Verdict, tuple[set[str], ...]] = {
    Verdict.RIGHT: ({"right"},),
    Verdict.NEARLY: ({"right", "wrong"},),
    Verdict.SOME: ({"right", "refused"}, {"right", "refused", "wrong"}),
    Verdict.NEVER: ({"refused"},),
}


@pytest.mark.parametrize(
    ("writer", "reader"), list(product(TYPES, TYPES)), ids=lambda type: shown(type)
)
def test_a_type_is_read_as_another_as_the_matrix_says(writer: Type, reader: Type) -> None:
    code = generated(reader)
    check(verdict(writer, reader), tried(writer, lambda data: code.read(data, None)))
    argument = plain(reader)
    found = tried(writer, lambda data: argument.fromStringProto(data, None))
    by_stock = verdict(stock(writer), stock(reader))
    if verdict(writer, reader) is Verdict.CONFUSED:
        return  # Tried below.
    if by_stock is Verdict.SOME:
        # Stock arguments are laxer: not-a-number is a float to them. And JSON is never some text.
        assert "right" in found or verdict(writer, reader) is Verdict.NEVER
    else:
        check(by_stock, found)


def check(said: Verdict, found: set[str]) -> None:
    if said is Verdict.CONFUSED:
        return
    # An empty list is read as an empty list, whatever was to be in it.
    found = found if len(found) == 1 or said is not Verdict.NEVER else found - {"right"}
    assert found in ALLOWED[said], said


@pytest.mark.parametrize(
    ("writer", "reader"),
    [pair for pair in product(TYPES, TYPES) if verdict(*pair) is Verdict.CONFUSED],
    ids=lambda type: shown(type),
)
def test_what_is_called_confused_is_read_wrong_in_silence(writer: Type, reader: Type) -> None:
    code, argument = generated(reader), plain(reader)
    found = tried(writer, lambda data: code.read(data, None))
    found |= tried(writer, lambda data: argument.fromStringProto(data, None))
    assert "wrong" in found
