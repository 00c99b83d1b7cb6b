"""Which texts may be values of a built-in type: what of an enum can arrive as it, or come from it.

Where it is in doubt, it may.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation

from ampgen.builtins import Scalar
from ampgen.schema import Enum

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_STAMP = 32  # characters of any time
_BOOLEANS = ("True", "False")


def any_read(writer: Enum, reader: Scalar) -> bool:
    """Say whether some members of a closed enum can be read as a built-in type."""
    return _any(writer, _READ.get(reader.name))


def any_written(writer: Scalar, reader: Enum) -> bool:
    """Say whether some members of an enum can be what was written as a built-in type."""
    return _any(reader, _WRITTEN.get(writer.name))


def _any(enum: Enum, may_be: Callable[[str], object] | None) -> bool:
    texts: Iterable[str] = (str(member.value) for member in enum.members)
    return may_be is None or any(_may(text, may_be) for text in texts)


def _may(text: str, may_be: Callable[[str], object]) -> bool:
    try:
        return may_be(text) is not False
    except (ValueError, InvalidOperation):
        return False
    except RecursionError:
        return True


def _is_boolean(text: str) -> bool:
    return text in _BOOLEANS


def _is_stamp(text: str) -> bool:
    return len(text) == _STAMP


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _is_json(text: str) -> bool:
    json.loads(text)
    return True


def _is_whole(text: str) -> bool:
    int(text)
    return True


_READ: Mapping[str, Callable[[str], object]] = {
    "int": _is_whole,
    "float": float,
    "decimal": Decimal,
    "bool": _is_boolean,
    "datetime": _is_stamp,
    "json": _is_json,
}
_WRITTEN = {**_READ, "int": _is_number}
