"""Declarations and imports that are written otherwise."""

from __future__ import annotations

from ampgen.parsing.habits.walking import Walker
from ampgen.parsing.words import Word

_RECORDS = frozenset({"message", "struct", "class", "model", "dataclass", "object", "input"})
_INTERFACES = frozenset({"service", "trait", "api", "rpc"})
_SCHEMAS = frozenset({"package", "namespace", "module"})
_IMPORTS = frozenset({"include", "use", "using", "require"})


def translate_heading(walker: Walker, word: Word, text: str) -> bool:
    """Translate the first word of a declaration."""
    if word.type == "NAME" and walker.is_name(1):
        if text in _RECORDS and walker.kind(2) == "LBRACE":
            return walker.replace(word, "RECORD", "record", "fields are held by a `record`")
        if text in _INTERFACES and walker.kind(2) == "LBRACE":
            return walker.replace(
                word, "INTERFACE", "interface", "commands are held by an `interface`"
            )
        if text == "exception" and walker.kind(2) != "LBRACE":
            return walker.replace(word, "ERROR", "error", "an exception is an `error`")
        if text in _SCHEMAS:
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
    if text in ("syntax", "edition") and walker.kind(1) == "EQUAL" and word.type == "NAME":
        return walker.drop_line(word, f"there is no `{text}` here", "take the line out")
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
