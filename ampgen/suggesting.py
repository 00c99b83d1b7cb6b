"""What somebody may have meant who wrote a name that there is not."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

_TEXT = "`str` for text or `bytes` for bytes"
_NOTHING = "nothing: without a response there is no `->`, and without a value no field"
PROMISE = "what it yields: every command is asynchronous"
"""What this language writes for a type that is there later, or waited for."""
# What other languages, and AMP itself, call the types of this language.
_SYNONYMS = {
    "string": _TEXT,
    "text": "`str`",
    "unicode": "`str`",
    "varchar": "`str`",
    "char": "`str`",
    "uuid": "`str` or `bytes`",
    "blob": "`bytes`",
    "binary": "`bytes`",
    "bytearray": "`bytes`",
    "bytestring": "`bytes`",
    "buffer": "`bytes`",
    "integer": "`int`",
    "number": "`int`, `float` or `decimal`",
    "long": "`int`",
    "short": "`int`",
    "byte": "`int`, or `bytes` for several",
    "double": "`float`",
    "real": "`float`",
    "boolean": "`bool`",
    "array": "`list[T]`",
    "sequence": "`list[T]`",
    "vector": "`list[T]`",
    "tuple": "a record, or `list[T]`",
    "set": "`list[T]`",
    "listof": "`list[T]`",
    "amplist": "`list[R]` with a record R",
    "dict": "`map[K, V]`",
    "dictionary": "`map[K, V]`",
    "mapping": "`map[K, V]`",
    "hashmap": "`map[K, V]`",
    "object": "a record, or `json`",
    "any": "`json`",
    "optional": "`T?`",
    "union": "a record with optional fields",
    "date": "`datetime`",
    "time": "`datetime`",
    "timestamp": "`datetime`",
    "filepath": "`path`",
    "file": "`path` or `fd`",
    "descriptor": "`fd`",
    "filedescriptor": "`fd`",
    "socket": "`fd`",
    "bigstring": "`big[bytes]`",
    "none": _NOTHING,
    "void": _NOTHING,
    "null": _NOTHING,
    "option": "`T?`",
    "maybe": "`T?`",
    "vec": "`list[T]`",
    "promise": PROMISE,
    "future": PROMISE,
    "awaitable": PROMISE,
    "coroutine": PROMISE,
    "deferred": PROMISE,
    **{f"{sign}int{bits}": "`int`" for sign in ("u", "") for bits in (8, 16, 32, 64)},
    **{f"{sign}{bits}": "`int`" for sign in "ui" for bits in (8, 16, 32, 64, 128, "size")},
    **{f"{name}{bits}": "`float`" for name in ("f", "float") for bits in (32, 64)},
}
_AMP_STRING = "`bytes`: AMP calls it String; text is `str`"
# Comparing with more names than these would take long in a long file.
_MANY = 200
# The letters of a name that are looked at, and how many likely names are compared closely.
_LONG = 60
_FEW = 5
_ALIKE = 0.7
# How many names are compared with the same ones. Nobody makes so many mistakes, but on purpose.
_ENOUGH = 100
_ARGUMENTS_OF_AMP = {"String": _AMP_STRING, "Argument": "a type of your own: `type T = python …`"}


def same_in_this_language(name: str) -> str | None:
    """Return what this language writes for a type of another language, or None."""
    return _ARGUMENTS_OF_AMP.get(name) or _SYNONYMS.get(name.lower().removesuffix("_t"))


def only_name(same: str) -> str | None:
    """Return the one type that advice of `same_in_this_language` names, None if it names more."""
    name = same.strip("`")
    return name if name.isidentifier() else None


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that looks most like a name, or None."""
    return Names(known).nearest(name)


class Names:
    """Known names, laid out so that many others can be compared with them."""

    def __init__(self, known: Iterable[str]) -> None:
        self._all = tuple(known)
        self._folded: dict[str, str] = {}
        self._initials: dict[str, list[str]] = {}
        for one in self._all:
            self._folded.setdefault(one.lower(), one)
            self._initials.setdefault(one[:1].lower(), []).append(one)
        self._guessed: dict[str, str | None] = {}

    def nearest(self, name: str) -> str | None:
        """Return the known name that looks most like a name, or None."""
        if name.lower() in self._folded:
            return self._folded[name.lower()]
        if name not in self._guessed:
            if len(self._guessed) == _ENOUGH:
                return None
            self._guessed[name] = self._nearest(name)
        return self._guessed[name]

    def _nearest(self, name: str) -> str | None:
        many = len(self._all) > _MANY
        some = self._initials.get(name[:1].lower(), ()) if many else self._all
        alike = (one for one in some if abs(len(one) - len(name)) <= 4)
        names = list(islice(alike, _MANY))
        if close := _closest(name, names):
            return close
        folded = {one.lower(): one for one in reversed(names)}
        return folded.get(_closest(name.lower(), folded))


def _closest(name: str, names: Iterable[str]) -> str:
    """Return the name that is most like a name, or nothing where none is much like it."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher()
    matcher.set_seq2(name[:_LONG])
    likely: list[tuple[float, str]] = []
    for one in names:
        matcher.set_seq1(one[:_LONG])
        if matcher.real_quick_ratio() >= _ALIKE and (most := matcher.quick_ratio()) >= _ALIKE:
            likely.append((most, one))
    best = (0.0, "")
    # A name of a hundred letters takes a millisecond, and somebody may have chosen them so.
    for most, one in sorted(likely, reverse=True)[:_FEW]:
        matcher.set_seq1(one[:_LONG])
        if most >= best[0]:
            best = max(best, (matcher.ratio(), one))
    return best[1] if best[0] >= _ALIKE else ""
