"""Declarations that stand within others, and what has no place in a schema at all."""

from __future__ import annotations

from ampgen.findings import Edit
from ampgen.parsing.habits.walking import Walker
from ampgen.parsing.readying import begins_declaration, column
from ampgen.parsing.words import Word, make_word
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
    elif word.type == "ERROR" and walker.is_name(1) and walker.kind(2) != "COLON":
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
    edits = [Edit(brace.place, "")]
    if closes:
        edits.append(Edit(walker.words[closes].place, ""))
        del walker.words[closes]
        walker.length -= 1
    walker.tell(
        "a schema is the whole file, without braces",
        brace.place,
        "not needed",
        "take it out, and the one that closes it",
        tuple(edits),
    )
    del walker.words[walker.index + opens]
    walker.length -= 1
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
    walker.tell(
        "documentation stands in comments that begin with `///`",
        place,
        "a docstring of Python",
        f"write `/// {said}` above what it documents" if len(said) < 40 else "put it above",
    )
    walker.index += 3
    return True


def drop_alias(walker: Walker, word: Word, text: str) -> bool:
    """Leave out constants, and other names for types."""
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
    if text in ("const", "let", "var") and word.type == "NAME" and sign.type in ("EQUAL", "COLON"):
        return walker.drop_line(
            word, "there are no constants", "say it in a comment, or as the default of a field"
        )
    return False


def translate_code(walker: Walker, word: Word) -> bool:
    """Translate ``error Gone: "GONE"`` and ``error Gone "GONE"``."""
    if word.type != "ERROR" or not walker.is_name(1):
        return False
    ahead = 3 if walker.kind(2) == "COLON" else 2
    code = walker.at(ahead)
    if code is None or code.type != "STRING" or code.first:
        return False
    name = walker.words[walker.index + 1]
    place = Place(word.place.source, name.place.end, code.place.start)
    spot = walker.words[walker.index + 2].place
    walker.tell(
        "the code of an error follows `=`",
        spot,
        "not here" if ahead == 3 else "`=` is missing before it",
        f"write `error {name} = {code}`",
        (Edit(place, " = "),),
    )
    walker.words[walker.index + 2 : walker.index + ahead] = [make_word("EQUAL", "=", place)]
    return False
