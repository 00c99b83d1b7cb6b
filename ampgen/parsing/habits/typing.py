"""Types that are written otherwise."""

from __future__ import annotations

from ampgen.findings import Edit
from ampgen.parsing.habits.spelling import read_type
from ampgen.parsing.habits.spelt import Spelt, written_anew
from ampgen.parsing.habits.walking import NOTHING, Walker
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.text import Place

# No name takes so many types.
_NEAR = 20


def translate_type(walker: Walker, word: Word) -> bool:
    """Translate the type of a field, at the colon before it."""
    spelt = read_type(walker, 1) if walker.in_field() else None
    if spelt is None or not spelt.fact:
        return False
    end = spelt.end
    absent = walker.kind(end) == "EQUAL" and walker.text(end + 1) in NOTHING
    if absent and spelt.text.endswith("?"):
        # The question mark says it already.
        end += 2
    place = walker.place(1, end)
    walker.tell(spelt.fact, place, "not a type here", spelt.help, edits_of(spelt, place))
    # What is meant was told here, and is not told once more later.
    walker.leave(place)
    walker.put(1, end, spelt.words)
    return False


def edits_of(spelt: Spelt, place: Place, before: str = "") -> tuple[Edit, ...]:
    """Return what writes a type anew, behind some text, where it is sure what is meant."""
    if not spelt.sure or "…" in spelt.text or not written_anew(place):
        return ()
    return (Edit(place, before + spelt.text),)


def translate_question(walker: Walker, word: Word) -> bool:
    """Translate ``name?: str``."""
    if walker.kind(1) != "COLON" or not walker.out or not is_name(walker.out[-1]):
        return False
    spelt = read_type(walker, 2)
    name = walker.out[-1]
    edits: tuple[Edit, ...] = ()
    wanted, told = "str", ""
    if spelt is not None:
        wanted, told = spelt.text.removesuffix("?"), spelt.told
        place = walker.place(2, spelt.end)
        written = place.source.text[place.start : place.end]
        if not spelt.fact:
            # The type itself is not told about here, or more than once.
            spot = Place(place.source, place.end, place.end)
            wanted = written.removesuffix("?")
            edits = (Edit(word.place, ""),)
            edits += (Edit(spot, "?"),) if wanted == written else ()
            kept = list(walker.words[walker.index + 2 : walker.index + spelt.end])
        else:
            edits = edits_of(spelt, place)
            edits = (Edit(word.place, ""), Edit(place, f"{wanted}?")) if edits else ()
            walker.leave(place)
            kept = list(spelt.words)
        if kept[-1].type != "QUESTION":
            kept.append(make_word("QUESTION", "?", kept[-1].place))
        walker.put(2, spelt.end, kept)
    walker.tell(
        "the question mark of an optional field stands after its type",
        word.place,
        "not here",
        f"write `{name}: {wanted}?`" + (f", with {told}" if told and edits == () else ""),
        edits,
    )
    walker.index += 1
    return True


def translate_generic(walker: Walker, word: Word) -> bool:
    """Leave out types behind a name that takes none: ``command Get<T>``."""
    if str(word) != "<" or not walker.out or not is_name(walker.out[-1]):
        return False
    near = range(1, min(_NEAR, walker.patience))
    end = next((one for one in near if walker.text(one) == ">"), 0)
    last = walker.at(end)
    if not end or last is None or last.place.line != word.place.line:
        walker.patience -= _NEAR
        return False
    place = walker.place(0, end + 1)
    walker.tell("nothing here is made for many types", place, "not understood", "take it out")
    walker.index += end + 1
    return True
