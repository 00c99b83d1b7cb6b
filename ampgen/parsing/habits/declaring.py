"""Declarations that begin otherwise, or whose braces do."""

from __future__ import annotations

from ampgen.findings import Edit
from ampgen.parsing.habits.fielding import MODIFIERS
from ampgen.parsing.habits.walking import Walker
from ampgen.parsing.readying import column
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.suggesting import nearest
from ampgen.text import Place

RECORDS = frozenset("message struct class model dataclass object input entity table dto".split())
INTERFACES = frozenset({"service", "trait", "api", "rpc"})
UNIONS = frozenset({"union", "oneof", "variant"})
_KEYWORDS = ("record", "enum", "error", "interface", "protocol")
_HELD = {
    "RECORD": "fields are held by a `record`",
    "INTERFACE": "commands are held by an `interface`",
}
_INTERFACES_BEGIN = ("COMMAND", "ONEWAY", "RESERVED", "AT", "RBRACE")
# Up to here somebody looks for the end of what is indented.
_MOST_INDENTED = 20_000
# How many looks ahead a comparison of names is worth.
_DEAR = 20


def leave_out_modifier(walker: Walker, word: Word, text: str) -> bool:
    """Leave out words like ``pub`` and ``export`` before a declaration or a command."""
    following = walker.at(1)
    if text not in MODIFIERS or following is None or following.first or not is_name(following):
        return False
    if walker.kind(2) == "EQUAL" and following.type != "TYPE":
        return False
    place = Place(word.place.source, word.place.start, following.place.start)
    walker.tell(
        f"there is no `{text}` here",
        word.place,
        "not a word of this language",
        "take it out",
        (Edit(place, ""),),
    )
    following.first = True
    following.doc = following.doc or word.doc
    walker.index += 1
    return True


def translate_misspelt(walker: Walker, word: Word, text: str) -> bool:
    """Translate ``Record A {`` and ``recrod A {``."""
    name = walker.at(1)
    if word.type != "NAME" or name is None or name.first or not is_name(name):
        return False
    after = walker.at(2)
    braces = walker.kind(2) in ("LBRACE", "RAISES") or (
        walker.kind(2) == "COLON" and walker.kind(4) == "LBRACE"
    )
    ends = after is None or after.first or after.type in ("EQUAL", "STRING")
    if not (braces or ends) or walker.patience < 0:
        return False
    guess = nearest(text, _KEYWORDS if braces else ("error",))
    if guess is None:
        walker.patience -= _DEAR
        return False
    return misspelt(walker, word, guess)


def misspelt(walker: Walker, word: Word, guess: str) -> bool:
    """Tell about a keyword that is spelt otherwise, and copy the keyword in its place."""
    if word.lower() == guess:
        return walker.replace(word, guess.upper(), guess, f"`{guess}` is written in lower case")
    walker.tell(f"there is no `{word}` here", word.place, "unknown", f"did you mean `{guess}`?")
    made = make_word(guess.upper(), guess, word.place, word.first)
    made.doc = word.doc
    walker.words[walker.index] = made
    walker.copy(made)
    walker.index += 1
    return True


def translate_type_in_braces(walker: Walker, word: Word, text: str) -> bool:
    """Translate ``type A {``, ``type A = {``, ``type A struct {`` and ``record A = {``."""
    if not walker.is_name(1):
        return False
    end = 2
    if walker.kind(end) == "EQUAL":
        end += 1
    said = walker.at(end)
    if said is not None and is_name(said) and not said.first and word.type == "TYPE":
        end += 1
    brace = walker.at(end)
    if brace is None or brace.type != "LBRACE":
        return False
    if word.type == "TYPE":
        called = "interface" if str(said) == "interface" else "record"
        if walker.is_name(end + 1) and walker.kind(end + 2) == "LPAR":
            called = "interface"
        first = walker.words[walker.index + 1]
        place = Place(word.place.source, word.place.start, brace.place.start)
        walker.tell(
            _HELD[called.upper()],
            Place(word.place.source, word.place.start, walker.place(0, end).end),
            f"no {called} yet",
            f"write `{called} {first}`",
            (Edit(place, f"{called} {first} "),),
        )
        made = make_word(called.upper(), called, word.place, word.first)
        made.doc = word.doc
        walker.words[walker.index] = made
    elif end == 3 and word.type in ("RECORD", "ENUM", "INTERFACE", "PROTOCOL"):
        sign = walker.words[walker.index + 2].place
        before = walker.words[walker.index + 1].place
        walker.tell(
            f"the braces of `{text}` follow its name",
            sign,
            "not needed",
            "take it out",
            (Edit(Place(sign.source, before.end, sign.end), ""),),
        )
    else:
        return False
    walker.put(2, end, [])
    return False


def translate_interface_of_fields(walker: Walker, word: Word) -> bool:
    """Translate an interface that holds fields: ``interface A { name: str }``."""
    if word.type != "INTERFACE" or walker.kind(2) != "LBRACE":
        return False
    first = 3
    while walker.text(first) in MODIFIERS and walker.is_name(first + 1):
        first += 1
    if walker.kind(first) in _INTERFACES_BEGIN and walker.kind(first + 1) != "COLON":
        return False
    behind = first + 1 + (walker.kind(first + 1) == "QUESTION")
    if not walker.is_name(first) or walker.kind(behind) != "COLON":
        return False
    if walker.kind(behind + 1) == "LPAR":
        return False
    return walker.replace(word, "RECORD", "record", _HELD["RECORD"])


def translate_indented(walker: Walker, word: Word) -> bool:
    """Put into braces what is indented behind a colon: ``record A:``."""
    if word.type not in ("RECORD", "ENUM", "INTERFACE", "PROTOCOL") or not walker.is_name(1):
        return False
    colon, first = walker.at(2), walker.at(3)
    if colon is None or colon.type != "COLON" or first is None or not first.first:
        return False
    if column(first) <= column(word):
        return False
    end = 4
    while (inner := walker.at(end)) is not None and end < _MOST_INDENTED:
        if inner.first and column(inner) <= column(word):
            break
        end += 1
    name = walker.words[walker.index + 1]
    last = walker.words[walker.index + end - 1].place
    spot = Place(last.source, last.end, last.end)
    head = Place(last.source, name.place.end, colon.place.end)
    walker.tell(
        f"what `{name}` holds stands in braces",
        colon.place,
        "not here",
        "write `{` here, and `}` behind the last of it",
        (Edit(head, " {"), Edit(spot, "\n}")),
    )
    walker.words[walker.index + 2] = make_word("LBRACE", "{", colon.place)
    walker.put(end, end, [make_word("RBRACE", "}", spot)])
    return False
