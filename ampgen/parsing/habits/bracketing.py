"""Brackets where this language has others, or none."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen.builtins import SCALARS
from ampgen.findings import Edit
from ampgen.parsing.habits.spelt import written_anew
from ampgen.parsing.habits.walking import Walker
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.suggesting import only_name, same_in_this_language
from ampgen.text import Place

_SPELT_ALIKE = frozenset({"Float", "Decimal", "DateTime", "Path"})
_CLOSERS = {"LPAR": "RPAR", "LSQB": "RSQB", "LBRACE": "RBRACE"}


def translate_bracketed_names(walker: Walker, word: Word) -> bool:
    """Translate ``raises (A, B)`` and ``answers [A, B]``."""
    if not walker.out or walker.out[-1].type not in ("RAISES", "ANSWERS"):
        return False
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
    names = "".join(f"{one} " if one.type == "COMMA" else one for one in inner)
    place = walker.place(0, end + 1)
    walker.tell(
        f"no brackets stand behind `{walker.out[-1]}`",
        place,
        "not needed",
        f"write `{walker.out[-1]} {names}`" if len(names) <= 40 else "take the brackets out",
        (Edit(place, names),) if written_anew(place) else (),
    )
    walker.put(0, end + 1, inner)
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
    name = written[[str(one) for one in written].index("(") - 1]
    walker.tell(
        "a type has no round brackets",
        place,
        "a class of AMP" if wanted and name[:1].isupper() else "not a type here",
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
    joined = "".join(texts[opens:])
    optional = "?" if "optional=True" in joined or joined == "(optional)" else ""
    if name in ("list", "map", "big") and not optional:
        inside = written[opens + 1 : -1]
        if inside and all(is_name(one) or one.type == "COMMA" for one in inside):
            return f"`{name}[{joined[1:-1].replace(',', ', ')}]`"
    if name == "ListOf":
        inner = _first_argument(written[opens + 1 : -1])
        # Its bracket may be another one.
        element = _in_this_language(inner) if "(" in inner else ""
        return f"`list[{only_name(element) or '…'}]{optional}`"
    alike = name in _SPELT_ALIKE or (optional and name in SCALARS)
    same = same_in_this_language(name) or (f"`{name.lower()}`" if alike else "")
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
