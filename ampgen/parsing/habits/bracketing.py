"""Brackets where this language has others, or none."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen.findings import Edit
from ampgen.parsing.habits.walking import Walker
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.suggesting import only_name, same_in_this_language
from ampgen.text import Place

_SPELT_ALIKE = frozenset({"Float", "Decimal", "DateTime", "Path"})
_CLOSERS = {"LPAR": "RPAR", "LSQB": "RSQB", "LBRACE": "RBRACE"}


def translate_bracketed_names(walker: Walker, word: Word) -> bool:
    """Translate ``raises (A, B)`` and ``answers [A, B]``."""
    end = walker.closing(0)
    inner: list[Word] = []
    for one in walker.words[walker.index + 1 : walker.index + end]:
        if one.type not in ("COMMA", "DOT", "NUMBER", "COLON") and not is_name(one):
            return False
        # Thrift's errors have numbers, and names of their own.
        if one.type not in ("NUMBER", "COLON") and not (
            inner and is_name(one) and is_name(inner[-1])
        ):
            inner.append(one)
    if not inner:
        return False
    last = walker.words[walker.index + end].place
    walker.tell(
        f"no brackets stand behind `{walker.out[-1]}`",
        Place(word.place.source, word.place.start, last.end),
        "not needed",
        "take the brackets out",
        (Edit(word.place, ""), Edit(last, "")),
    )
    walker.words[walker.index : walker.index + end + 1] = inner
    return True


def translate_braces(walker: Walker, word: Word) -> bool:
    """Leave out the default ``{}``."""
    opener, closer = walker.at(1), walker.at(2)
    if opener is None or closer is None or (opener.type, closer.type) != ("LBRACE", "RBRACE"):
        return False
    if walker.within()[0] not in ("LBRACE", "LPAR"):
        return False
    walker.tell(
        "`{}` is not a value",
        Place(word.place.source, opener.place.start, closer.place.end),
        "not a value of this language",
        "what may be absent is written with a question mark behind its type",
    )
    walker.index += 3
    return True


def translate_call(walker: Walker, word: Word) -> bool:
    """Translate a type with round brackets: ``ListOf(Integer())`` and ``Integer(optional=True)``."""
    out = walker.out
    begins = len(out) - 1
    while begins > 1 and out[begins - 1].type == "DOT":
        begins -= 2
    if begins < 1 or out[begins - 1].type != "COLON" or not is_name(out[-1]) or word.first:
        return False
    end = walker.closing(0)
    if not end:
        return False
    written = (*out[begins:], *walker.words[walker.index : walker.index + end + 1])
    first, last = written[0].place, written[-1].place
    place = Place(first.source, first.start, last.end)
    wanted = _in_this_language(written)
    walker.tell(
        "a type has no round brackets",
        place,
        "a class of AMP" if wanted else "not a type here",
        (
            f"write {wanted}"
            if wanted
            else "types within a type stand in square brackets: `list[str]`"
        ),
        (Edit(place, wanted[1:-1]),) if wanted.count("`") == 2 and wanted[-1] == "`" else (),
    )
    walker.leave(place)
    # What is meant was told here, and is not told once more later.
    del out[begins:]
    out.append(make_word("NAME", "", place))
    walker.index += end + 1
    return True


def _in_this_language(written: Sequence[Word]) -> str:
    """Return what this language writes for one of AMP's arguments, or an empty text."""
    texts = [str(one) for one in written]
    opens = texts.index("(")
    name = texts[opens - 1]
    optional = "?" if "optional=True" in "".join(texts) else ""
    if name == "ListOf":
        inner = _first_argument(written[opens + 1 : -1])
        element = _in_this_language(inner) if inner else ""
        return f"`list[{only_name(element) or '…'}]{optional}`"
    same = same_in_this_language(name) or (f"`{name.lower()}`" if name in _SPELT_ALIKE else "")
    plain = only_name(same)
    return f"`{plain}{optional}`" if plain else same


def _first_argument(written: Sequence[Word]) -> Sequence[Word]:
    """Return the first of the arguments between brackets, if it has brackets itself."""
    depth = 0
    for index, one in enumerate(written):
        depth += (one.type in _CLOSERS) - (one.type in _CLOSERS.values())
        if not depth and one.type == "RPAR":
            return written[: index + 1]
        if not depth and one.type == "COMMA":
            break
    return ()
