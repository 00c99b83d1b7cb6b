"""Read a type as other languages spell it, and say how this one does."""

from __future__ import annotations

from ampgen.builtins import SCALARS
from ampgen.parsing.habits.spelt import (
    Spelt,
    but,
    is_foreign,
    labelled,
    listed,
    mapped,
    nameless,
    optional,
)
from ampgen.parsing.habits.walking import NOTHING, Walker
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.suggesting import PROMISE, only_name, same_in_this_language

LABELS_OF_TYPES = frozenset(
    "optional required repeated readonly const final nullable unsigned signed mut".split()
)
# Deeper than anybody means it.
_DEEPEST = 16
_RESULTS = frozenset({"Result", "Either"})
_ABSENT = "there are no unions: what may be absent is written with a question mark"


def read_type(walker: Walker, ahead: int) -> Spelt | None:
    """Return the type that begins ahead, in whatever language, or None."""
    patience = walker.patience
    spelt = _read(walker, ahead, 0)
    if spelt is not None:
        # What is understood is not looked at again and again.
        walker.patience = patience
    if spelt is None or not spelt.fact:
        return spelt
    # What is told here about a name is not told once more later.
    words = [make_word("NAME", "", one.place) if is_foreign(one) else one for one in spelt.words]
    return but(spelt, words=words)


def _read(walker: Walker, ahead: int, depth: int) -> Spelt | None:
    walker.patience -= 1
    if depth > _DEEPEST or walker.patience < 0:
        return None
    spelt = _read_one(walker, ahead, depth)
    for _ in range(_DEEPEST):
        if spelt is None:
            break
        longer = _read_behind(walker, spelt, depth)
        if longer is None:
            break
        spelt = longer
    return spelt


def _read_one(walker: Walker, ahead: int, depth: int) -> Spelt | None:
    """Read a type up to what may stand behind it."""
    word = walker.at(ahead)
    if word is None or (word.first and depth):
        return None
    text = str(word)
    if is_name(word):
        return _read_named(walker, word, ahead, depth)
    if word.type == "QUESTION":
        inner = _read(walker, ahead + 1, depth + 1)
        fact = "the question mark of an optional field stands after its type"
        return None if inner is None else optional(inner, fact)
    if word.type == "STRAY" and text in ("&", "*"):
        behind = walker.at(ahead + 1)
        inner = _read(walker, ahead + (2 if str(behind) == "mut" else 1), depth + 1)
        fact = "a type is a value, never a pointer or a reference"
        return None if inner is None else but(inner, fact=fact, sure=False)
    if word.type == "STRING":
        named = make_word("NAME", text[1:-1], word.place)
        if named in SCALARS or is_foreign(named):
            return but(_named(named, ahead + 1), fact="a type is a name, without quotes")
        fact = "a type is a name, never a value"
        advice = "declare an enum with the values, and write its name here"
        return Spelt(ahead + 1, "…", (nameless(word),), fact, "", advice, False)
    if word.type == "LSQB":
        return _read_bracketed(walker, word, ahead, depth)
    if word.type == "LPAR":
        return _read_tuple(walker, word, ahead, depth)
    return _read_braced(walker, word, ahead, depth) if word.type == "LBRACE" else None


def _read_named(walker: Walker, word: Word, ahead: int, depth: int) -> Spelt | None:
    text = str(word)
    after = walker.at(ahead + 1)
    if (
        text in LABELS_OF_TYPES
        and after is not None
        and not after.first
        and (is_name(after) or after.type == "LSQB")
        and walker.kind(ahead + 2) != "COLON"
    ):
        inner = _read(walker, ahead + 1, depth + 1)
        return None if inner is None else labelled(inner, word)
    end = ahead + 1
    while walker.kind(end) == "DOT" and walker.is_name(end + 1):
        end += 2
    path = walker.words[walker.index + ahead : walker.index + end]
    same = same_in_this_language(word) if end == ahead + 1 else None
    after = walker.at(end)
    of = str(after) == "of" and after is not None and not after.first
    if of and (text in ("list", "map") or same == "`list[T]`"):
        inner = _read(walker, end + 1, depth + 1)
        if inner is not None:
            return listed(inner, word, f"a list is written `list[{inner.text}]`")
    opens = str(after)
    if after is None or after.first or opens not in ("[", "<") or walker.kind(end + 1) == "RSQB":
        return _named(word, end) if end == ahead + 1 else Spelt(end, "".join(path), tuple(path))
    if opens == "[" and walker.kind(end + 1) == "NUMBER":
        return Spelt(end, "".join(path), tuple(path))
    return _read_arguments(walker, path, end, depth)


