"""Commands and responses that are written otherwise."""

from __future__ import annotations

from ampgen.findings import Edit
from ampgen.parsing.habits.spelling import read_type
from ampgen.parsing.habits.spelt import is_foreign
from ampgen.parsing.habits.walking import NOTHING, Walker
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.text import Place

_LEADING = frozenset(
    {"async", "stream", "pub", "public", "private", "static", "abstract", "export"}
)
_EVENTS = frozenset({"notification", "notify", "event", "signal", "cast"})
_COMMANDS = frozenset({"rpc", "def", "fn", "func", "fun", "function", "method", "call"})


def translate_arrow(walker: Walker, word: Word) -> bool:
    """Translate ``-> int`` and ``-> void``."""
    after = walker.at(1)
    if after is None or after.first or after.type == "LPAR" or walker.kind(2) == "COLON":
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
    return _answer(walker, word, 1)


def _answer(walker: Walker, word: Word, ahead: int) -> bool:
    """Put a response that is a bare type into brackets."""
    spelt = read_type(walker, ahead)
    if spelt is None:
        return False
    place = walker.place(ahead, spelt.end)
    if str(walker.at(ahead)) in NOTHING:
        whole = Place(place.source, word.place.start, place.end)
        walker.tell(
            "a command without a response has no `->`",
            place,
            "no response",
            "take it out",
            (Edit(whole, ""),),
        )
        walker.index += spelt.end
        return True
    told = f" and {spelt.told}" if spelt.told and spelt.text != "…" else ""
    if spelt.text == "…":
        told = f"; {spelt.advice or f'write {spelt.told}'}"
    walker.tell(
        "a response is a list of named fields",
        place,
        "a type without a name",
        f"write `-> (result: {spelt.text})`, with a name that says more{told}",
    )
    walker.leave(place)
    spot = Place(place.source, place.end, place.end)
    kept = [make_word("NAME", "", one.place) if is_foreign(one) else one for one in spelt.words]
    walker.words[walker.index : walker.index + spelt.end] = [
        make_word("_ARROW", "->", word.place),
        make_word("LPAR", "(", place),
        make_word("NAME", "result", place),
        make_word("COLON", ":", place),
        *kept,
        make_word("RPAR", ")", spot),
    ]
    walker.copy(walker.words[walker.index])
    walker.index += 1
    return True


def translate_role(walker: Walker, word: Word) -> bool:
    """Translate ``server: Users`` and ``server serves Users``."""
    if walker.within() != ("LBRACE", "PROTOCOL") or not walker.out or not walker.is_name(1):
        return False
    role = walker.out[-1]
    if word.type == "COLON":
        if not is_name(role) or walker.kind(2) == "ANSWERS":
            return False
    elif (
        word.first
        or word.type != "NAME"
        or not role.first
        or not is_name(role)
        or walker.at(1) is None
        or walker.words[walker.index + 1].first
    ):
        return False
    spot = Place(word.place.source, role.place.end, word.place.end)
    walker.tell(
        "what a role answers follows `answers`",
        word.place,
        "not here" if word.type == "COLON" else "not a word of this language",
        f"write `{role} answers {walker.at(1)}`",
        (Edit(spot, " answers"),),
    )
    walker.copy(make_word("ANSWERS", "answers", word.place))
    walker.index += 1
    return True


def translate_late_oneway(walker: Walker, word: Word) -> bool:
    """Translate ``command oneway Name(…)``."""
    oneway = walker.at(1)
    if oneway is None or oneway.type != "ONEWAY" or not walker.is_name(2):
        return False
    place = Place(word.place.source, word.place.start, oneway.place.end)
    walker.tell(
        "`oneway` stands before `command`",
        place,
        "the other way round",
        "write `oneway command`",
        (Edit(place, "oneway command"),),
    )
    word.type, oneway.type = "ONEWAY", "COMMAND"
    return False


def _begins_with_a_type(walker: Walker, word: Word) -> bool:
    """Translate ``User find(…)`` and ``oneway void tell(…)``."""
    before = walker.out[-1].type if walker.out else ""
    if not word.first and before != "ONEWAY" or before == "COMMAND" or str(word) in _LEADING:
        return False
    spelt = read_type(walker, 0)
    end = spelt.end if spelt is not None else 0
    name = walker.at(end)
    if spelt is None or name is None or not is_name(name) or name.first:
        return False
    if walker.kind(end + 1) != "LPAR":
        return False
    place = walker.place(0, end)
    behind = "" if str(word) in NOTHING else f" -> (result: {spelt.text})"
    walker.tell(
        "a command begins with `command`, and its response follows `->`",
        place,
        "no response" if not behind else "a response here",
        f"write `command {name}(…){behind}`"
        + (f", with {spelt.told}" if spelt.told and behind else ""),
    )
    command = make_word("COMMAND", "command", place, word.first)
    command.doc = word.doc
    walker.copy(command)
    walker.index += end
    return True


def translate_command(walker: Walker, word: Word, text: str) -> bool:
    """Translate commands that begin with another word, or with none."""
    if word.type != "NAME":
        return False
    if text == "async" and (walker.kind(1) == "COMMAND" or walker.is_name(2)):
        walker.tell("every command is asynchronous", word.place, "not needed", "take it out")
        walker.index += 1
        return True
    if text in _EVENTS and walker.is_name(1) and walker.kind(2) == "LPAR":
        walker.tell(
            "a command that nobody answers is a `oneway command`",
            word.place,
            "not a word of this language",
            "write `oneway command`",
            (Edit(word.place, "oneway command"),),
        )
        walker.out.append(make_word("ONEWAY", "oneway", word.place, word.first))
        walker.out[-1].doc = word.doc
        walker.copy(make_word("COMMAND", "command", word.place))
        walker.index += 1
        return True
    if text in _COMMANDS and walker.is_name(1) and walker.kind(2) == "LPAR":
        return walker.replace(word, "COMMAND", "command", "a command begins with `command`")
    if _begins_with_a_type(walker, word):
        return True
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
