"""Fields that are written otherwise."""

from __future__ import annotations

from ampgen.builtins import SCALARS
from ampgen.findings import Edit
from ampgen.parsing.habits.spelling import LABELS_OF_TYPES, read_type
from ampgen.parsing.habits.spelt import Spelt, is_foreign, labelled, written_anew
from ampgen.parsing.habits.typing import edits_of
from ampgen.parsing.habits.walking import Walker
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.text import Place

MODIFIERS = frozenset(
    "pub public private protected internal static abstract sealed export exported declare default "
    "readonly const final let var val virtual override open data extend unique".split()
)
_LABELS = MODIFIERS | frozenset({"optional", "required", "repeated"})
_TYPES = frozenset(SCALARS) | {"list", "map", "big"}
# Hardly anybody calls a field so.
_ANOTHER = frozenset(SCALARS) | frozenset(
    "string integer boolean double int8 int16 int32 int64 uint8 uint16 uint32 uint64".split()
)
# What may stand behind a field.
_ENDS = ("COMMA", "RPAR", "EQUAL", "RBRACE", "STRAY", "JOIN", "AT")
_THE_OTHER_WAY = "a field is its name, and then its type"


def is_type(word: Word) -> bool:
    """Say whether a word is a type, of this language or another, and hardly a field's name."""
    return str(word) in _TYPES or is_foreign(word)


def translate_field(walker: Walker, word: Word, text: str, before: str) -> bool:
    """Translate ``int name``, ``name int`` and words like ``optional`` before a field."""
    record = walker.within() == ("LBRACE", "RECORD")
    if record:
        begins = word.first or before == "LBRACE"
    else:
        begins = before in ("LPAR", "COMMA") and walker.within() == ("LPAR", "FIELDS")
    after = walker.at(1)
    if not begins or after is None or after.type == "COLON" or word.type == "RESERVED":
        return False
    if record and after.type == "EQUAL":
        return _translate_equal(walker, word, text)
    if text in _LABELS and is_name(after) and not after.first:
        if walker.kind(2) in ("COLON", "QUESTION"):
            # The name comes next, and then its type, as it should be.
            return _leave_out_label(walker, word, text)
    if text == "stream" and not record and is_name(after) and walker.kind(2) in ("COMMA", "RPAR"):
        help = "let the other side answer a command with each of them, or write `list[…]`"
        walker.tell("there are no streams", word.place, "not a word of this language", help)
        walker.index += 1
        return True
    spelt = read_type(walker, 0)
    if spelt is None:
        return _translate_without_colon(walker, word, after)
    if not record and walker.kind(spelt.end) in ("COMMA", "RPAR"):
        return _translate_nameless(walker, word, text, spelt)
    return _translate_turned(walker, word, text, spelt) or _translate_without_colon(
        walker, word, after
    )


def _leave_out_label(walker: Walker, word: Word, text: str) -> bool:
    help = {
        "optional": "write the type with a question mark: `str?`",
        "repeated": "write the type as `list[…]`",
    }.get(text, "take it out")
    following = walker.words[walker.index + 1]
    place = Place(word.place.source, word.place.start, following.place.start)
    edits: tuple[Edit, ...] = (Edit(place, ""),) if written_anew(place) else ()
    if help != "take it out":
        spelt = read_type(walker, 3) if walker.kind(2) == "COLON" else None
        if spelt is None or spelt.fact or spelt.told:
            edits = ()
        else:
            wanted = labelled(spelt, word)
            help = f"write `{following}: {wanted.text}`"
            edits += edits_of(wanted, walker.place(3, spelt.end))
            walker.put(3, spelt.end, wanted.words)
    walker.tell(
        f"there is no `{text}` here", word.place, "not a word of this language", help, edits
    )
    following.first = following.first or word.first
    following.doc = following.doc or word.doc
    walker.index += 1
    return True


def _translate_equal(walker: Walker, word: Word, text: str) -> bool:
    """Translate ``name = str`` in a record."""
    sign, type = walker.at(1), walker.at(2)
    if sign is None or type is None or not is_name(type) or type.first:
        return False
    place = Place(sign.place.source, word.place.end, sign.place.end)
    walker.tell(
        "the type of a field follows `:`",
        sign.place,
        "not here",
        f"write `{text}: {type}`",
        (Edit(place, ":"),),
    )
    walker.words[walker.index + 1] = make_word("COLON", ":", sign.place)
    return False


