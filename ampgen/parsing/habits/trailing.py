"""What other languages write behind a field, and between its name and its type."""

from __future__ import annotations

from ampgen.findings import Edit
from ampgen.parsing.habits.walking import Walker
from ampgen.parsing.words import MISSING_STRING, Word, make_word
from ampgen.text import Place

_ENDS_TYPE = ("NAME", "RSQB", "QUESTION")


def leave_out_number(walker: Walker, word: Word) -> bool:
    """Leave out the number that Cap'n Proto has at the head of a file."""
    number = walker.at(1)
    if number is None or number.type != "NUMBER":
        return False
    place = walker.place(0, 2)
    if not walker.open and word.first:
        walker.tell("a schema has a name, and no number", place, "not needed", "take it out")
    else:
        return False
    walker.leave(place)
    walker.index += 2
    return True


def leave_out_ordinal(walker: Walker) -> None:
    """Leave out the number behind the name at hand: ``id @0``."""
    at, number = walker.at(1), walker.at(2)
    if at is None or number is None or (at.type, number.type) != ("AT", "NUMBER") or at.first:
        return
    walker.numbers.append((at, number))
    walker.leave(walker.place(1, 3))
    walker.put(1, 3, [])


def leave_out_options(walker: Walker, word: Word) -> bool:
    """Leave out ``[packed = true]`` behind a field."""
    if not walker.in_field() or word.first or not walker.is_name(1) or walker.kind(2) != "EQUAL":
        return False
    end = walker.closing(0)
    if not end:
        return False
    walker.tell(
        "a field has no options behind it",
        walker.place(0, end + 1),
        "not understood",
        'take them out; annotations stand before a field, as `@deprecated("use something else")`',
    )
    walker.index += end + 1
    return True


def translate_behind(walker: Walker, word: Word, text: str) -> bool:
    """Translate ``str optional``, ``str not null`` and ``int default 3``."""
    before = walker.out[-1]
    if word.first or before.type not in _ENDS_TYPE or walker.kind(1) in ("COLON", "QUESTION"):
        return False
    after = walker.at(1)
    if text == "default" and after is not None and not after.first:
        walker.tell(
            "a default follows `=`",
            word.place,
            "not a word of this language",
            f"write `= {after}`",
            (Edit(word.place, "="),),
        )
        walker.copy(make_word("EQUAL", "=", word.place))
        walker.index += 1
        return True
    end = 1
    if text in ("not", "NOT") and str(after).lower() == "null":
        end = 2
    elif text.lower() not in ("optional", "nullable", "required"):
        return False
    place = Place(word.place.source, before.place.end, walker.place(0, end).end)
    absent = text.lower() in ("optional", "nullable")
    adds = "?" if absent and before.type != "QUESTION" else ""
    walker.tell(
        "a field is optional if a question mark stands behind its type, and else required",
        walker.place(0, end),
        "not a word of this language",
        f"write `{before}?`" if adds else "take it out",
        (Edit(place, adds),),
    )
    if adds:
        walker.copy(make_word("QUESTION", "?", word.place))
    walker.index += end
    return True


def leave_out_group(walker: Walker, word: Word, text: str) -> bool:
    """Leave out fields that stand in a group: ``oneof a { … }``."""
    if not word.first and walker.out[-1].type != "LBRACE":
        return False
    opens = 1 + walker.is_name(1)
    if walker.kind(opens) != "LBRACE":
        return False
    end = walker.closing(opens)
    if not end or walker.words[walker.index + opens].first:
        return False
    one = text in ("oneof", "union", "choice", "anyOf", "oneOf")
    head = walker.place(0, opens)
    walker.tell(
        "there are no unions" if one else "fields stand in no groups",
        head,
        "not understood",
        (
            "write each of them as an optional field of the record, as `name: str?`"
            if one
            else "declare a record with these fields, and write its name as the type of one"
        ),
    )
    walker.leave(walker.place(0, end + 1))
    walker.index += end + 1
    following = walker.at(0)
    if following is not None:
        following.first = True
    return True


def leave_out_tag(walker: Walker, word: Word) -> bool:
    """Leave out the tag of a field of Go, which stands in back quotes."""
    if str(word) != "`":
        return False
    end = 1
    while (inner := walker.at(end)) is not None and not inner.first:
        if str(inner) == "`":
            place = walker.place(0, end + 1)
            if walker.within() != ("LBRACE", "RECORD") or walker.out[-1].type == "EQUAL":
                return _requote(walker, place, end)
            walker.tell(
                "a field has no tag",
                place,
                "not understood",
                'take it out; a field that is called otherwise on the wire has `@wire("name")`',
            )
            walker.leave(place)
            walker.index += end + 1
            return True
        end += 1
    return False


def _requote(walker: Walker, place: Place, end: int) -> bool:
    """Translate a string in back quotes."""
    said = place.source.text[place.start + 1 : place.end - 1]
    safe = not set(said) & set('"\\')
    walker.tell(
        "a string stands in double quotes",
        place,
        "back quotes",
        f'write `"{said}"`' if safe and len(said) < 40 else "use double quotes",
        (Edit(place, f'"{said}"'),) if safe else (),
    )
    walker.leave(place)
    walker.copy(make_word("STRING", f'"{said}"' if safe else MISSING_STRING, place))
    walker.index += end + 1
    return True


def translate_comment(walker: Walker, word: Word) -> bool:
    """Translate a comment that begins with ``--``."""
    second = walker.at(1)
    if (
        str(word) != "-"
        or str(second) != "-"
        or second is None
        or second.place.start != word.place.end
    ):
        return False
    end = 2
    while (inner := walker.at(end)) is not None and not inner.first:
        end += 1
    place = walker.place(0, 2)
    walker.tell(
        "a comment begins with `//`",
        place,
        "not a comment here",
        "write `//` in place of `--`",
        (Edit(place, "//"),),
    )
    walker.leave(walker.place(0, end))
    walker.index += end
    return True
