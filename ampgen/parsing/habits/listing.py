"""Fields and members that are written otherwise."""

from __future__ import annotations

from ampgen.builtins import SCALARS
from ampgen.findings import Edit
from ampgen.parsing.habits.walking import Walker
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.suggesting import only_name, same_in_this_language
from ampgen.text import Place

_LABELS = frozenset({"optional", "required", "repeated", "readonly", "const", "final"})
_TYPES = frozenset(SCALARS) | frozenset(
    "list map big string String Unicode Integer Boolean integer boolean double number uint8 "
    "uint16 uint32 uint64 int8 int16 int32 int64 long short byte char text dict array".split()
)


def translate_comma(walker: Walker, word: Word) -> bool:
    """Leave out commas between members, between fields and between roles."""
    bracket, owner = walker.within()
    if (bracket, owner) == ("LBRACE", "PROTOCOL") and walker.kind(2) == "ANSWERS":
        if not walker.is_name(1):
            return False
        walker.tell(
            "no commas stand between roles",
            word.place,
            "not needed",
            "take it out: a new line, or a space, is enough",
            (Edit(word.place, ""),),
        )
        walker.index += 1
        return True
    if bracket != "LBRACE" or owner not in ("ENUM", "RECORD"):
        return False
    if not walker.commas_told:
        walker.commas_told = True
        what = "members" if owner == "ENUM" else "fields"
        depth, ahead, edits = 0, 0, list[Edit]()
        while (inner := walker.at(ahead)) is not None and depth >= 0:
            if inner.type == "COMMA" and not depth:
                follows = walker.at(ahead + 1)
                apart = follows is None or follows.place.start > inner.place.end
                edits.append(Edit(inner.place, "" if apart else " "))
            depth += {"LSQB": 1, "LPAR": 1, "LBRACE": 1}.get(inner.type, 0)
            depth -= {"RSQB": 1, "RPAR": 1, "RBRACE": 1}.get(inner.type, 0)
            ahead += 1
        walker.tell(
            f"no commas stand between {what}",
            word.place,
            "not needed",
            "take it out: a new line, or a space, is enough",
            tuple(edits),
        )
    walker.index += 1
    return True


def translate_field(walker: Walker, word: Word, text: str, before: str) -> bool:
    """Translate ``int name``, and words like ``optional`` before a field."""
    bracket, owner = walker.within()
    if bracket == "LBRACE" and owner == "RECORD":
        begins = word.first or before == "LBRACE"
    else:
        begins = bracket == "LPAR" and before in ("LPAR", "COMMA")
    if not begins:
        return False
    if text in _LABELS and walker.is_name(1) and walker.kind(2) in ("COLON", "NAME"):
        help = {
            "optional": "write the type with a question mark: `str?`",
            "repeated": "write the type as `list[…]`",
        }.get(text, "take it out")
        walker.tell(f"there is no `{text}` here", word.place, "not a word of this language", help)
        following = walker.at(1)
        assert following is not None
        following.first = following.first or word.first
        walker.index += 1
        return True
    end = walker.type_end(0)
    name = walker.at(end)
    if name is None or not is_name(name) or name.first:
        return False
    if text not in _TYPES and not (text[:1].isupper() and str(name)[:1].islower()):
        return False
    if str(name) in SCALARS and text not in SCALARS:
        return False
    after = walker.at(end + 1)
    if (
        after is not None
        and not after.first
        and after.type not in ("COMMA", "RPAR", "EQUAL", "RBRACE", "STRAY", "JOIN")
    ):
        return False
    kept = walker.words[walker.index : walker.index + end]
    first, last = kept[0].place, kept[-1].place
    written = first.source.text[first.start : last.end]
    same = same_in_this_language(written)
    if same is not None:
        # The type is another language's too: that is told here, and not once more later.
        kept = [make_word("NAME", "", first)]
        written = only_name(same) or "…"
    whole = Place(first.source, first.start, name.place.end)
    walker.tell(
        "a field is its name, and then its type",
        whole,
        "the other way round",
        f"write `{name}: {written}`" + (f", with {same}" if written == "…" else ""),
        () if written == "…" else (Edit(whole, f"{name}: {written}"),),
    )
    drop = end + 1
    if (
        walker.kind(end + 1) == "EQUAL"
        and walker.kind(end + 2) == "NUMBER"
        and (str(walker.at(end + 3)) == ";")
    ):
        drop += 2
    name.first = word.first
    colon = make_word("COLON", ":", name.place)
    walker.words[walker.index : walker.index + drop] = [name, colon, *kept]
    for _ in range(2):
        walker.copy(walker.words[walker.index])
        walker.index += 1
    return True