def _translate_nameless(walker: Walker, word: Word, text: str, spelt: Spelt) -> bool:
    """Translate a type without a name, among arguments or in a response."""
    if spelt.end == 1 and not text[:1].isupper() and not is_type(word):
        return False
    place = walker.place(0, spelt.end)
    told = f", with {spelt.told}" if spelt.told and spelt.text != "…" else ""
    walker.tell(
        _THE_OTHER_WAY,
        place,
        "a type without a name",
        f"write `value: {spelt.text}`{told}, with a name that says more",
    )
    # Without a text it is a name that is told about nowhere.
    _put(walker, spelt.end, make_word("NAME", "", word.place, word.first), spelt)
    return True


def _put(walker: Walker, end: int, name: Word, spelt: Spelt) -> None:
    """Put a field in place of the words up to, without it, one ahead."""
    kept = [make_word("NAME", "", one.place) if is_foreign(one) else one for one in spelt.words]
    for one in kept:
        # Nothing begins there any more.
        one.first = False
    colon = make_word("COLON", ":", name.place)
    walker.put(0, end, [name, colon, *kept])
    for _ in range(2):
        walker.copy(walker.words[walker.index])
        walker.index += 1


def _translate_turned(walker: Walker, word: Word, text: str, spelt: Spelt) -> bool:
    """Translate ``int name``."""
    name = walker.at(spelt.end)
    if name is None or not is_name(name) or name.first:
        return False
    labelled = text in LABELS_OF_TYPES and bool(spelt.fact)
    sure = labelled or is_type(word) or spelt.fact or spelt.end > 1
    if not sure and not (text[:1].isupper() and str(name)[:1].islower()):
        return False
    if str(name) in _ANOTHER and not is_type(word) and not labelled:
        return False
    if not _ends(walker, spelt.end + 1):
        return False
    end = spelt.end + 1
    if (
        walker.kind(end) == "EQUAL"
        and walker.kind(end + 1) == "NUMBER"
        and walker.text(end + 2) in (";", "[")
    ):
        # A tag, which another language sends in place of the name.
        end += 2
    place = walker.place(0, end)
    told = f", with {spelt.told}" if spelt.told and spelt.text != "…" else ""
    if spelt.text == "…":
        told = f": {spelt.advice or spelt.told}" if spelt.advice else f", with {spelt.told}"
    walker.tell(
        _THE_OTHER_WAY,
        place,
        "the other way round",
        f"write `{name}: {spelt.text}`{told}",
        edits_of(spelt, place, f"{name}: "),
    )
    walker.leave(place)
    name.first = word.first
    name.doc = name.doc or word.doc
    _put(walker, end, name, spelt)
    return True


def _ends(walker: Walker, ahead: int) -> bool:
    """Say whether a field may end before a word ahead."""
    word = walker.at(ahead)
    if word is None or word.first or word.type in _ENDS:
        return True
    return word.type == "LSQB" and walker.kind(ahead + 2) == "EQUAL"


def _translate_without_colon(walker: Walker, word: Word, after: Word) -> bool:
    """Translate ``names []string``. In ``name int`` no more is missing than the colon."""
    if after.first or not (is_name(after) or after.type in ("LSQB", "QUESTION", "STRAY")):
        return False
    spelt = read_type(walker, 1)
    if spelt is None or not spelt.fact:
        return False
    if not _ends(walker, spelt.end):
        return False
    place = walker.place(0, spelt.end)
    told = f", with {spelt.told}" if spelt.told and spelt.text != "…" else ""
    if spelt.text == "…":
        told = f": {spelt.advice or spelt.told}" if spelt.advice else f", with {spelt.told}"
    walker.tell(
        "a colon stands between a field and its type",
        place,
        "`:` is missing in it",
        f"write `{word}: {spelt.text}`{told}",
        edits_of(spelt, place, f"{word}: "),
    )
    walker.leave(place)
    _put(walker, spelt.end, word, spelt)
    return True


def translate_quoted(walker: Walker, word: Word) -> bool:
    """Translate ``"name": str`` in a record or among arguments."""
    if not walker.in_field() or walker.kind(1) != "COLON":
        return False
    if not word.first and walker.out[-1].type not in ("LBRACE", "LPAR", "COMMA"):
        return False
    return walker.unquote(
        word,
        "the name of a field stands without quotes",
        f"write a name, and `@wire({word})` before it",
    )