def _named(word: Word, end: int) -> Spelt:
    """Return the type that is a name, of this language or another."""
    same = same_in_this_language(word)
    if same is None:
        return Spelt(end, str(word), (word,))
    named = only_name(same)
    return Spelt(end, named or "…", (word,), "", "" if named else same)


def _read_arguments(walker: Walker, path: list[Word], ahead: int, depth: int) -> Spelt | None:
    """Read what stands in the brackets behind the name of a type."""
    opens = walker.text(ahead)
    closes = "]" if opens == "[" else ">"
    inner: list[Spelt] = []
    end = ahead + 1
    while True:
        one = _read(walker, end, depth + 1)
        if one is None:
            return None
        inner.append(one)
        end = one.end
        if walker.kind(end) != "COMMA":
            break
        end += 1
    last = walker.at(end)
    if last is None or str(last) != closes:
        return None
    end += 1
    name = path[0]
    fact = "types stand in square brackets" if opens == "<" else ""
    value = walker.at(end)
    if str(name) == "map" and len(inner) == 1 and value is not None:
        # Go's maps have the type of their values behind the brackets.
        beside = value.place.start == last.place.end and value.type != "LSQB"
        held = _read(walker, end, depth + 1) if beside and value.type != "QUESTION" else None
        if held is not None:
            return mapped(
                inner[0],
                held,
                held.end,
                name,
                f"a map is written `map[{inner[0].text}, {held.text}]`",
            )
    same = same_in_this_language(name) if len(path) == 1 else None
    fact = fact or (f"there is no type `{name}`" if same is not None else "")
    if same == "`list[T]`" and len(inner) == 1:
        return listed(inner[0], name, fact, end)
    if same == "`map[K, V]`" and len(inner) == 2:
        return mapped(inner[0], inner[1], end, name, fact)
    if same == "`T?`" and len(inner) == 1:
        return but(optional(inner[0], fact), end=end)
    if same == PROMISE and len(inner) == 1:
        return but(inner[0], end=end, fact=f"every command is asynchronous: there is no `{name}`")
    if same is not None:
        return Spelt(end, "…", (nameless(name),), fact, same, "", False)
    if str(name) in _RESULTS and inner:
        fact = "what goes wrong follows `raises`, and is no part of what is answered"
        return but(inner[0], end=end, fact=fact, sure=False)
    fact = fact or next((one.fact for one in inner if one.fact), "")
    if str(name) in ("List", "Map", "Big", "LIST", "MAP"):
        fact = fact or f"there is no type `{name}`"
    if fact and str(name).lower() not in ("list", "map", "big"):
        advice = next((one.advice for one in inner if one.advice), "")
        if opens == "<" and not advice:
            fact = "no type holds others but `list`, `map` and `big`"
            advice = "declare a record for it, and write its name here"
        if advice:
            return Spelt(end, "…", (nameless(name),), fact, "", advice, False)
    return _held(path, inner, end, fact, last)


def _held(path: list[Word], inner: list[Spelt], end: int, fact: str, last: Word) -> Spelt:
    """Return a type with its arguments, as they are in this language."""
    name = make_word("NAME", path[0].lower(), path[0].place) if fact else path[0]
    words = [name, *path[1:], make_word("LSQB", "[", name.place)]
    for one in inner:
        words += [*one.words, make_word("COMMA", ",", last.place)]
    words[-1] = make_word("RSQB", "]", last.place)
    return Spelt(
        end,
        f"{''.join([name, *path[1:]])}[{', '.join(one.text for one in inner)}]",
        tuple(words),
        fact,
        next((one.told for one in inner if one.told), ""),
        next((one.advice for one in inner if one.advice), ""),
        all(one.sure for one in inner),
    )


