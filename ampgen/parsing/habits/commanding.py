"""Commands and responses that are written otherwise."""

from __future__ import annotations

from ampgen.findings import Edit
from ampgen.parsing.habits.walking import NOTHING, Walker
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.text import Place

_COMMANDS = frozenset({"rpc", "def", "fn", "func", "fun", "function", "method", "call"})


def translate_arrow(walker: Walker, word: Word) -> bool:
    """Translate ``-> int`` and ``-> void``."""
    after = walker.at(1)
    if after is None or after.first or not is_name(after) or walker.kind(2) == "COLON":
        return False
    return _answer(walker, word, 1)


def translate_colon(walker: Walker, word: Word) -> bool:
    """Translate a response after a colon: ``Get(): int``."""
    if walker.within() != ("LBRACE", "INTERFACE") or not walker.out:
        return False
    if walker.out[-1].type != "RPAR":
        return False
    if walker.kind(1) == "LPAR":
        return walker.replace(word, "_ARROW", "->", "a response follows `->`")
    return walker.is_name(1) and _answer(walker, word, 1)


def _answer(walker: Walker, word: Word, ahead: int) -> bool:
    """Put a response that is a bare type into brackets."""
    first = walker.at(ahead)
    end = walker.type_end(ahead)
    last = walker.at(end - 1)
    assert first is not None and last is not None
    place = Place(word.place.source, first.place.start, last.place.end)
    if str(first) in NOTHING:
        whole = Place(place.source, word.place.start, place.end)
        walker.tell(
            "a command without a response has no `->`",
            place,
            "no response",
            "take it out",
            (Edit(whole, ""),),
        )
        walker.index += end
        return True
    text = " ".join(place.source.text[place.start : place.end].split())
    walker.tell(
        "a response is a list of named fields",
        place,
        "a type without a name",
        f"write `-> (result: {text})`, with a name that says more",
    )
    spot = Place(place.source, place.end, place.end)
    made = [
        make_word("_ARROW", "->", word.place),
        make_word("LPAR", "(", place),
        make_word("NAME", "result", place),
        make_word("COLON", ":", place),
    ]
    inner = walker.words[walker.index + ahead : walker.index + end]
    walker.words[walker.index : walker.index + end] = [
        *made,
        *inner,
        make_word("RPAR", ")", spot),
    ]
    walker.copy(walker.words[walker.index])
    walker.index += 1
    return True


def translate_command(walker: Walker, word: Word, text: str) -> bool:
    """Translate commands that begin with another word, or with none."""
    if word.type != "NAME":
        return False
    if text == "async" and (walker.kind(1) == "COMMAND" or walker.is_name(2)):
        walker.tell("every command is asynchronous", word.place, "not needed", "take it out")
        walker.index += 1
        return True
    if text in _COMMANDS and walker.is_name(1) and walker.kind(2) == "LPAR":
        return walker.replace(word, "COMMAND", "command", "a command begins with `command`")
    if word.first and walker.kind(1) == "LPAR" and walker.out[-1].type not in ("AT", "COMMAND"):
        spot = Place(word.place.source, word.place.start, word.place.start)
        walker.tell(
            "a command begins with `command`",
            word.place,
            "not a command yet",
            f"write `command {text}(…)`",
            (Edit(spot, "command "),),
        )
        walker.out.append(make_word("COMMAND", "command", spot, True))
        walker.copy(word)
        walker.index += 1
        return True
    return False
