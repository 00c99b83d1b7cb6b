"""Types that are written otherwise."""

from __future__ import annotations

from ampgen.findings import Edit
from ampgen.parsing.habits.walking import FAR, Walker
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.suggesting import only_name, same_in_this_language
from ampgen.text import Place


def matching_angles(words: list[Word]) -> dict[int, int]:
    """Return for each angle that opens the index of the one that closes it, if that is near."""
    ends: dict[int, int] = {}
    open: list[int] = []
    for index, word in enumerate(words):
        if word.type in ("LBRACE", "RBRACE", "LPAR", "RPAR"):
            open.clear()
        elif word.type == "STRAY" and str(word) == "<":
            open.append(index)
        elif word.type == "STRAY" and str(word) == ">" and open:
            start = open.pop()
            if index < start + FAR:
                ends[start] = index
    return ends


def translate_angles(walker: Walker, start: int, end: int) -> None:
    """Make square brackets of the angles from one to that which closes it."""
    words = walker.words
    if not start or not is_name(words[start - 1]):
        return
    if start > 1 and words[start - 2].type in ("RECORD", "INTERFACE"):
        return
    angles = [
        index
        for index in range(start, end + 1)
        if words[index].type == "STRAY" and str(words[index]) in ("<", ">")
    ]
    edits: list[Edit] = []
    for index in angles:
        word = words[index]
        kind, text = ("LSQB", "[") if str(word) == "<" else ("RSQB", "]")
        words[index] = make_word(kind, text, word.place)
        edits.append(Edit(word.place, text))
    name = words[start - 1]
    same = same_in_this_language(name)
    walker.tell(
        "types stand in square brackets",
        words[start].place,
        "not a bracket here",
        f"write `{name}[…]`" if same is None else f"write {same}",
        tuple(edits),
    )
    if same is not None:
        # The type is another language's too: that is told here, and not once more later.
        words[start - 1] = make_word("NAME", "", name.place, name.first)


def translate_array(walker: Walker, word: Word) -> bool:
    """Translate ``int[]``."""
    if walker.kind(1) != "RSQB" or len(walker.out) < 2 or walker.out[-2].type != "COLON":
        return False
    element = walker.out[-1]
    if not is_name(element) or str(element) in ("list", "map", "big"):
        return False
    close = walker.at(1)
    assert close is not None
    place = Place(word.place.source, element.place.start, close.place.end)
    same = same_in_this_language(element)
    wanted = f"list[{element if same is None else only_name(same) or '…'}]"
    walker.tell(
        f"a list of `{element}` is written `{wanted}`",
        place,
        "not a type here",
        f"write `{wanted}`" + (f", with {same}" if "…" in wanted else ""),
        () if "…" in wanted else (Edit(place, wanted),),
    )
    if same is not None:
        # The type is another language's too: that is told here, and not once more later.
        element = make_word("NAME", "", element.place)
    walker.out[-1:] = [
        make_word("NAME", "list", place),
        make_word("LSQB", "[", word.place),
        element,
        make_word("RSQB", "]", close.place),
    ]
    walker.index += 2
    return True


def translate_question(walker: Walker, word: Word) -> bool:
    """Translate ``name?: str``."""
    if walker.kind(1) != "COLON" or not walker.out or not is_name(walker.out[-1]):
        return False
    end = walker.type_end(2)
    name = walker.out[-1]
    edits: tuple[Edit, ...] = ()
    if end > 2 and walker.kind(end - 1) != "QUESTION":
        last = walker.at(end - 1)
        assert last is not None
        spot = Place(word.place.source, last.place.end, last.place.end)
        edits = (Edit(word.place, ""), Edit(spot, "?"))
        walker.words.insert(walker.index + end, make_word("QUESTION", "?", spot))
    walker.tell(
        "the question mark of an optional field stands after its type",
        word.place,
        "not here",
        f"write `{name}: {walker.at(2) or 'str'}?`",
        edits,
    )
    walker.index += 1
    return True
