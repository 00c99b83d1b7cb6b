"""Commands and responses that are written otherwise."""

from __future__ import annotations

from ampgen.findings import Edit
from ampgen.parsing.habits.calling import translate_bare_fields
from ampgen.parsing.habits.declaring import misspelt
from ampgen.parsing.habits.fielding import MODIFIERS, is_type
from ampgen.parsing.habits.spelling import read_type
from ampgen.parsing.habits.spelt import is_foreign
from ampgen.parsing.habits.walking import NOTHING, Walker
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.suggesting import nearest
from ampgen.text import Place

_LEADING = MODIFIERS | {"async", "stream"}
_RETURNS = frozenset({"returns", "return", "yields", "gives"})
_RAISES = frozenset({"throws", "throw", "raise", "errors"})
_EVENTS = frozenset({"notification", "notify", "event", "signal", "cast"})
_COMMANDS = frozenset({"rpc", "def", "fn", "func", "fun", "function", "method", "call"})


def translate_arrow(walker: Walker, word: Word) -> bool:
    """Translate ``-> int`` and ``-> void``."""
    after = walker.at(1)
    if after is None or after.first or after.type == "LPAR":
        return False
    if walker.kind(2) == "COLON" and read_type(walker, 3) is not None:
        return translate_bare_fields(walker, word)
    return _answer(walker, word, 1)


def translate_colon(walker: Walker, word: Word) -> bool:
    """Translate a response after a colon: ``Get(): int``."""
    if walker.within() != ("LBRACE", "INTERFACE") or not walker.out:
        return False
    before = walker.out[-1]
    if before.type == "NAME" and before.first:
        if walker.kind(1) == "LPAR":
            return _put_command(walker, word, before)
        return _put_answer(walker, before)
    if before.type != "RPAR":
        return False
    if walker.kind(1) == "LPAR":
        return walker.replace(word, "_ARROW", "->", "a response follows `->`")
    return _answer(walker, word, 1)


def _put_command(walker: Walker, word: Word, name: Word) -> bool:
    """Translate ``get: (id: int) => int``, behind its name."""
    spot = Place(word.place.source, name.place.start, word.place.end)
    walker.tell(
        "a command begins with `command`",
        name.place,
        "not a command yet",
        f"write `command {name}(…)`",
        (Edit(spot, f"command {name}"),),
    )
    walker.out[-1] = make_word("COMMAND", "command", name.place, True)
    walker.out[-1].doc, name.doc = name.doc, None
    walker.out.append(name)
    walker.index += 1
    return True


def _put_answer(walker: Walker, name: Word) -> bool:
    """Translate ``users: [User]``, behind its name."""
    spelt = read_type(walker, 1)
    if spelt is None:
        return False
    place = Place(name.place.source, name.place.start, walker.place(0, spelt.end).end)
    told = f", with {spelt.told}" if spelt.told and spelt.text != "…" else ""
    walker.tell(
        "an interface holds commands, and no fields",
        place,
        "not a command yet",
        f"write `command {name}() -> (result: {spelt.text})`{told}",
    )
    walker.leave(place)
    walker.out.pop()
    walker.index += spelt.end
    return True


def _answer(walker: Walker, word: Word, ahead: int) -> bool:
    """Put a response that is a bare type into brackets."""
    spelt = read_type(walker, ahead)
    if spelt is None:
        return False
    place = walker.place(ahead, spelt.end)
    if walker.text(ahead) in NOTHING:
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
    walker.put(
        0,
        spelt.end,
        [
            make_word("_ARROW", "->", word.place),
            make_word("LPAR", "(", place),
            make_word("NAME", "result", place),
            make_word("COLON", ":", place),
            *kept,
            make_word("RPAR", ")", spot),
        ],
    )
    walker.copy(walker.words[walker.index])
    walker.index += 1
    return True


def translate_raising(walker: Walker, word: Word, text: str) -> bool:
    """Translate ``returns`` and ``throws`` behind the brackets of a command."""
    after = walker.at(1)
    if walker.out[-1].type != "RPAR" or word.type != "NAME" or after is None:
        return False
    ends = after.first or after.type in ("RBRACE", "RAISES") or str(after) in ("<", "?", "[", ";")
    if not word.first and ends and (is_type(word) or text[:1].isupper()):
        return _answer(walker, word, 0)
    if after.first:
        return False
    if text in _RETURNS:
        if after.type == "LPAR":
            return walker.replace(word, "_ARROW", "->", "a response follows `->`")
        return _answer(walker, word, 1)
    if after.type not in ("LPAR", "LSQB") and not is_name(after):
        return False
    if text in _RAISES:
        return walker.replace(word, "RAISES", "raises", "what a command raises follows `raises`")
    if word.first or nearest(text, ("raises",)) is None:
        return False
    return misspelt(walker, word, "raises")


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


def _is_oneway(walker: Walker) -> bool:
    return walker.kind(1) == "COMMAND" or (walker.is_name(1) and walker.kind(2) == "LPAR")


def translate_command(walker: Walker, word: Word, text: str) -> bool:
    """Translate commands that begin with another word, or with none."""
    if word.type != "NAME":
        return False
    if text.lower().replace("_", "") == "oneway" and _is_oneway(walker):
        # A dash in it was told about as if it were one in a name.
        walker.leave(word.place)
        return walker.replace(word, "ONEWAY", "oneway", "nobody answers a `oneway command`")
    if text == "async" and (walker.kind(1) == "COMMAND" or walker.is_name(2)):
        following = walker.words[walker.index + 1]
        place = Place(word.place.source, word.place.start, following.place.start)
        fact = "every command is asynchronous"
        walker.tell(fact, word.place, "not needed", "take it out", (Edit(place, ""),))
        following.first = following.first or word.first
        following.doc = following.doc or word.doc
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
    begins = word.first or walker.out[-1].type == "LBRACE"
    if begins and walker.is_name(1) and walker.kind(2) == "LPAR" and nearest(text, ("command",)):
        return misspelt(walker, word, "command")
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
