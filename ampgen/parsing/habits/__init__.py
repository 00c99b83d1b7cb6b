"""What people write who come from another language: told in one finding, and understood."""

from __future__ import annotations

from ampgen.findings import Edit, Finding
from ampgen.parsing.habits.commanding import translate_arrow, translate_colon, translate_command
from ampgen.parsing.habits.heading import translate_heading, translate_import
from ampgen.parsing.habits.listing import translate_comma, translate_field
from ampgen.parsing.habits.typing import translate_angles, translate_array, translate_question
from ampgen.parsing.habits.walking import NOTHING, Walker
from ampgen.parsing.readying import begins_command, begins_declaration
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.text import Place

_RAISES = frozenset({"throws", "throw", "raise", "errors"})


def translate(words: list[Word]) -> tuple[list[Word], list[Finding], frozenset[str]]:
    """Return the words as this language has them, what was told, and names that are lost."""
    walker = Walker(list(words))
    _translate_all(walker)
    return walker.out, walker.findings, frozenset(walker.lost)


def _translate_all(walker: Walker) -> None:
    for index, word in enumerate(walker.words):
        if word.type == "STRAY" and str(word) == "<":
            translate_angles(walker, index)
    while walker.index < len(walker.words):
        word = walker.words[walker.index]
        if word.first and walker.open:
            if begins_declaration(walker.words, walker.index):
                walker.open.clear()
            elif begins_command(walker.words, walker.index):
                while walker.open and walker.open[-1][0] != "LBRACE":
                    walker.open.pop()
        if not _translate(walker, word):
            walker.copy(word)
            walker.index += 1
    if walker.semicolons:
        walker.tell(
            "nothing ends in `;`",
            walker.semicolons[0].place,
            "not needed",
            "take it out" if len(walker.semicolons) == 1 else "take them all out",
            tuple(Edit(word.place, "") for word in walker.semicolons),
        )


def _translate(walker: Walker, word: Word) -> bool:
    """Translate what begins at a word, or return False."""
    kind = word.type
    if kind == "STRAY":
        return _stray(walker, word)
    if kind == "COMMA":
        return translate_comma(walker, word)
    if kind == "QUESTION":
        return translate_question(walker, word)
    if kind == "_ARROW":
        return translate_arrow(walker, word)
    if kind == "EQUAL":
        after = walker.at(1)
        if after is not None and str(after) == ">" and after.place.start == word.place.end:
            place = Place(word.place.source, word.place.start, after.place.end)
            walker.tell(
                "a response follows `->`",
                place,
                "not an arrow here",
                "write `->`",
                (Edit(place, "->"),),
            )
            walker.words[walker.index + 1] = make_word("_ARROW", "->", place)
            walker.index += 1
            return True
        return False
    if kind == "IMPORT":
        return translate_import(walker, word)
    if kind == "COLON":
        return translate_colon(walker, word)
    if kind == "LSQB":
        return translate_array(walker, word)
    if not is_name(word):
        return False
    text = str(word)
    before = walker.out[-1].type if walker.out else ""
    if before == "RPAR" and text == "returns" and walker.kind(1) == "LPAR":
        return walker.replace(word, "_ARROW", "->", "a response follows `->`")
    if before == "RPAR" and text in _RAISES and walker.is_name(1):
        return walker.replace(word, "RAISES", "raises", "what a command raises follows `raises`")
    if not walker.open:
        return word.first and translate_heading(walker, word, text)
    if walker.within() == ("LBRACE", "INTERFACE"):
        return translate_command(walker, word, text)
    return translate_field(walker, word, text, before)


def _stray(walker: Walker, word: Word) -> bool:
    text = str(word)
    if text == ";":
        if walker.within()[0] == "LPAR":
            return walker.replace(word, "COMMA", ",", "arguments are separated by commas")
        walker.semicolons.append(word)
        following = walker.at(1)
        if following is not None:
            # Whoever ends things so begins the next one anywhere in a line.
            following.first = True
        walker.index += 1
        return True
    if text == "|" and walker.out and walker.is_name(1):
        other = walker.at(1)
        assert other is not None
        place = Place(word.place.source, word.place.start, other.place.end)
        walker.index += 2
        if str(other) in NOTHING:
            spot = Place(place.source, walker.out[-1].place.end, place.end)
            walker.tell(
                "what may be absent is written with a question mark",
                place,
                "there are no unions",
                f"write `{walker.out[-1]}?`",
                (Edit(spot, "?"),),
            )
            walker.out.append(make_word("QUESTION", "?", place))
        else:
            walker.tell(
                "there are no unions",
                place,
                "a type is one type",
                "use a record with an optional field for each",
            )
        return True
    return False
