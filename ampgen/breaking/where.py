"""Where a list of fields stands, and who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from ampgen.breaking.effects import FAILS, REFUSED, Effect, Pairing
from ampgen.schema import Field
from ampgen.text import Place

REQUEST = "request"
RESPONSE = "response"


_Side = TypeVar("_Side")


@dataclass(frozen=True, slots=True)
class Where:
    """A list of fields that a responder reads (`REQUEST`) or a caller does (`RESPONSE`).

    ``owner`` ends "the field of …"; ``path`` says which commands reach a record, or nothing.
    ``place`` is what is left where a field is gone. ``oneway`` are commands of which nobody hears
    that they fail.
    """

    direction: str
    owner: str
    path: str
    place: Place
    pairings: frozenset[Pairing]
    oneway: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        return self.direction == REQUEST

    @property
    def unread(self) -> Effect:
        """What happens where the reader refuses the list."""
        return REFUSED if self.asks else FAILS

    @property
    def sides(self) -> tuple[str, str]:
        """Who writes the list, and who reads it."""
        return ("callers", "responders") if self.asks else ("responders", "callers")

    def directed(self, forth: _Side, back: _Side) -> tuple[_Side, _Side]:
        """Return what is true of old and of new callers.

        ``forth`` is true of what old writers send to new readers, ``back`` of the other way.
        """
        return (forth, back) if self.asks else (back, forth)

    def fact(self, name: str, text: str) -> str:
        """Return a sentence about one of the fields."""
        return (
            f"`{name}` {'of' if self.asks or self.path else 'in'} {self.owner} {text}{self.path}"
        )


def absentable(field: Field) -> bool:
    """Return whether a field need not be there."""
    return field.optional or field.default is not None
