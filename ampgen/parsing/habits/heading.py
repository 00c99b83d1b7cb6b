"""Declarations and imports that are written otherwise."""

from __future__ import annotations

from ampgen.parsing.habits.nesting import (
    drop_alias,
    translate_class,
    translate_code,
    translate_schema_in_braces,
)
from ampgen.parsing.habits.walking import FAR, Walker
from ampgen.parsing.words import Word, is_name
from ampgen.text import Place

_RECORDS = frozenset({"message", "struct", "class", "model", "dataclass", "object", "input"})
_INTERFACES = frozenset({"service", "trait", "api", "rpc"})
_SCHEMAS = frozenset({"package", "namespace", "module"})
_PARENTS = frozenset({"extends", "implements", "inherits", "with"})
_HEADED = {
    "RECORD": (
        "a record has nothing but its name before its fields",
        "take it out: a record takes nothing over from others, and no types",
    ),
    "INTERFACE": (
        "an interface takes nothing over from others",
        "take it out: one side of a protocol answers several, as in `server answers A, B`",
    ),
    "ERROR": (
        "an error has a code and no fields",
        "take them out: what travels is the code, and a message for people",
    ),
}
_IMPORTS = frozenset({"include", "use", "using", "require"})


def translate_heading(walker: Walker, word: Word, text: str) -> bool:
    """Translate the first word of a declaration."""
    if text == "class" and translate_class(walker, word):
        return True
    if drop_alias(walker, word, text):
        return True
    if translate_code(walker, word) or translate_schema_in_braces(walker, word):
        return True
    if word.type == "NAME" and walker.is_name(1):
        if text in _RECORDS and walker.kind(2) == "LBRACE":
            return walker.replace(word, "RECORD", "record", "fields are held by a `record`")
        if text in _INTERFACES and walker.kind(2) == "LBRACE":
            return walker.replace(
                word, "INTERFACE", "interface", "commands are held by an `interface`"
            )
        if text == "exception":
            word.type = "ERROR"
            _translate_rest(walker, word)
            return walker.replace(word, "ERROR", "error", "an exception is an `error`")
        if text in _SCHEMAS:
            name = walker.at(2)
            if name is not None and is_name(name) and not name.first:
                # Thrift's namespaces are of a language.
                del walker.words[walker.index + 1]
                walker.length -= 1
            return walker.replace(word, "SCHEMA", "schema", "a file begins with `schema`")
        if text in _IMPORTS:
            return walker.replace(word, "IMPORT", "import", "a schema is imported by `import`")
        if text == "from":
            return walker.drop_line(
                word,
                "a schema is imported as a whole",
                "write `import a.b`, and then `b.Name`",
            )
    if word.type == "NAME" and text in _IMPORTS and walker.kind(1) == "STRING":
        return translate_import(walker, word)
    if word.type in _HEADED and walker.is_name(1):
        return _translate_rest(walker, word)
    if text in ("syntax", "edition") and walker.kind(1) == "EQUAL" and word.type == "NAME":
        return walker.drop_line(word, f"there is no `{text}` here", "take the line out")
    return False


def _translate_rest(walker: Walker, word: Word) -> bool:
    """Leave out what follows the name of a declaration that takes nothing there."""
    first = walker.at(2)
    if first is None or first.first:
        return False
    fact, help = _HEADED[word.type]
    end = 2
    if word.type == "ERROR":
        if first.type not in ("LBRACE", "LPAR"):
            return False
        closer = "RBRACE" if first.type == "LBRACE" else "RPAR"
        while walker.kind(end) not in (closer, "$END") and end < FAR:
            end += 1
        if walker.kind(end) != closer:
            return False
        end += 1
    else:
        if first.type not in ("COLON", "LPAR", "STRAY") and str(first) not in _PARENTS:
            return False
        while walker.kind(end) not in ("LBRACE", "$END") and end < FAR:
            end += 1
        opener = walker.at(end)
        if opener is None or opener.type != "LBRACE" or opener.place.line != word.place.line:
            return False
    last = walker.at(end - 1)
    assert last is not None
    place = Place(first.place.source, first.place.start, last.place.end)
    walker.tell(fact, place, "not understood", help)
    del walker.words[walker.index + 2 : walker.index + end]
    return False


def translate_import(walker: Walker, word: Word) -> bool:
    """Leave out an import by a path."""
    if walker.open or not word.first:
        return False
    ahead = 1
    while walker.is_name(ahead) and walker.kind(ahead + 1) == "DOT":
        ahead += 2
    after = walker.at(ahead + 1) if walker.is_name(ahead) else walker.at(ahead)
    if after is None or after.first:
        return False
    if walker.is_name(ahead) and str(after) not in ("/", "\\", "-", "*"):
        return False
    if not walker.is_name(ahead) and after.type not in ("STRING", "DOT", "STRAY"):
        return False
    return walker.drop_line(
        word,
        "a schema is imported by its name, never by a path",
        "write `import acme.users`: it is found as `acme/users.amp` under an include root",
    )
