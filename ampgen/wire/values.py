"""The types of the language on the general path: what may be sent and read, and why not.

This is the definition of what is right. Every type turns a value into bytes and back, and says in
words what is wrong with one that it refuses; the straight-line code of a package does the same
for usual values only.
"""

from __future__ import annotations

import json
import operator
import os
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from math import isfinite
from typing import Any, cast

from twisted.protocols import amp
from twisted.python.filepath import FilePath

from . import payloads
from .errors import Problem, Unusual

# Its arguments have no types.
_twisted: Any = amp


class WireType:
    """How the values of one type travel.

    ``proto`` is always the connection, which only descriptors and an application's own types
    look at; it is None where there is none.
    """

    def write(self, value: Any, proto: Any) -> bytes:
        """The bytes of ``value``.

        :raises Problem: where it is not a value of this type.
        """
        raise NotImplementedError

    def read(self, data: bytes, proto: Any) -> Any:
        """The value that ``data`` stands for.

        :raises Problem: where it stands for none.
        """
        raise NotImplementedError

    def put(
        self, key: bytes, value: Any, strings: dict[bytes, bytes], proto: Any
    ) -> None:
        """Put ``value`` into a box under ``key``."""
        strings[key] = self.write(value, proto)

    def take(self, key: bytes, strings: dict[bytes, bytes], proto: Any) -> Any:
        """The value that a box holds under ``key``.

        :raises KeyError: where there is none.
        """
        return self.read(strings[key], proto)

    def discard(self, value: Any) -> None:
        """Give back what a value that nobody will see holds on to."""


def _wrong(wanted: str, value: Any) -> Problem:
    return Problem(TypeError, f"must be {wanted}, not {_a(type(value).__name__)}")


def _a(name: str) -> str:
    if name == "NoneType":
        return "None"
    return f"an {name}" if name[:1] in "aeiouAEIOU" else f"a {name}"


class Integer(WireType):
    """``int``: decimal digits."""

    def write(self, value: Any, proto: Any) -> bytes:
        try:
            return b"%d" % operator.index(value)
        except TypeError:
            raise _wrong("an int", value) from None
        except ValueError:
            raise Problem(
                ValueError, "has more digits than Python turns into text"
            ) from None

    def read(self, data: bytes, proto: Any) -> int:
        try:
            return payloads.read_integer(data)
        except (Unusual, ValueError):
            raise Problem(ValueError, "is not a whole number") from None


class Bytes(WireType):
    """``bytes``: as they are."""

    def write(self, value: Any, proto: Any) -> bytes:
        if not isinstance(value, (bytes, bytearray, memoryview)):
            raise _wrong("bytes", value)
        return bytes(cast("bytes", value))

    def read(self, data: bytes, proto: Any) -> bytes:
        return data


class Text(WireType):
    """``str``: UTF-8."""

    def write(self, value: Any, proto: Any) -> bytes:
        if not isinstance(value, str):
            raise _wrong("a str", value)
        try:
            return value.encode("utf-8")
        except UnicodeEncodeError:
            raise Problem(
                ValueError, "holds half a surrogate pair, which is no text"
            ) from None

    def read(self, data: bytes, proto: Any) -> str:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            raise Problem(ValueError, "is not UTF-8") from None


class Float(WireType):
    """``float``: the shortest digits that give it back; whole numbers are taken as floats.

    :ivar nonfinite: whether infinities and not-a-number travel too.
    """

    def __init__(self, nonfinite: bool) -> None:
        self.nonfinite = nonfinite

    def write(self, value: Any, proto: Any) -> bytes:
        if not isinstance(value, (float, int)):
            raise _wrong("a float", value)
        try:
            number = float(value)
        except OverflowError:
            raise Problem(ValueError, "is too large for a float") from None
        return repr(self._checked(number)).encode("ascii")

    def read(self, data: bytes, proto: Any) -> float:
        try:
            number = payloads.read_nonfinite_float(data)
        except (Unusual, ValueError):
            raise Problem(ValueError, "is not a number") from None
        return self._checked(number)

    def _checked(self, number: float) -> float:
        if not self.nonfinite and not isfinite(number):
            raise Problem(ValueError, "must be a finite number")
        return number


class Boolean(WireType):
    """``bool``: ``True`` or ``False``."""

    def write(self, value: Any, proto: Any) -> bytes:
        if not isinstance(value, bool):
            raise _wrong("a bool", value)
        return b"True" if value else b"False"

    def read(self, data: bytes, proto: Any) -> bool:
        try:
            return payloads.read_boolean(data)
        except Unusual:
            raise Problem(ValueError, "is neither True nor False") from None


