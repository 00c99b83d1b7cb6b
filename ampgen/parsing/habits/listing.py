"""What other languages put between fields and members, before them and behind them."""

from __future__ import annotations

from ampgen.findings import Edit
from ampgen.parsing.habits.walking import Walker
from ampgen.parsing.readying import begins_command
from ampgen.parsing.words import Word


def translate_comma(walker: Walker, word: Word) -> bool:
    """Leave out commas between members, between fields and between roles."""
    bracket, owner = walker.within()
    what = ""
    if (bracket, owner) == ("LBRACE", "PROTOCOL") and walker.kind(2) == "ANSWERS":
        what = "roles" if walker.is_name(1) else ""
    elif (bracket, owner) == ("LBRACE", "INTERFACE"):
        after = walker.at(1)
        if after is not None and (
            after.type == "RBRACE"
            or (after.first and after.type == "ONEWAY" and walker.is_name(2))
            or begins_command(walker.words, walker.index + 1)
            or (after.type == "COMMAND" and walker.is_name(2) and walker.kind(3) == "LPAR")
        ):
            what = "commands"
    if what:
        walker.tell(
            f"no commas stand between {what}",
            word.place,
            "not needed",
            "take it out: a new line, or a space, is enough",
            (Edit(word.place, ""),),
        )
        walker.index += 1
        return True
    if bracket != "LBRACE" or owner not in ("ENUM", "RECORD"):
        return False
    if not walker.commas_told:
        walker.commas_told = True
        what = "members" if owner == "ENUM" else "fields"
        depth, ahead, edits = 0, 0, list[Edit]()
        while (inner := walker.at(ahead)) is not None and depth >= 0:
            if inner.type == "COMMA" and not depth:
                follows = walker.at(ahead + 1)
                apart = follows is None or follows.place.start > inner.place.end
                edits.append(Edit(inner.place, "" if apart else " "))
            depth += inner.type in ("LSQB", "LPAR", "LBRACE") or str(inner) == "<"
            depth -= inner.type in ("RSQB", "RPAR", "RBRACE") or str(inner) == ">"
            ahead += 1
        walker.tell(
            f"no commas stand between {what}",
            word.place,
            "not needed",
            "take it out: a new line, or a space, is enough",
            tuple(edits),
        )
    walker.index += 1
    return True


def translate_number(walker: Walker, word: Word) -> bool:
    """Leave out the number before a field: ``1: name``."""
    colon = walker.at(1)
    bracket, owner = walker.within()
    before = walker.out[-1].type if walker.out else ""
    begins = word.first or before in ("LBRACE", "LPAR", "COMMA")
    if colon is None or colon.type != "COLON" or not begins or not walker.is_name(2):
        return False
    if (bracket, owner) != ("LBRACE", "RECORD") and bracket != "LPAR":
        return False
    walker.numbers.append((word, colon))
    walker.words[walker.index + 2].first |= word.first
    walker.index += 2
    return True


def translate_numbers_reserved(walker: Walker, word: Word, text: str) -> bool:
    """Leave out ``reserved 4, 5 to 7``."""
    if text != "reserved" or walker.kind(1) != "NUMBER":
        return False
    return walker.drop_line(
        word,
        "names are reserved, and never numbers",
        "take it out, or reserve the names of the fields that were removed",
    )


def translate_semicolon(walker: Walker, word: Word) -> bool:
    """Leave out semicolons, and put commas in place of those between arguments."""
    if str(word) != ";":
        return False
    if walker.within()[0] == "LPAR":
        return walker.replace(word, "COMMA", ",", "arguments are separated by commas")
    walker.semicolons.append(word)
    following = walker.at(1)
    if following is not None:
        # Whoever ends things so begins the next one anywhere in a line.
        following.first = True
    walker.index += 1
    return True
