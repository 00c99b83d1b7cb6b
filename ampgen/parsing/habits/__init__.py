"""What people write who come from another language: told in one finding, and understood."""

from __future__ import annotations

from ampgen.findings import Edit, Finding
from ampgen.frozen import dataclass
from ampgen.parsing.habits.bracketing import (
    translate_braces,
    translate_bracketed_names,
    translate_call,
)
from ampgen.parsing.habits.commanding import (
    translate_arrow,
    translate_colon,
    translate_command,
    translate_late_oneway,
    translate_role,
)
from ampgen.parsing.habits.fielding import translate_field
from ampgen.parsing.habits.heading import translate_heading, translate_import
from ampgen.parsing.habits.listing import translate_comma, translate_number
from ampgen.parsing.habits.nesting import translate_docstring, translate_nested
from ampgen.parsing.habits.typing import translate_generic, translate_question, translate_type
from ampgen.parsing.habits.walking import Walker
from ampgen.parsing.readying import begins_command, begins_declaration
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.text import Place

_RAISES = frozenset({"throws", "throw", "raise", "errors"})


@dataclass(frozen=True, slots=True)
class Translated:
    """Words as this language has them.

    ``lost`` are names that were left out, and ``left`` where it begins and ends what is not to be
    looked at.
    """

    words: list[Word]
    findings: list[Finding]
    lost: frozenset[str]
    left: tuple[tuple[int, int], ...]


def translate(words: list[Word]) -> Translated:
    """Tell about words of other languages, and return what stands for them in this one."""
    walker = Walker(list(words))
    _translate_all(walker)
    return Translated(walker.out, walker.findings, frozenset(walker.lost), tuple(walker.left))


def _translate_all(walker: Walker) -> None:
    while walker.index < len(walker.words):
        if walker.full:
            # Nobody reads more, and in what follows everything may be wrong.
            walker.out += walker.words[walker.index :]
            break
        word = walker.words[walker.index]
        if word.first and walker.open and translate_nested(walker, word):
            continue
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
    if walker.numbers:
        first, colon = walker.numbers[0]
        walker.tell(
            "fields have no numbers",
            Place(first.place.source, first.place.start, colon.place.end),
            "not needed",
            "take it out" if len(walker.numbers) == 1 else "take them all out",
            tuple(
                Edit(Place(one.place.source, one.place.start, end.place.end), "")
                for one, end in walker.numbers
            ),
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
        return translate_braces(walker, word)
    if kind == "IMPORT":
        return translate_import(walker, word)
    if kind == "COLON":
        return (
            translate_colon(walker, word)
            or translate_role(walker, word)
            or (walker.in_field() and translate_type(walker))
        )
    if kind in ("LPAR", "LSQB") and walker.out and walker.out[-1].type in ("RAISES", "ANSWERS"):
        return translate_bracketed_names(walker, word)
    if kind == "LPAR":
        return translate_call(walker, word)
    if kind == "COMMAND" and translate_late_oneway(walker, word):
        return True
    if kind == "NUMBER":
        return translate_number(walker, word)
    if kind == "STRING":
        return translate_docstring(walker, word)
    if not is_name(word):
        return False
    text = str(word)
    before = walker.out[-1].type if walker.out else ""
    if before == "RPAR" and text == "returns" and walker.kind(1) == "LPAR":
        return walker.replace(word, "_ARROW", "->", "a response follows `->`")
    if (
        before == "RPAR"
        and text in _RAISES
        and (walker.is_name(1) or walker.kind(1) in ("LPAR", "LSQB"))
    ):
        return walker.replace(word, "RAISES", "raises", "what a command raises follows `raises`")
    if not walker.open:
        return word.first and translate_heading(walker, word, text)
    if walker.within() == ("LBRACE", "PROTOCOL"):
        return translate_role(walker, word)
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
    return translate_generic(walker, word)
