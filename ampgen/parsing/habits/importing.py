"""Imports that are written otherwise."""

from __future__ import annotations

from ampgen.findings import Edit
from ampgen.parsing.habits.walking import FAR, Walker
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.text import Place

IMPORTS = frozenset({"include", "use", "using", "require"})
_BY_NAME = "a schema is imported by its name, never by a path"
_ONE_FILE = "write `import acme.users`: it is found as `acme/users.amp` under an include root"
_WHOLE = "write `import a.b`, and then `b.Name`"


def translate_import(walker: Walker, word: Word) -> bool:
    """Translate an import of several schemas, or leave out one by a path or of single names."""
    if walker.open or not word.first:
        return False
    if _names_some(walker):
        return _drop(walker, word)
    end = _path_end(walker, word, 1)
    after = walker.at(end)
    if after is None or (after.first and end > 1):
        return False
    text = str(after)
    if end > 1 and after.type == "AS" and walker.is_name(end + 1):
        after = walker.at(end + 2)
        if after is not None and after.type == "COMMA" and not after.first:
            return _divide(walker, word, end + 2, after)
        return False
    if end > 1 and after.type == "COMMA" and walker.is_name(end + 1):
        return _divide(walker, word, end, after)
    if end > 1 and after.type == "EQUAL" and walker.is_name(end + 1):
        walker.tell(
            "another name for an import follows `as`",
            after.place,
            "not here",
            f"write `as {walker.at(end + 1)}`",
            (Edit(after.place, "as"),),
        )
        walker.words[walker.index + end] = make_word("AS", "as", after.place)
        return False
    if end > 1 and (text not in ("/", "\\", "-", "*") and after.type not in ("DOT", "COLON")):
        return False
    if end == 1 and after.type not in ("STRING", "DOT", "STRAY"):
        return False
    return walker.drop_line(word, _BY_NAME, _ONE_FILE)


def _path_end(walker: Walker, word: Word, ahead: int) -> int:
    """Return how far ahead the name of a schema ends, with dots in place of ``::``."""
    start = ahead
    while walker.is_name(ahead) and ahead < FAR:
        if ahead == start and walker.words[walker.index + ahead].first:
            break
        ahead += 1
        if walker.kind(ahead) == "DOT" and walker.is_name(ahead + 1):
            ahead += 1
        elif walker.kind(ahead) == walker.kind(ahead + 1) == "COLON" and walker.is_name(ahead + 2):
            place = walker.place(ahead, ahead + 2)
            before, after = walker.at(ahead - 1), walker.at(ahead + 2)
            walker.tell(
                "a dot stands between the parts of a schema's name",
                place,
                "not here",
                f"write `{before}.{after}`",
                (Edit(place, "."),),
            )
            dot = make_word("DOT", ".", place)
            walker.put(ahead, ahead + 2, [dot])
            ahead += 1
        else:
            break
    return ahead


def _divide(walker: Walker, word: Word, ahead: int, comma: Word) -> bool:
    """Make an import of its own of what follows a comma."""
    following = walker.words[walker.index + ahead + 1]
    end = ahead + 2
    while walker.kind(end) == "DOT" and end < FAR:
        end += 2
    named = "".join(walker.words[walker.index + ahead + 1 : walker.index + end])
    place = Place(comma.place.source, comma.place.start, following.place.start)
    walker.tell(
        "an import is of one schema",
        place,
        "another one follows",
        f"write `import {named}` on a line of its own",
        (Edit(place, "\nimport "),),
    )
    made = make_word("IMPORT", "import", comma.place, True)
    walker.words[walker.index + ahead] = made
    return False


def _names_some(walker: Walker) -> bool:
    """Say whether an import is of single names: ``acme.users.{User}``, ``* as users from``."""
    ahead = 1
    while (word := walker.at(ahead)) is not None and not word.first and ahead < FAR:
        if word.type in ("LBRACE", "LPAR") or str(word) in ("*", "from"):
            return True
        ahead += 1
    return False


def _drop(walker: Walker, word: Word) -> bool:
    """Leave out an import of single names, up to its closing bracket, and the rest of the line."""
    near = range(1, FAR)
    opens = next((one for one in near if walker.kind(one) in ("LBRACE", "LPAR")), 0)
    same = opens and walker.words[walker.index + opens].place.line == word.place.line
    end = max(walker.closing(opens) if same else 0, 1)
    while (inner := walker.at(end + 1)) is not None and not inner.first:
        end += 1
    for inner in walker.words[walker.index + 1 : walker.index + end + 1]:
        if is_name(inner):
            walker.lost.add(str(inner))
    last = end if str(walker.at(end)) != ";" else end - 1
    place = Place(word.place.source, word.place.start, walker.place(0, last + 1).end)
    if walker.kind(1) == "LPAR" and walker.kind(2) == "STRING":
        walker.tell(_BY_NAME, place, "not understood", _ONE_FILE)
    else:
        walker.tell("a schema is imported as a whole", place, "not understood", _WHOLE)
    walker.index += end + 1
    return True