class DecimalNumber(WireType):
    """``decimal``: as ``str`` spells it, not-a-number and infinities too."""

    def write(self, value: Any, proto: Any) -> bytes:
        if not isinstance(value, Decimal):
            raise _wrong("a Decimal", value)
        return str(value).encode("ascii")

    def read(self, data: bytes, proto: Any) -> Decimal:
        try:
            return payloads.read_decimal(data)
        except (Unusual, ValueError, ArithmeticError):
            raise Problem(ValueError, "is not a decimal number") from None


class DateTime(WireType):
    """``datetime``: 32 characters with an offset in minutes, for which the value must be aware."""

    _argument: Any = _twisted.DateTime()

    def write(self, value: Any, proto: Any) -> bytes:
        if not isinstance(value, datetime):
            raise _wrong("a datetime", value)
        if value.utcoffset() is None:
            raise Problem(ValueError, "must be an aware datetime: it has no time zone")
        return bytes(self._argument.toString(value))

    def read(self, data: bytes, proto: Any) -> datetime:
        try:
            return payloads.read_datetime(data)
        except (Unusual, ValueError):
            raise Problem(ValueError, "is not a date and time") from None


class Path(WireType):
    """``path``: a `FilePath` in UTF-8."""

    def write(self, value: Any, proto: Any) -> bytes:
        if not isinstance(value, FilePath):
            raise _wrong("a FilePath", value)
        try:
            return str(value.asTextMode().path).encode("utf-8")
        except UnicodeError:
            raise Problem(
                ValueError, "is a path that cannot be written in UTF-8"
            ) from None

    def read(self, data: bytes, proto: Any) -> FilePath[str]:
        try:
            return payloads.read_path(data)
        except (UnicodeDecodeError, ValueError, OSError):
            raise Problem(ValueError, "is not a path") from None


class JsonText(WireType):
    """``json``: a JSON value as text."""

    def write(self, value: Any, proto: Any) -> bytes:
        try:
            return payloads.write_json(value)
        except Unusual:
            raise Problem(
                TypeError, "must have str keys in its objects to be JSON"
            ) from None
        except TypeError as error:
            raise Problem(TypeError, f"is not JSON: {error}") from None
        except RecursionError:
            raise Problem(ValueError, "is not JSON: nested too deeply") from None
        except ValueError:
            raise Problem(
                ValueError, "is not JSON: it holds what JSON cannot spell"
            ) from None

    def read(self, data: bytes, proto: Any) -> payloads.JSON:
        try:
            return payloads.read_json(data)
        except (
            Unusual,
            json.JSONDecodeError,
            UnicodeDecodeError,
            ValueError,
            RecursionError,
        ):
            raise Problem(ValueError, "is not JSON text") from None


class Descriptor(WireType):
    """``fd``: an open file of the sender, travelling beside the box over a UNIX socket."""

    _argument: Any = _twisted.Descriptor()

    def write(self, value: Any, proto: Any) -> bytes:
        if not isinstance(value, int) or isinstance(value, bool):
            raise _wrong("a file descriptor, an int", value)
        if value < 0:
            raise Problem(ValueError, "is not a file descriptor")
        transport = getattr(proto, "transport", None)
        if not hasattr(transport, "sendFileDescriptor"):
            raise Problem(
                ValueError, "is a file descriptor, which only UNIX sockets carry"
            )
        return bytes(self._argument.toStringProto(value, proto))

    def read(self, data: bytes, proto: Any) -> int:
        try:
            number = payloads.read_integer(data)
            return int(self._argument.fromStringProto(b"%d" % number, proto))
        except (Unusual, ValueError, KeyError, AttributeError):
            raise Problem(
                ValueError, "names a file descriptor that did not come"
            ) from None

    def discard(self, value: Any) -> None:
        if value is not None:
            with suppress(OSError):
                os.close(value)


INTEGER = Integer()
BYTES = Bytes()
TEXT = Text()
FLOAT = Float(nonfinite=False)
NONFINITE_FLOAT = Float(nonfinite=True)
BOOLEAN = Boolean()
DECIMAL = DecimalNumber()
DATETIME = DateTime()
PATH = Path()
JSON_TEXT = JsonText()
DESCRIPTOR = Descriptor()
