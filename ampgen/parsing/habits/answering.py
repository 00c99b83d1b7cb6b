"""Roles that are written otherwise."""

from __future__ import annotations

from ampgen.findings import Edit
from ampgen.parsing.habits.walking import NOTHING, Walker
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.text import Place

_NOBODY = NOTHING | {"nothing", "nobody", "none"}


def translate_role(walker: Walker, word: Word) -> bool:
    """Translate ``server: Users`` and ``server serves Users``."""
    if walker.within() != ("LBRACE", "PROTOCOL") or not walker.out or not walker.is_name(1):
        return False
    role = walker.out[-1]
    if is_name(role) and walker.text(1) in _NOBODY and not word.first:
        return _leave_out_role(walker, word, role)
    if word.type == "COLON":
        if not is_name(role) or walker.kind(2) == "ANSWERS":
            return False
    elif (
        word.first
        or word.type != "NAME"
        or not role.first
        or not is_name(role)
        or walker.at(1) is None
        or walker.words[walker.index + 1].first
    ):
        return False
    spot = Place(word.place.source, role.place.end, word.place.end)
    walker.tell(
        "what a role answers follows `answers`",
        word.place,
        "not here" if word.type == "COLON" else "not a word of this language",
        f"write `{role} answers {walker.at(1)}`",
        (Edit(spot, " answers"),),
    )
    walker.copy(make_word("ANSWERS", "answers", word.place))
    walker.index += 1
    return True


def _leave_out_role(walker: Walker, word: Word, role: Word) -> bool:
    """Leave out a role that answers nothing."""
    place = Place(word.place.source, role.place.start, walker.place(0, 2).end)
    walker.tell(
        "a role that answers nothing is not written",
        place,
        "not needed",
        "take it out",
        (Edit(place, ""),),
    )
    walker.out.pop()
    walker.index += 2
    return True


def translate_role_in_brackets(walker: Walker, word: Word) -> bool:
    """Translate ``server { Users }``."""
    if walker.within() != ("LBRACE", "PROTOCOL") or not is_name(walker.out[-1]):
        return False
    if not walker.out[-1].first and walker.out[-2].type != "LBRACE":
        return False
    end = walker.closing(0)
    inner = walker.words[walker.index + 1 : walker.index + end]
    if not inner or not all(one.type in ("COMMA", "DOT") or is_name(one) for one in inner):
        return False
    if any(is_name(one) and is_name(other) for one, other in zip(inner, inner[1:])):
        return False
    role, place = walker.out[-1], walker.place(0, end + 1)
    names = place.source.text[inner[0].place.start : inner[-1].place.end]
    wanted = f"{role} answers {' '.join(names.split())}"
    whole = Place(place.source, role.place.end, place.end)
    walker.tell(
        "what a role answers follows `answers`",
        place,
        "not here",
        f"write `{wanted}`",
        (Edit(whole, wanted.removeprefix(role)),) if "//" not in names else (),
    )
    walker.put(0, end + 1, [make_word("ANSWERS", "answers", place), *inner])
    walker.copy(walker.words[walker.index])
    walker.index += 1
    return True
