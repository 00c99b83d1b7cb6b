"""What people write who come from another language: told in one finding, and understood."""

from __future__ import annotations

from collections.abc import Callable

from ampgen.findings import Edit, Finding
from ampgen.frozen import dataclass
from ampgen.parsing.habits.bracketing import (
    translate_braces,
    translate_bracketed_names,
    translate_call,
)
from ampgen.parsing.habits.calling import (
    leave_out_body,
    leave_out_self,
    translate_and,
    translate_arrowlike,
    translate_name,
)
from ampgen.parsing.habits.commanding import (
    translate_arrow,
    translate_colon,
    translate_command,
    translate_late_oneway,
    translate_raising,
)
from ampgen.parsing.habits.declaring import leave_out_modifier
from ampgen.parsing.habits.enumerating import translate_member
from ampgen.parsing.habits.fielding import translate_field, translate_quoted
from ampgen.parsing.habits.heading import translate_heading
from ampgen.parsing.habits.importing import translate_import
from ampgen.parsing.habits.listing import (
    translate_comma,
    translate_number,
    translate_numbers_reserved,
    translate_semicolon,
)
from ampgen.parsing.habits.nesting import translate_docstring, translate_nested
from ampgen.parsing.habits.answering import translate_role, translate_role_in_brackets
from ampgen.parsing.habits.trailing import (
    leave_out_group,
    leave_out_number,
    leave_out_options,
    leave_out_ordinal,
    leave_out_tag,
    translate_behind,
    translate_comment,
)
from ampgen.parsing.habits.typing import translate_generic, translate_question, translate_type
from ampgen.parsing.habits.walking import Walker
from ampgen.parsing.readying import begins_command, begins_declaration
from ampgen.parsing.words import Word, is_name
from ampgen.text import Place

# Who is asked about a word of a kind, or a word that is of no kind here, one after the other, until somebody knows it.
_ASKED: dict[str, tuple[Callable[[Walker, Word], bool], ...]] = {
    "STRAY": (translate_arrowlike,),
    ";": (translate_semicolon,),
    "|": (translate_member, translate_and, translate_arrowlike),
    "&": (leave_out_self, translate_and),
    "+": (translate_and,),
    "`": (leave_out_tag,),
    "-": (translate_comment, translate_arrowlike),
    "<": (translate_generic,),
    "COMMA": (translate_comma,),
    "QUESTION": (translate_question,),
    "_ARROW": (translate_arrow,),
    "EQUAL": (translate_member, translate_arrowlike, translate_braces),
    "IMPORT": (translate_import,),
    "COLON": (
        translate_member,
        leave_out_body,
        translate_colon,
        translate_role,
        translate_type,
    ),
    "LPAR": (
        translate_member,
        translate_bracketed_names,
        translate_role_in_brackets,
        translate_call,
    ),
    "LSQB": (translate_bracketed_names, translate_role_in_brackets, leave_out_options),
    "LBRACE": (translate_member, leave_out_body, translate_role_in_brackets),
    "AT": (leave_out_number,),
    "NUMBER": (translate_member, translate_number),
    "STRING": (translate_docstring, translate_member, translate_quoted),
}


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
            # It may be another one by now.
            walker.copy(walker.words[walker.index])
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
    asked = _ASKED.get(word.type)
    if word.type == "STRAY":
        asked = _ASKED.get(str(word), asked)
    if asked is not None:
        for translate in asked:
            if translate(walker, word):
                return True
        return False
    if not is_name(word):
        return False
    if word.type == "COMMAND" and translate_late_oneway(walker, word):
        return True
    text = str(word)
    after = walker.kind(1)
    if after == "AT":
        leave_out_ordinal(walker)
    if not walker.open:
        if translate_and(walker, word):
            return True
        return word.first and translate_heading(walker, word, text)
    if walker.within() == ("LBRACE", "PROTOCOL"):
        return translate_and(walker, word) or translate_role(walker, word)
    if walker.within() == ("LBRACE", "INTERFACE"):
        if walker.out[-1].type == "COMMAND":
            return translate_name(walker, word)
        return (
            translate_raising(walker, word, text)
            or translate_and(walker, word)
            or (word.first and leave_out_modifier(walker, word, text))
            or translate_command(walker, word, text)
        )
    if not walker.in_field():
        return False
    before = walker.out[-1].type
    if before == "LPAR":
        return leave_out_self(walker, word) or translate_field(walker, word, text, before)
    if after == "NUMBER" and translate_numbers_reserved(walker, word, text):
        return True
    if walker.within()[0] == "LBRACE" and leave_out_group(walker, word, text):
        return True
    return translate_behind(walker, word, text) or translate_field(walker, word, text, before)
