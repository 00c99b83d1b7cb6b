"""Declarations that are written otherwise."""

from __future__ import annotations

from ampgen.parsing.habits.declaring import (
    INTERFACES,
    RECORDS,
    UNIONS,
    leave_out_modifier,
    translate_indented,
    translate_interface_of_fields,
    translate_misspelt,
    translate_type_in_braces,
)
from ampgen.parsing.habits.enumerating import translate_enum
from ampgen.parsing.habits.importing import IMPORTS, translate_from, translate_import
from ampgen.parsing.habits.nesting import (
    drop_alias,
    translate_class,
    translate_code,
    translate_schema_in_braces,
    translate_schema_name,
)
from ampgen.parsing.habits.walking import FAR, Walker
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.text import Place

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
_ALIASES = frozenset({"typedef", "alias", "newtype", "scalar"})
_CONSTANTS = frozenset({"const", "let", "var", "static", "final"})
_LINES = frozenset({"syntax", "edition", "option", "pragma"})


def translate_heading(walker: Walker, word: Word, text: str) -> bool:
    """Translate the first word of a declaration."""
    if text == "class" and translate_class(walker, word):
        return True
    if drop_alias(walker, word):
        return True
    if translate_schema_in_braces(walker, word) or translate_schema_name(walker, word):
        return True
    if word.type == "NAME":
        return _translate_foreign(walker, word, text)
    if translate_code(walker, word) or translate_interface_of_fields(walker, word):
        return True
    for translate in (translate_enum, translate_indented):
        translate(walker, word)
    translate_type_in_braces(walker, word, text)
    word = walker.words[walker.index]
    if word.type in _HEADED and walker.is_name(1):
        return _translate_rest(walker, word)
    return False


def _translate_foreign(walker: Walker, word: Word, text: str) -> bool:
    """Translate a first word that is none of this language."""
    if text in IMPORTS and walker.kind(1) in ("STRING", "STRAY"):
        return translate_import(walker, word)
    if text in _LINES and (walker.kind(1) == "EQUAL" or text in ("option", "pragma")):
        return walker.drop_line(word, f"there is no `{text}` here", "take the line out")
    after = walker.at(1)
    if after is None or after.first or not is_name(after):
        return False
    if text in _CONSTANTS and "EQUAL" in map(walker.kind, (2, 3, 4)):
        help = "say it in a comment, or as the default of a field"
        return walker.drop_line(word, "there are no constants", help)
    if text in _ALIASES or (text == "using" and walker.kind(2) == "EQUAL"):
        help = "write the type itself where its other name is meant, or declare a record"
        return walker.drop_line(word, "a type has one name only", help)
    if text in UNIONS:
        help = f"write `record {after} {{ … }}`, with an optional field for each"
        if walker.kind(2) != "LBRACE":
            return walker.drop_line(word, "there are no unions", help)
        walker.tell("there are no unions", word.place, "not a word of this language", help)
        walker.copy(make_word("RECORD", "record", word.place, word.first))
        walker.index += 1
        return True
    if leave_out_modifier(walker, word, text):
        return True
    headed = walker.kind(2) in ("LBRACE", "COLON", "STRAY") or walker.text(2) in _PARENTS
    if text in RECORDS | INTERFACES and headed:
        word.type = "RECORD" if text in RECORDS else "INTERFACE"
        what = "fields" if text in RECORDS else "commands"
        written = word.type.lower()
        translate_indented(walker, word)
        _translate_rest(walker, word)
        article = "an" if written == "interface" else "a"
        fact = f"{what} are held by {article} `{written}`"
        return walker.replace(word, word.type, written, fact)
    if text == "exception":
        word.type = "ERROR"
        _translate_rest(walker, word)
        return walker.replace(word, "ERROR", "error", "an exception is an `error`")
    if text in _SCHEMAS:
        name = walker.at(2)
        if name is not None and is_name(name) and not name.first:
            # Thrift's namespaces are of a language.
            walker.put(1, 2, [])
        return walker.replace(word, "SCHEMA", "schema", "a file begins with `schema`")
    if text in IMPORTS:
        if translate_import(walker, word):
            return True
        return walker.replace(word, "IMPORT", "import", "a schema is imported by `import`")
    if text == "from":
        return translate_from(walker, word)
    return translate_misspelt(walker, word, text)


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
    walker.put(2, end, [])
    return False
