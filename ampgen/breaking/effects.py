"""What becomes of calls between an old and a new side."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Pairing(Enum):
    """Which two sides meet."""

    OLD_CALLER = "an old caller with a new responder"
    NEW_CALLER = "a new caller with an old responder"


BOTH = frozenset(Pairing)


class Outcome(Enum):
    """What happens to a call; the letters are those of ``grammar/compatibility.md``."""

    OK = "ok"
    FAILS = "E"
    CLOSES = "X"
    WRONG = "S"


@dataclass(frozen=True, slots=True)
class Effect:
    """What happens in one pairing, by the kind of the side that decides it.

    That is the side that reads: the responder for requests, the caller for answers and errors.
    ``generated`` is a side with generated code on a generated connection, ``plain`` one with
    Twisted's own ``AMP``.
    """

    generated: Outcome
    plain: Outcome

    @property
    def breaks(self) -> bool:
        return self != FINE

    def __str__(self) -> str:
        if self.generated is self.plain:
            return self.generated.value
        return f"{self.generated.value} / {self.plain.value}"

    def unheard(self) -> Effect:
        """Return the effect on a call that nobody waits for."""
        return Effect(
            *(
                Outcome.WRONG if one is Outcome.FAILS else one
                for one in (self.generated, self.plain)
            )
        )

    def worse(self, other: Effect) -> Effect:
        """Return the worse of two effects for each kind of side."""
        return Effect(_worse(self.generated, other.generated), _worse(self.plain, other.plain))


_ORDER = (Outcome.OK, Outcome.FAILS, Outcome.CLOSES, Outcome.WRONG)


def _worse(one: Outcome, other: Outcome) -> Outcome:
    return max(one, other, key=_ORDER.index)


FINE = Effect(Outcome.OK, Outcome.OK)
FAILS = Effect(Outcome.FAILS, Outcome.FAILS)
REFUSED = Effect(Outcome.FAILS, Outcome.CLOSES)
"""A request that cannot be read: plain Twisted closes the connection."""
DROPPED = Effect(Outcome.WRONG, Outcome.CLOSES)
"""A one-way command that nobody answers."""
CLOSES = Effect(Outcome.CLOSES, Outcome.CLOSES)
WRONG = Effect(Outcome.WRONG, Outcome.WRONG)
UNCAUGHT = Effect(Outcome.OK, Outcome.CLOSES)
"""An error of a responder that nobody waits for: generated code logs it."""
NOTICED = Effect(Outcome.FAILS, Outcome.OK)
"""A value that generated code refuses and stock arguments hand on, such as no member of an enum."""
MISREAD = Effect(Outcome.FAILS, Outcome.WRONG)
"""The same where the reader knows what was meant, by another value."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What a change does in both pairings."""

    old_caller: Effect = FINE
    new_caller: Effect = FINE

    def of(self, pairing: Pairing) -> Effect:
        return self.old_caller if pairing is Pairing.OLD_CALLER else self.new_caller

    def unheard(self) -> Effects:
        """Return the effects on a call that nobody waits for."""
        return Effects(self.old_caller.unheard(), self.new_caller.unheard())

    def worse(self, other: Effects) -> Effects:
        """Return the worse of two in each pairing."""
        return Effects(
            self.old_caller.worse(other.old_caller), self.new_caller.worse(other.new_caller)
        )
