"""Fields and members that are written otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen.builtins import SCALARS
from ampgen.findings import Edit
from ampgen.parsing.habits.walking import Walker
from ampgen.parsing.readying import begins_command
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.suggesting import only_name, same_in_this_language
from ampgen.text import Place

_LABELS = frozenset({"optional", "required", "repeated", "readonly", "const", "final"})
_LABELS_OF_TYPES = _LABELS | {"nullable", "unsigned", "signed", "mut"}
_TYPES = frozenset(SCALARS) | frozenset(
    "list map big string String Unicode Integer Boolean integer boolean double number uint8 "
    "uint16 uint32 uint64 int8 int16 int32 int64 long short byte char text dict array".split()
)


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
            depth += {"LSQB": 1, "LPAR": 1, "LBRACE": 1}.get(inner.type, 0)
            depth -= {"RSQB": 1, "RPAR": 1, "RBRACE": 1}.get(inner.type, 0)
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


def translate_label(walker: Walker, word: Word) -> bool:
    """Leave out words like ``optional`` before a type."""
    label, type = walker.at(1), walker.at(2)
    if label is None or type is None or not is_name(type) or type.first or label.first:
        return False
    if str(label) not in _LABELS_OF_TYPES or walker.kind(3) == "COLON":
        return False
    bracket, owner = walker.within()
    if (bracket, owner) != ("LBRACE", "RECORD") and bracket != "LPAR":
        return False
    end = walker.type_end(2)
    last = walker.words[walker.index + end - 1].place
    written = last.source.text[type.place.start : last.end]
    whole = Place(word.place.source, label.place.start, last.end)
    wanted = _with_label(str(label), written)
    walker.tell(
        f"there is no `{label}` here",
        label.place,
        "not a word of this language",
        f"write `{wanted}`",
        (Edit(whole, wanted),),
    )
    if wanted.endswith("?") and walker.kind(end - 1) != "QUESTION":
        walker.words.insert(walker.index + end, make_word("QUESTION", "?", label.place))
    del walker.words[walker.index + 1]
    walker.length -= 1
    return False


def _with_label(label: str, type: str) -> str:
    """Return the type that a type is with a word like ``optional`` before it."""
    if label in ("optional", "nullable"):
        return type.removesuffix("?") + "?"
    return f"list[{type}]" if label == "repeated" else type


def _leave_out_label(walker: Walker, word: Word, text: str) -> bool:
    help = {
        "optional": "write the type with a question mark: `str?`",
        "repeated": "write the type as `list[…]`",
    }.get(text, "take it out")
    walker.tell(f"there is no `{text}` here", word.place, "not a word of this language", help)
    following = walker.at(1)
    assert following is not None
    following.first = following.first or word.first
    walker.index += 1
    return True


def _joined(type: Sequence[Word]) -> str:
    """Return the words of a type as one text, and those of other languages in this one's."""
    if len(type) == 1:
        return str(type[0])
    texts: list[str] = []
    for one in type:
        name = only_name(same_in_this_language(one) or "")
        texts.append(", " if one.type == "COMMA" else name or str(one))
    return "".join(texts)


def _translate_untyped(walker: Walker, word: Word, text: str) -> bool:
    """Translate ``name = str`` in a record, and a type without a name among arguments."""
    if walker.within() == ("LBRACE", "RECORD"):
        sign, type = walker.at(1), walker.at(2)
        if sign is None or type is None or sign.type != "EQUAL" or not is_name(type) or type.first:
            return False
        place = Place(sign.place.source, word.place.end, sign.place.end)
        walker.tell(
            "the type of a field follows `:`",
            sign.place,
            "not here",
            f"write `{text}: {type}`",
            (Edit(place, ":"),),
        )
        walker.words[walker.index + 1] = make_word("COLON", ":", sign.place)
        return False
    end = walker.type_end(0)
    if walker.kind(end) not in ("COMMA", "RPAR") or not walker.in_fields():
        return False
    if text not in _TYPES and not text[:1].isupper() and end == 1:
        return False
    last = walker.words[walker.index + end - 1].place
    written = word.place.source.text[word.place.start : last.end]
    same = same_in_this_language(text)
    better = only_name(same) if same is not None else written
    walker.tell(
        "a field is its name, and then its type",
        Place(word.place.source, word.place.start, last.end),
        "a type without a name",
        f"write `value: {better or '…'}`, with a name that says more",
    )
    kept = walker.words[walker.index : walker.index + end]
    if same is not None:
        kept = [make_word("NAME", "", word.place)]
    # Without a text it is a name that is told about nowhere.
    name = make_word("NAME", "", word.place, word.first)
    walker.words[walker.index : walker.index + end] = [
        name,
        make_word("COLON", ":", word.place),
        *kept,
    ]
    walker.copy(name)
    walker.index += 1
    return True


def translate_field(walker: Walker, word: Word, text: str, before: str) -> bool:
    """Translate ``int name``, and words like ``optional`` before a field."""
    bracket, owner = walker.within()
    if bracket == "LBRACE" and owner == "RECORD":
        begins = word.first or before == "LBRACE"
    else:
        begins = bracket == "LPAR" and before in ("LPAR", "COMMA")
    if not begins:
        return False
    if _translate_untyped(walker, word, text):
        return True
    ahead = 0
    if text in _LABELS and walker.is_name(1) and walker.kind(2) in ("COLON", "NAME", "LSQB"):
        ahead = walker.type_end(1)
        if not walker.is_name(ahead) or walker.words[walker.index + ahead].first:
            # The name comes next, and then its type, as it should be.
            return _leave_out_label(walker, word, text)
    end = walker.type_end(1 if ahead else 0)
    name = walker.at(end)
    if name is None or not is_name(name) or name.first:
        return False
    if not ahead:
        is_type = text in _TYPES or same_in_this_language(text) is not None
        if not is_type and not (text[:1].isupper() and str(name)[:1].islower()):
            return False
        if str(name) in SCALARS and text not in SCALARS:
            return False
    after = walker.at(end + 1)
    if (
        after is not None
        and not after.first
        and after.type not in ("COMMA", "RPAR", "EQUAL", "RBRACE", "STRAY", "JOIN")
    ):
        return False
    first = walker.words[walker.index].place
    kept = walker.words[walker.index + (1 if ahead else 0) : walker.index + end]
    written = _joined(kept)
    same = same_in_this_language(written)
    told = f", with {same}" if same is not None and only_name(same) is None else ""
    if same is not None:
        # The type is another language's too: that is told here, and not once more later.
        kept = [make_word("NAME", "", first)]
        written = only_name(same) or "…"
    wanted = _with_label(text, written) if ahead else written
    whole = Place(first.source, first.start, name.place.end)
    walker.tell(
        "a field is its name, and then its type",
        whole,
        "the other way round",
        f"write `{name}: {wanted}`" + told,
        () if told else (Edit(whole, f"{name}: {wanted}"),),
    )
    drop = end + 1
    if (
        walker.kind(end + 1) == "EQUAL"
        and walker.kind(end + 2) == "NUMBER"
        and (str(walker.at(end + 3)) == ";")
    ):
        drop += 2
    name.first = word.first
    colon = make_word("COLON", ":", name.place)
    walker.words[walker.index : walker.index + drop] = [name, colon, *kept]
    for _ in range(2):
        walker.copy(walker.words[walker.index])
        walker.index += 1
    return True