def _read_bracketed(walker: Walker, word: Word, ahead: int, depth: int) -> Spelt | None:
    """Read ``[int]``, ``[int; 3]``, ``[]int`` and ``[3]int``."""
    ahead += 1
    ahead += walker.kind(ahead) == "NUMBER"
    within = walker.kind(ahead) != "RSQB"
    inner = _read(walker, ahead if within else ahead + 1, depth + 1)
    if inner is None:
        return None
    end = inner.end
    if within:
        end += 2 * (walker.text(end) == ";" and walker.kind(end + 1) == "NUMBER")
        if walker.kind(end) != "RSQB":
            return None
        end += 1
    made = listed(inner, word, "", end)
    return but(made, fact=f"a list is written `{made.text}`")


def _read_tuple(walker: Walker, word: Word, ahead: int, depth: int) -> Spelt | None:
    """Read ``(int, str)`` and ``(int)``."""
    inner: list[Spelt] = []
    end = ahead + 1
    while (one := _read(walker, end, depth + 1)) is not None:
        inner.append(one)
        end = one.end
        if walker.kind(end) != "COMMA":
            break
        end += 1
    if walker.kind(end) != "RPAR" or not inner:
        return None
    end += 1
    if len(inner) == 1 and walker.kind(end - 2) != "COMMA":
        return but(inner[0], end=end, fact="a type stands in no round brackets")
    advice = "declare a record with a named field for each, and write its name here"
    fact = "there are no tuples: the parts of a value have names"
    return Spelt(end, "…", (nameless(word),), fact, "", advice, False)


def _read_braced(walker: Walker, word: Word, ahead: int, depth: int) -> Spelt | None:
    """Read ``{str: int}`` and ``{name: str, age: int}``."""
    key = walker.at(ahead + 1)
    if key is not None and (str(key) in SCALARS or is_foreign(key)):
        first = _read(walker, ahead + 1, depth + 1)
        if first is None or walker.kind(first.end) != "COLON":
            return None
        held = _read(walker, first.end + 1, depth + 1)
        if held is None or walker.kind(held.end) != "RBRACE":
            return None
        fact = f"a map is written `map[{first.text}, {held.text}]`"
        return mapped(first, held, held.end + 1, word, fact)
    end = walker.closing(ahead)
    if not end or walker.kind(end) != "RBRACE":
        return None
    advice = "declare a record with these fields, and write its name here"
    fact = "fields stand in a record of their own"
    return Spelt(end + 1, "…", (nameless(word),), fact, "", advice, False)


def _read_behind(walker: Walker, spelt: Spelt, depth: int) -> Spelt | None:
    """Read one thing more behind a type: a question mark, brackets, or another type."""
    word = walker.at(spelt.end)
    if word is None or word.first:
        return None
    text, end = str(word), spelt.end + 1
    if word.type == "QUESTION":
        # Behind `name?: type` another type begins.
        return None if walker.kind(end) == "COLON" else but(optional(spelt, ""), end=end)
    if text == "!":
        return but(
            spelt, end=end, fact="a type says with `?` that it is optional, and else nothing"
        )
    if word.type == "LSQB":
        end += walker.kind(end) == "NUMBER"
        if walker.kind(end) != "RSQB":
            return None
        made = listed(spelt, word, "", end + 1)
        if spelt.text.endswith("?"):
            return but(made, fact="what a list holds cannot be absent")
        return but(made, fact=f"a list is written `{made.text}`")
    if text != "|":
        return None
    other = _read_one(walker, end, depth + 1)
    if other is None:
        return None
    if len(other.words) == 1 and str(other.words[0]) in NOTHING:
        return but(optional(spelt, _ABSENT), end=other.end)
    if len(spelt.words) == 1 and str(spelt.words[0]) in NOTHING:
        return optional(other, _ABSENT)
    if spelt.advice and spelt.text == "…":
        return but(spelt, end=other.end)
    advice = "use a record with an optional field for each"
    fact = "there are no unions"
    return Spelt(other.end, "…", (nameless(word),), fact, "", advice, False)
