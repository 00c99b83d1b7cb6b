"""Imports that are written otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen.findings import Edit
from ampgen.parsing.habits.walking import FAR, Walker
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.text import Place

IMPORTS = frozenset({"include", "use", "using", "require"})
_BY_NAME = "a schema is imported by its name, never by a path"
_SUFFIXES = (".amp", ".proto", ".thrift", ".capnp", ".graphql", ".ts", ".js", ".py")
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
        if (
            after is not None
            and after.type == "COMMA"
            and not after.first
            and walker.is_name(end + 3)
        ):
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
    return walker.drop_line(word, _BY_NAME, _by_name(walker))


def _by_name(walker: Walker) -> str:
    """Return how the schema is imported of which a path stands ahead."""
    end = 1
    while (word := walker.at(end)) is not None and not word.first and end < FAR:
        end += 1
    place = walker.place(1, end) if end > 1 else None
    said = place.source.text[place.start : place.end].rstrip("; ") if place is not None else ""
    path = said.strip("\"'<> ").removeprefix("./")
    for suffix in _SUFFIXES:
        path = path.removesuffix(suffix)
    parts = path.replace("\\", "/").split("/")
    if len(path) > 60 or not all(one.isidentifier() and one == one.lower() for one in parts):
        parts = ["acme", "users"]
    return (
        f"write `import {'.'.join(parts)}`: it is found as `{'/'.join(parts)}.amp` under an "
        "include root"
    )


def translate_from(walker: Walker, word: Word) -> bool:
    """Leave out ``from acme.users import User``."""
    end = 1
    while walker.is_name(end) and walker.kind(end + 1) == "DOT":
        end += 2
    parts = [str(one) for one in walker.words[walker.index + 1 : walker.index + end + 1 : 2]]
    named = walker.at(end + 2) if walker.kind(end + 1) == "IMPORT" else None
    help = _WHOLE
    if named is not None and is_name(named) and not named.first:
        help = whole(parts, str(named))
    return walker.drop_line(word, "a schema is imported as a whole", help)


def whole(parts: Sequence[str], name: str) -> str:
    """Return how a name is had that is a schema's below others, or declared in the last."""
    if name == name.lower():
        return f"write `import {'.'.join((*parts, name))}`"
    return f"write `import {'.'.join(parts)}`, and then `{parts[-1]}.{name}`"


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
    last = end if walker.text(end) != ";" else end - 1
    place = Place(word.place.source, word.place.start, walker.place(0, last + 1).end)
    if walker.kind(1) == "LPAR" and walker.kind(2) == "STRING":
        help = "write `import acme.users`, and another line for each of the others"
        walker.tell(_BY_NAME, place, "not understood", help)
    else:
        head = walker.words[walker.index + 1 : walker.index + opens] if opens else []
        parts = [str(one) for one in head if is_name(one)]
        named = walker.at(opens + 1)
        plain = parts and all(is_name(one) or str(one) in (".", ":") for one in head)
        help = whole(parts, str(named)) if plain and named and is_name(named) else _WHOLE
        walker.tell("a schema is imported as a whole", place, "not understood", help)
    walker.index += end + 1
    return True
