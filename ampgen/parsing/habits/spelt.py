"""A type as somebody spelt it in another language's way."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen.frozen import dataclass
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.suggesting import same_in_this_language
from ampgen.text import Place


@dataclass(frozen=True, slots=True)
class Spelt:
    """A type as somebody wrote it, and what this language writes.

    It ends ``end`` words ahead, and ``words`` stand for it. ``text`` is what this language writes,
    with ``…`` where there is a choice, and ``told`` what to choose from. ``fact`` is what another
    language has here, empty where there is nothing of the kind, and ``advice`` what to do where
    there is no such type. ``sure`` is false where somebody has to say what is meant.
    """

    end: int
    text: str
    words: tuple[Word, ...]
    fact: str = ""
    told: str = ""
    advice: str = ""
    sure: bool = True

    @property
    def help(self) -> str:
        """What to write for the type."""
        if self.advice:
            return self.advice
        if self.text == "…" and self.told:
            return f"write {self.told}"
        return f"write `{self.text}`" + (f", with {self.told}" if self.told else "")


def is_foreign(word: Word) -> bool:
    """Say whether a word is what another language calls a type."""
    return is_name(word) and same_in_this_language(word) is not None


def but(
    spelt: Spelt,
    end: int | None = None,
    text: str | None = None,
    words: Sequence[Word] | None = None,
    fact: str = "",
    told: str = "",
    advice: str = "",
    sure: bool = True,
) -> Spelt:
    """Return a type with something else about it; what was told about it stays."""
    return Spelt(
        spelt.end if end is None else end,
        spelt.text if text is None else text,
        spelt.words if words is None else tuple(words),
        fact or spelt.fact,
        spelt.told or told,
        spelt.advice or advice,
        spelt.sure and sure,
    )


def labelled(inner: Spelt, label: Word) -> Spelt:
    """Return the type that a type is with a word like ``optional`` before it."""
    fact = f"there is no `{label}` here"
    if label in ("optional", "nullable"):
        return optional(inner, fact)
    return listed(inner, label, fact) if label == "repeated" else but(inner, fact=fact)


def optional(inner: Spelt, fact: str) -> Spelt:
    """Return the type that may be absent."""
    if inner.text.endswith("?"):
        return but(inner, fact=fact)
    mark = make_word("QUESTION", "?", inner.words[-1].place)
    whole, words = f"{inner.text}?", (*inner.words, mark)
    if inner.text == "…" and inner.advice:
        return but(inner, words=words)
    return Spelt(inner.end, whole, words, inner.fact or fact, inner.told, "", inner.sure)


def listed(inner: Spelt, at: Word, fact: str, end: int | None = None) -> Spelt:
    """Return the list of a type, told about at a word."""
    return _holding("list", (inner,), at, fact, inner.end if end is None else end)


def mapped(key: Spelt, value: Spelt, end: int, at: Word, fact: str) -> Spelt:
    """Return the map of two types, told about at a word."""
    return _holding("map", (key, value), at, fact, end)


def _holding(name: str, inner: tuple[Spelt, ...], at: Word, fact: str, end: int) -> Spelt:
    """Return a list or a map of types, of which none is optional there."""
    place = at.place
    words = [make_word("NAME", name, place), make_word("LSQB", "[", place)]
    for one in inner:
        kept = one.words[:-1] if one.words[-1].type == "QUESTION" else one.words
        words += [*kept, make_word("COMMA", ",", place)]
    words[-1] = make_word("RSQB", "]", place)
    whole = f"{name}[{', '.join(one.text.removesuffix('?') for one in inner)}]"
    absent = any(one.text.endswith("?") for one in inner)
    told = next((one.told for one in inner if one.told), "")
    advice = next((one.advice for one in inner if one.advice), "")
    if absent and not told and not advice:
        advice = f"write `{whole}`, or `{whole}?` if the {name} itself may be absent"
    facts = (fact, *(one.fact for one in inner))
    sure = not absent and all(one.sure for one in inner)
    return Spelt(end, whole, tuple(words), next(filter(None, facts), ""), told, advice, sure)


def nameless(word: Word) -> Word:
    """Return what stands for a type about which everything is told."""
    return make_word("NAME", "", word.place)


def written_anew(place: Place) -> bool:
    """Say whether all that stands at a place may be replaced at once."""
    text = place.source.text[place.start : place.end]
    return not any(one in text for one in ("\n", "//", "/*"))
