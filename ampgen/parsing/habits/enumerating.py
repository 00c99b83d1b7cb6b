"""Enums that are written otherwise."""

from __future__ import annotations

from ampgen.findings import Edit
from ampgen.parsing.habits.walking import Walker
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.text import Place

_BRACKETS = {"LSQB": "RSQB", "LPAR": "RPAR"}
# No enum in one line is longer.
_MOST = 200


def translate_enum(walker: Walker, word: Word) -> bool:
    """Translate the braces of an enum: ``enum A [a, b]``, ``enum A = a | b``, ``enum A (int) {``."""
    if word.type != "ENUM" or not walker.is_name(1):
        return False
    opens = 2 + (walker.kind(2) == "EQUAL")
    kind = walker.kind(opens)
    name = walker.words[walker.index + 1]
    if kind in _BRACKETS:
        end = walker.closing(opens)
        if end == opens + 2 and walker.kind(end + 1) == "LBRACE" and walker.is_name(opens + 1):
            return _put_colon(walker, name, opens, end)
        if not end:
            return False
        inner = walker.words[walker.index + opens + 1 : walker.index + end]
        last = end + 1
    elif opens == 3 and walker.is_name(3):
        last = 4
        while walker.text(last) in ("|", ",") and walker.is_name(last + 1) and last < _MOST:
            last += 2
        inner = walker.words[walker.index + 3 : walker.index + last]
    else:
        return False
    members = [one for one in inner if is_name(one) and one.type != "STRAY"]
    place = walker.place(2, last)
    plain = all(is_name(one) or str(one) in ("|", ",") for one in inner)
    text = f"{{ {' '.join(members)} }}"
    short = len(text) <= 40 and plain
    walker.tell(
        "the members of an enum stand in braces",
        place,
        "not here",
        f"write `enum {name} {text}`" if short else f"write `enum {name} {{ … }}`",
        (Edit(Place(place.source, name.place.end, place.end), f" {text}"),) if plain else (),
    )
    walker.put(
        2,
        last,
        [
            make_word("LBRACE", "{", place),
            *(members if plain else ()),
            make_word("RBRACE", "}", place),
        ],
    )
    return False


def _put_colon(walker: Walker, name: Word, opens: int, end: int) -> bool:
    base = walker.words[walker.index + opens + 1]
    place = walker.place(opens, end + 1)
    walker.tell(
        "what the values of an enum are follows a colon",
        place,
        "not here",
        f"write `enum {name}: {base}`",
        (Edit(Place(place.source, name.place.end, place.end), f": {base}"),),
    )
    walker.put(
        2,
        end + 1,
        [
            make_word("COLON", ":", place),
            base,
        ],
    )
    return False


def translate_member(walker: Walker, word: Word) -> bool:
    """Translate what begins with or stands behind a member: ``"a"``, ``a: 1``, ``a | b``."""
    if walker.within() != ("LBRACE", "ENUM"):
        return False
    before = walker.out[-1]
    if str(word) == "|" and is_name(before):
        return _leave_out_strokes(walker, word)
    if (
        word.type == "STRING"
        and before.type != "EQUAL"
        and before.type not in ("RESERVED", "JOIN")
    ):
        return walker.unquote(
            word,
            "a member is a name, without quotes",
            f"write `name = {word}`, with a name of its own",
        )
    if word.type == "NUMBER" and before.type in ("LBRACE", "COMMA"):
        walker.tell(
            "a member has a name",
            word.place,
            "a value without a name",
            f"write `name = {word}`, and `: int` behind the name of the enum",
        )
        walker.index += 1
        return True
    if (
        not is_name(before)
        or walker.out[-2].type == "AT"
        or (before.type == "RESERVED" and before.first)
    ):
        return False
    if word.type == "COLON" or (word.type == "EQUAL" and walker.text(1) == ">"):
        return _put_equal(walker, word, 1 if word.type == "COLON" else 2)
    if word.type in ("LPAR", "LBRACE") and not word.first:
        return _leave_out_payload(walker, word)
    return False


def _leave_out_strokes(walker: Walker, word: Word) -> bool:
    """Leave out what stands between members, told about once for all of an enum."""
    if not walker.commas_told:
        walker.commas_told = True
        ahead, edits = 0, list[Edit]()
        while (inner := walker.at(ahead)) is not None and ahead < _MOST:
            if inner.type in ("LBRACE", "RBRACE"):
                break
            if str(inner) == "|":
                edits.append(Edit(inner.place, ""))
            ahead += 1
        walker.tell(
            "nothing stands between members but a blank or a new line",
            word.place,
            "not needed",
            "take it out" if len(edits) == 1 else "take them all out",
            tuple(edits),
        )
    walker.index += 1
    return True


def _put_equal(walker: Walker, word: Word, length: int) -> bool:
    place = walker.place(0, length)
    value = walker.at(length)
    if value is None or value.type not in ("NUMBER", "STRING"):
        return False
    before = walker.out[-1]
    walker.tell(
        "the value of a member follows `=`",
        place,
        "not here",
        f"write `{before} = {value}`",
        (Edit(Place(place.source, before.place.end, value.place.start), " = "),),
    )
    walker.put(0, length, [make_word("EQUAL", "=", place)])
    return False


def _leave_out_payload(walker: Walker, word: Word) -> bool:
    end = walker.closing(0)
    if not end:
        return False
    value = walker.at(1)
    before = walker.out[-1]
    place = walker.place(0, end + 1)
    if end == 2 and value is not None and value.type in ("NUMBER", "STRING"):
        walker.tell(
            "the value of a member follows `=`",
            place,
            "not here",
            f"write `{before} = {value}`",
            (Edit(Place(place.source, before.place.end, place.end), f" = {value}"),),
        )
        walker.put(0, 3, [make_word("EQUAL", "=", place), value])
        return False
    walker.tell(
        "a member of an enum holds no fields",
        place,
        "not understood",
        "declare a record with an optional field for each member that holds some",
    )
    walker.leave(place)
    walker.index += end + 1
    return True
