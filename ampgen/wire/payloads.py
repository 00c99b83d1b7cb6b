"""The bytes of one value, for the straight-line code of a package.

Writers take exactly the type that they are named for, readers exactly what Twisted would have
written or read without doubt; for anything else they raise (`Unusual` or whatever Python raises),
and the general path decides. So they never need to say what is wrong.
"""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from math import isfinite
from typing import Any, Union

from twisted.python.filepath import FilePath

from .errors import Unusual

JSON = Union[None, bool, int, float, str, "list[JSON]", "dict[str, JSON]"]
"""What a ``json`` field holds."""

UNDERSCORE = 0x5F
"""Python takes it in numbers; Twisted's peers never send it. To look for the byte by its number is
ten times as fast as to look for ``b"_"``."""

COLLISIONS = 64
"""How many keys of a map may have a hash that another one has already.

Whole numbers and decimals have the hash that a peer wants them to have. Those of chance hardly
ever collide, while a map of twenty thousand that all do takes seconds to be filled.
"""

new = object.__new__
"""Makes a record or result of this package that straight-line code then fills."""

# What a date and time looks like when every digit is a zero; compiling a pattern would take longer
# than many services need to read their first.
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_DATETIMES = frozenset(
    b"0000-00-00T00:00:00.000000%b00:00" % sign for sign in (b"+", b"-")
)
_BLANKS = b" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f_"


def write_integer(value: int) -> bytes:
    """A whole number in decimal digits."""
    if type(value) is not int:
        raise Unusual
    return b"%d" % value


def read_integer(data: bytes) -> int:
    """What ``int`` reads, but no underscores."""
    if UNDERSCORE in data:
        raise Unusual
    return int(data)


def write_float(value: float) -> bytes:
    """The shortest digits that give back ``value``, which must be finite."""
    if type(value) is not float:
        if type(value) is not int:
            raise Unusual
        value = float(value)
    if not isfinite(value):
        raise Unusual
    return b"%a" % value


def read_float(data: bytes) -> float:
    """What ``float`` reads, but no underscores and nothing that is not finite."""
    value = float(data)
    if not isfinite(value) or UNDERSCORE in data:
        raise Unusual
    return value


def write_nonfinite_float(value: float) -> bytes:
    """As `write_float`, infinities and not-a-number too."""
    if type(value) is not float:
        if type(value) is not int:
            raise Unusual
        value = float(value)
    return b"%a" % value


def read_nonfinite_float(data: bytes) -> float:
    """As `read_float`, infinities and not-a-number too."""
    if UNDERSCORE in data:
        raise Unusual
    return float(data)


def write_boolean(value: bool) -> bytes:
    """``True`` or ``False``."""
    if value is True:
        return b"True"
    if value is False:
        return b"False"
    raise Unusual


def read_boolean(data: bytes) -> bool:
    """``True`` or ``False`` and nothing else."""
    if data == b"True":
        return True
    if data == b"False":
        return False
    raise Unusual


def write_text(value: str) -> bytes:
    """UTF-8."""
    if type(value) is not str:
        raise Unusual
    return value.encode()


def read_text(data: bytes) -> str:
    """UTF-8, strictly."""
    return data.decode()


def write_blob(value: bytes) -> bytes:
    """Bytes as they are."""
    if type(value) is not bytes:
        raise Unusual
    return value


def read_blob(data: bytes) -> bytes:
    """Bytes as they are."""
    return data


def write_decimal(value: Decimal) -> bytes:
    """A decimal number as ``str`` spells it."""
    if type(value) is not Decimal:
        raise Unusual
    return str(value).encode("ascii")


def read_decimal(data: bytes) -> Decimal:
    """A decimal number: no blanks, no underscores."""
    if data.translate(None, _BLANKS) != data:
        raise Unusual
    return Decimal(data.decode("ascii"))


def write_datetime(value: datetime) -> bytes:
    """32 characters, with Twisted's ``-00:00`` for UTC."""
    if type(value) is not datetime:
        raise Unusual
    text = value.isoformat("T", "microseconds")
    if len(text) != 32:
        raise Unusual
    if text[26:] == "+00:00":
        text = text[:26] + "-00:00"
    return text.encode("ascii")


def read_datetime(data: bytes) -> datetime:
    """32 characters with everything in its place."""
    # Some Pythons take 24 for the hour of midnight, or sixty minutes of an offset for an hour.
    if (
        data.translate(_ZEROS) not in _DATETIMES
        or data[11:13] > b"23"
        or data[30] > 0x35
    ):
        raise Unusual
    return datetime.fromisoformat(data.decode("ascii"))


def write_path(value: FilePath[str]) -> bytes:
    """A path in UTF-8."""
    if type(value) is not FilePath:
        raise Unusual
    return value.asTextMode().path.encode()


def read_path(data: bytes) -> FilePath[str]:
    """A path in UTF-8; a relative one is taken from the current folder, as Twisted does."""
    return FilePath(data.decode())


def write_json(value: JSON) -> bytes:
    """JSON text without blanks."""
    _check_keys(value)
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    ).encode()


def read_json(data: bytes) -> JSON:
    """JSON text; ``NaN`` and the infinities are no JSON."""
    value: JSON = json.loads(data.decode(), parse_constant=_no_constant)
    return value


def _no_constant(name: str) -> None:
    raise Unusual(name)


def _check_keys(value: Any) -> None:
    # json.dumps would turn other keys into text, and the peer would get another value.
    given: Any = value
    if isinstance(value, dict):
        for key, inner in given.items():
            if not isinstance(key, str):
                raise Unusual
            _check_keys(inner)
    elif isinstance(value, (list, tuple)):
        for inner in given:
            _check_keys(inner)
