"""What a rule of the table is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ampgen.breaking.effects import Effect, Effects

WIRE = "wire"
SOURCE = "source"
BEHAVIOUR = "behaviour"
HYGIENE = "hygiene"
INFO = "info"
ALWAYS = "always"

CATEGORIES = {
    WIRE: "calls between an old and a new side fail, close the connection, or go wrong in silence",
    SOURCE: "code that uses the generated package needs a change",
    BEHAVIOUR: "calls go on, but something that was sent is not heeded as it was",
    HYGIENE: "a name is left to be used again by mistake",
    INFO: "something was added that the other side has to know first",
}
"""What can be asked for, and what it means; ``wire`` is what is asked for if nothing is said."""


@dataclass(frozen=True, slots=True)
class Row:
    """One rule.

    ``categories`` are those under which it is told; `ALWAYS` is under any. ``old`` and ``new``
    say how the pairing of an old or a new caller goes, and ``way`` what to do instead; each goes
    on from ``help:`` and may hold ``{names}`` that whoever finds the change fills in.
    """

    id: str
    categories: tuple[str, ...]
    effects: Effects
    old: str = ""
    new: str = ""
    way: str = ""

    def but(self, effects: Effects, old: str = "", new: str = "", way: str = "") -> Row:
        """Return the rule as it is in a case of its own."""
        return replace(
            self,
            effects=effects,
            old=old or self.old,
            new=new or self.new,
            way=way or self.way,
        )

    def within(self, *categories: str) -> Row:
        """Return the rule as it is told under other categories."""
        return replace(self, categories=categories)


def row(
    id: str,
    categories: str,
    old_caller: Effect,
    new_caller: Effect,
    old: str = "",
    new: str = "",
    way: str = "",
) -> Row:
    """Return a rule; ``categories`` are words, and the effects those on an old and a new caller."""
    return Row(id, tuple(categories.split()), Effects(old_caller, new_caller), old, new, way)
