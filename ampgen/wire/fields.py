"""Named values in a box: of a request, an answer or a record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, Optional

from .boxes import check_size
from .errors import Problem
from .values import DESCRIPTOR, FLOAT, NONFINITE_FLOAT, WireType


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
"""Stands for "no default"."""


class Field:
    """A field of a request, an answer or a record.

    :ivar name: what the schema calls it, and the attribute of a result or a record.
    :ivar wire: its key in the box.
    :ivar type: how its value travels.
    :ivar optional: whether the key may be missing, for None.
    :ivar default: what a missing key stands for, `MISSING` if nothing.
    :ivar parameter: the keyword of the client's and the responder's method.
    """

    __slots__ = (
        "name",
        "wire",
        "type",
        "optional",
        "default",
        "parameter",
        "_boxed_default",
    )

    def __init__(
        self,
        name: str,
        wire: bytes,
        type: WireType,
        *,
        optional: bool = False,
        default: Any = MISSING,
        nonfinite: bool = False,
        parameter: Optional[str] = None,
    ) -> None:
        self.name = name
        self.wire = wire
        self.type = NONFINITE_FLOAT if nonfinite and type is FLOAT else type
        self.optional = optional
        self.default = default
        self.parameter = name if parameter is None else parameter
        self._boxed_default: Optional[dict[bytes, bytes]] = None

    def write(self, value: Any, strings: dict[bytes, bytes], proto: Any) -> None:
        """Put ``value`` into a box, or leave it out where a missing key says the same.

        :raises Problem: where it cannot be sent.
        """
        if value is None and self.optional:
            return
        boxed: dict[bytes, bytes] = {}
        self.type.put(self.wire, value, boxed, proto)
        for payload in boxed.values():
            check_size(payload)
        if self.default is not MISSING:
            if self._boxed_default is None:
                self._boxed_default = {}
                self.type.put(self.wire, self.default, self._boxed_default, proto)
            if boxed == self._boxed_default:
                return
        strings.update(boxed)

    def read(self, strings: dict[bytes, bytes], proto: Any) -> Any:
        """The value that a box holds, or what a missing key stands for.

        :raises Problem: where it cannot be read, or must be there and is not.
        """
        if (self.optional or self.default is not MISSING) and self._is_absent(strings):
            return self._absent()
        try:
            return self.type.take(self.wire, strings, proto)
        except KeyError:
            if self.optional or self.default is not MISSING:
                return self._absent()
            raise Problem(ValueError, "is missing") from None

    def _is_absent(self, strings: dict[bytes, bytes]) -> bool:
        # An application's own type may use other keys than its own: only it can tell.
        return (
            self.wire not in strings
            and self.wire + b".0" not in strings
            and not hasattr(self.type, "argument")
        )

    def _absent(self) -> Any:
        if self.optional:
            return None
        # An empty list is the only default that a program could change.
        return [] if isinstance(self.default, list) else self.default


def write_fields(
    fields: Sequence[Field],
    values: Iterable[Any],
    strings: dict[bytes, bytes],
    proto: Any,
) -> None:
    """Put values into a box, one for each field.

    :raises Problem: for the first that cannot be sent.
    """
    # Descriptors are on their way as soon as they are written, so nothing may fail after them.
    pairs = sorted(zip(fields, values), key=lambda pair: pair[0].type is DESCRIPTOR)
    for field, value in pairs:
        try:
            field.write(value, strings, proto)
        except Problem as problem:
            raise problem.within(field.name)


def read_fields(
    fields: Sequence[Field], strings: dict[bytes, bytes], proto: Any
) -> list[Any]:
    """The values that a box holds, one for each field.

    :raises Problem: for the first that is missing or cannot be read.
    """
    values: list[Any] = []
    for field in fields:
        try:
            values.append(field.read(strings, proto))
        except Problem as problem:
            for earlier, value in zip(fields, values):
                earlier.type.discard(value)
            raise problem.within(field.name)
    return values
