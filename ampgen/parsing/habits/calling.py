"""What commands and responses have around them in other languages."""

from __future__ import annotations

from ampgen.findings import Edit
from ampgen.parsing.habits.spelling import read_type
from ampgen.parsing.habits.walking import FAR, Walker
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.text import Place

_ITSELF = frozenset({"self", "this", "cls"})
_AND = frozenset({"and", "or", "|", "&", "+", "||"})


def translate_arrowlike(walker: Walker, word: Word) -> bool:
    """Translate ``=>``, ``-->``, ``→`` and whatever else stands where an arrow should."""
    if walker.within() != ("LBRACE", "INTERFACE") or walker.out[-1].type != "RPAR":
        return False
    end = 0
    while walker.kind(end) in ("STRAY", "EQUAL", "_ARROW") and walker.text(end) not in ";|<":
        end += 1
    after = walker.at(end)
    if not 0 < end < 4 or after is None or after.first:
        return False
    if after.type != "LPAR" and not is_name(after):
        return False
    place = walker.place(0, end)
    walker.tell(
        "a response follows `->`", place, "not an arrow here", "write `->`", (Edit(place, "->"),)
    )
    walker.put(0, end, [make_word("_ARROW", "->", place)])
    return True


def translate_bare_fields(walker: Walker, word: Word) -> bool:
    """Put brackets around the fields of a response: ``-> x: int, y: str``."""
    end = 1
    while walker.is_name(end) and walker.kind(end + 1) == "COLON" and end < FAR:
        spelt = read_type(walker, end + 2)
        if spelt is None:
            return False
        end = spelt.end
        if walker.kind(end) != "COMMA" or walker.kind(end + 2) != "COLON":
            break
        end += 1
    if end == 1:
        return False
    place = walker.place(1, end)
    spots = (Place(place.source, at, at) for at in (place.start, place.end))
    opens, closes = (make_word(*one) for one in zip(("LPAR", "RPAR"), "()", spots))
    walker.tell(
        "the fields of a response stand in brackets",
        place,
        "without brackets",
        "write `-> (` before them and `)` behind them",
        (Edit(opens.place, "("), Edit(closes.place, ")")),
    )
    walker.put(end, end, [closes])
    walker.put(1, 1, [opens])
    return False


def translate_name(walker: Walker, word: Word) -> bool:
    """Put brackets behind the name of a command that has none."""
    after = walker.at(1)
    if after is not None and after.type == "COLON" and walker.kind(2) == "LPAR":
        walker.tell(
            "the arguments follow the name of a command",
            after.place,
            "not needed",
            "take it out",
            (Edit(after.place, ""),),
        )
        walker.put(1, 2, [])
        return False
    if after is None or not (after.first or after.type in ("_ARROW", "RAISES", "RBRACE", "STRAY")):
        return False
    if after.type in ("LPAR", "LBRACE") or str(after) == "<":
        return False
    spot = Place(word.place.source, word.place.end, word.place.end)
    walker.tell(
        "brackets stand behind the name of a command, even without arguments",
        spot,
        "`()` is missing here",
        f"write `{word}()`",
        (Edit(spot, "()"),),
    )
    brackets = [make_word("LPAR", "(", spot), make_word("RPAR", ")", spot)]
    walker.put(1, 1, brackets)
    return False


def leave_out_body(walker: Walker, word: Word) -> bool:
    """Leave out the body of a command: ``{}``, ``{ … }`` and ``: ...``."""
    if walker.within() != ("LBRACE", "INTERFACE") or len(walker.out) < 2:
        return False
    if word.type == "COLON":
        if any(walker.kind(ahead) != "DOT" for ahead in (1, 2, 3)):
            return False
        end = 3
    else:
        end = walker.closing(0)
    named = walker.out[-2].type == "COMMAND"
    if not end or not (named or walker.out[-1].type == "RPAR" or is_name(walker.out[-1])):
        return False
    place = walker.place(0, end + 1)
    if named:
        walker.tell(
            "the arguments of a command stand in round brackets",
            place,
            "not understood",
            f"write `command {walker.out[-1]}(argument: type) -> (field: type)`",
        )
        walker.out += [make_word("LPAR", "(", place), make_word("RPAR", ")", place)]
    else:
        empty = end == 1 or word.type == "COLON"
        before = Place(place.source, walker.out[-1].place.end, place.end)
        walker.tell(
            "a command has no body",
            place,
            "not needed" if empty else "not understood",
            (
                "take it out"
                if empty
                else "take it out: its response follows `->`, and then `raises`"
            ),
            (Edit(before, ""),) if empty else (),
        )
    walker.leave(place)
    walker.index += end + 1
    return True


def leave_out_self(walker: Walker, word: Word) -> bool:
    """Leave out ``self``, ``&self`` and ``&mut self`` among arguments."""
    if walker.within() != ("LPAR", "FIELDS") or walker.out[-1].type != "LPAR":
        return False
    end = 0
    while walker.text(end) in ("&", "mut", "*"):
        end += 1
    name = walker.at(end)
    if str(name) not in _ITSELF or walker.kind(end + 1) not in ("COMMA", "RPAR"):
        return False
    end += 1 + (walker.kind(end + 1) == "COMMA")
    place = walker.place(0, end)
    following = walker.at(end)
    until = place.end if following is None else following.place.start
    walker.tell(
        f"a command has no `{name}`",
        place,
        "not an argument",
        "take it out",
        (Edit(Place(place.source, place.start, until), ""),),
    )
    walker.index += end
    return True


def translate_and(walker: Walker, word: Word) -> bool:
    """Translate ``raises A | B`` and ``answers A and B``."""
    text = str(word)
    if text not in _AND or len(walker.out) < 2 or not walker.is_name(1) or word.first:
        return False
    if walker.out[-2].type not in ("RAISES", "ANSWERS", "FATAL", "COMMA", "DOT"):
        return False
    if walker.within() not in (("LBRACE", "INTERFACE"), ("LBRACE", "PROTOCOL"), ("", "")):
        return False
    what = "interfaces" if walker.within()[1] == "PROTOCOL" else "errors"
    before = walker.out[-1]
    walker.tell(
        f"{what} are separated by commas",
        word.place,
        "not here",
        f"write `{before}, {walker.at(1)}`",
        (Edit(Place(word.place.source, before.place.end, word.place.end), ","),),
    )
    walker.copy(make_word("COMMA", ",", word.place))
    walker.index += 1
    return True
