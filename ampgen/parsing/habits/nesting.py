"""Declarations that stand within others, and what has no place in a schema at all."""

from __future__ import annotations

from ampgen.findings import Edit
from ampgen.parsing.habits.declaring import RECORDS
from ampgen.parsing.habits.walking import Walker
from ampgen.parsing.readying import begins_declaration, column
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.text import Place

# Every look may go to the end of the file.
_MOST_NESTED = 50


def translate_nested(walker: Walker, word: Word) -> bool:
    """Put a declaration that stands within the braces of another behind all others.

    Where it is not indented, the brace before it was never closed.
    """
    outer = walker.declared
    if walker.within()[0] != "LBRACE" or outer is None or walker.index >= walker.length:
        return False
    if column(word) <= column(outer) or walker.nested == _MOST_NESTED:
        return False
    if str(word) in RECORDS and walker.is_name(1) and walker.kind(2) == "LBRACE":
        walker.tell(
            "fields are held by a `record`",
            word.place,
            "not a word of this language",
            "write `record`",
            (Edit(word.place, "record"),),
        )
        word.type = "RECORD"
    if begins_declaration(walker.words, walker.index):
        walker.nested += 1
        end = 2
        while walker.kind(end) not in ("LBRACE", "$END"):
            end += 1
        depth = 0
        while walker.kind(end) != "$END":
            depth += (walker.kind(end) == "LBRACE") - (walker.kind(end) == "RBRACE")
            end += 1
            if not depth:
                break
        if depth:
            return False
    elif (
        word.type == "ERROR"
        and walker.is_name(1)
        and not walker.words[walker.index + 1].first
        and walker.kind(2) != "COLON"
    ):
        end = 2
        while (inner := walker.at(end)) is not None and not inner.first:
            if inner.type == "RBRACE":
                break
            end += 1
    else:
        return False
    name = walker.words[walker.index + 1]
    walker.tell(
        "a declaration stands in no other",
        Place(word.place.source, word.place.start, name.place.end),
        "inside of another",
        "put it before or after the other; its name is known in the whole file",
    )
    moved = walker.words[walker.index : walker.index + end]
    del walker.words[walker.index : walker.index + end]
    walker.words += moved
    walker.length -= len(moved)
    return True


def translate_schema_in_braces(walker: Walker, word: Word) -> bool:
    """Take the braces from ``schema a { … }``."""
    opens = 2
    while walker.kind(opens) == "DOT":
        opens += 2
    if word.type != "SCHEMA" or walker.out or walker.kind(opens) != "LBRACE":
        return False
    brace = walker.words[walker.index + opens]
    depth = 0
    closes = 0
    for index in range(walker.index + opens, len(walker.words)):
        kind = walker.words[index].type
        depth += (kind == "LBRACE") - (kind == "RBRACE")
        if not depth:
            closes = index
            break
    name = walker.words[walker.index + opens - 1]
    edits = [Edit(Place(brace.place.source, name.place.end, brace.place.end), "")]
    if closes:
        closer, before = walker.words[closes].place, walker.words[closes - 1].place
        text = closer.source.text
        between = text[before.end : closer.start]
        start = before.end if between.isspace() or not between else closer.start
        # Where it is the last of the file, the line end before it is the file's.
        edits.append(Edit(Place(closer.source, start, closer.end), ""))
        del walker.words[closes]
        walker.length -= 1
    walker.tell(
        "a schema is the whole file, without braces",
        brace.place,
        "not needed",
        "take it out, and the one that closes it",
        tuple(edits),
    )
    walker.put(opens, opens + 1, [])
    return False


def translate_schema_name(walker: Walker, word: Word) -> bool:
    """Translate ``schema: a``, ``schema = a`` and ``schema "a"``."""
    first = walker.at(1)
    if word.type != "SCHEMA" or first is None or first.first or walker.out:
        return False
    if first.type in ("COLON", "EQUAL") and walker.is_name(2):
        place = Place(
            word.place.source, word.place.end, walker.words[walker.index + 2].place.start
        )
        wanted = walker.text(2)
    elif first.type == "STRING" and all(map(str.isidentifier, first[1:-1].split("."))):
        place = first.place
        wanted = str(first)[1:-1]
    else:
        return False
    walker.tell(
        "the name of a schema follows `schema`, without anything else",
        first.place,
        "not needed" if first.type != "STRING" else "a string",
        f"write `schema {wanted}`",
        (Edit(place, " " if first.type != "STRING" else wanted),),
    )
    if first.type == "STRING":
        parts = wanted.split(".")
        made = [make_word("NAME", parts[0], place)]
        for part in parts[1:]:
            made += [make_word("DOT", ".", place), make_word("NAME", part, place)]
        walker.put(1, 2, made)
    else:
        walker.put(1, 2, [])
    return False


def translate_class(walker: Walker, word: Word) -> bool:
    """Leave out a class of Python, with all lines that are indented below it."""
    if not walker.is_name(1) or walker.kind(2) not in ("COLON", "LPAR"):
        return False
    name = walker.words[walker.index + 1]
    end = 2
    while (inner := walker.at(end)) is not None and not (
        inner.first and column(inner) <= column(word)
    ):
        end += 1
    words = walker.words[walker.index : walker.index + end]
    head = [str(one) for one in words if one.place.line == word.place.line]
    if "Command" in head:
        help = "write `command` in an `interface`; `ampgen import FILE.py` makes a schema of "
        help += "all hand-written commands"
    elif head[3:4] and head[3].endswith(("Exception", "Error")):
        help = f"write `error {name}`"
    elif "Enum" in head[3:] or "StrEnum" in head[3:] or "IntEnum" in head[3:]:
        help = f"write `enum {name} {{ … }}`, with its members in the braces"
    else:
        help = f"write `record {name} {{ … }}`, with its fields in the braces"
    place = Place(word.place.source, word.place.start, name.place.end)
    walker.tell("there are no classes here", place, "a class of Python", help)
    # Nothing in it is looked at; what else uses its name is right.
    walker.lost.add(str(name))
    walker.leave(Place(word.place.source, word.place.start, words[-1].place.end))
    while len(walker.out) > 1 and walker.out[-2].type == "AT":
        del walker.out[-2:]
    walker.index += end
    return True


def translate_docstring(walker: Walker, word: Word) -> bool:
    """Leave out ``\"\"\"text\"\"\"``."""
    text, close = walker.at(1), walker.at(2)
    if str(word) != '""' or text is None or close is None or str(close) != '""':
        return False
    if text.type != "STRING" or text.place.start != word.place.end:
        return False
    place = Place(word.place.source, word.place.start, close.place.end)
    said = str(text)[1:-1]
    if walker.out and walker.out[-1].type in ("EQUAL", "LPAR", "COMMA"):
        fact = "a string stands in one pair of double quotes"
        walker.tell(fact, place, "three of them", f"write `{text}`", (Edit(place, str(text)),))
        walker.copy(make_word("STRING", str(text), place))
        walker.index += 3
        return True
    walker.tell(
        "documentation stands in comments that begin with `///`",
        place,
        "a docstring of Python",
        f"write `/// {said}` above what it documents" if len(said) < 40 else "put it above",
    )
    walker.index += 3
    return True


def drop_alias(walker: Walker, word: Word) -> bool:
    """Leave out other names for types."""
    name, sign, value = walker.at(1), walker.at(2), walker.at(3)
    if name is None or sign is None or value is None or not walker.is_name(1) or value.first:
        return False
    if word.type == "TYPE" and sign.type in ("EQUAL", "COLON") and walker.is_name(3):
        if str(value) == "python":
            return False
        return walker.drop_line(
            word,
            "a type has one name only",
            f"write `{value}` where `{name}` is meant, or declare a record",
        )
    return False


def translate_code(walker: Walker, word: Word) -> bool:
    """Translate ``error Gone: "GONE"``, ``error Gone "GONE"`` and ``error Gone = GONE``."""
    if word.type != "ERROR" or not walker.is_name(1):
        return False
    ahead = 3 if walker.kind(2) in ("COLON", "EQUAL") else 2
    code, spot = walker.at(ahead), walker.at(2)
    if code is None or spot is None or code.first:
        return False
    after = walker.at(ahead + 1)
    prefix = after is not None and after.type == "STRING"
    bare = code.type == "NUMBER" or (is_name(code) and ahead == 3 and not prefix)
    if not bare and (code.type != "STRING" or spot.type == "EQUAL"):
        return False
    name = walker.words[walker.index + 1]
    place = Place(word.place.source, name.place.end, code.place.end)
    wanted = f'"{code}"' if bare else str(code)
    walker.tell(
        (
            "the code of an error is a string behind `=`"
            if bare
            else "the code of an error follows `=`"
        ),
        code.place if bare else spot.place,
        "no string" if bare else ("not here" if ahead == 3 else "`=` is missing before it"),
        f"write `error {name} = {wanted}`",
        (Edit(place, f" = {wanted}"),),
    )
    walker.put(
        2,
        ahead + 1,
        [
            make_word("EQUAL", "=", place),
            make_word("STRING", wanted, code.place),
        ],
    )
    return False
