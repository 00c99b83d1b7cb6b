"""A module's text with the parts of a few commands made new."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence

from ampgen.frozen import dataclass

# Where something begins that a module, or a class in it, defines, with its decorators.
_DEFINITION = re.compile(
    r"^(?:@.*\n)*(?!from |import |else:)(?:class |def |if )?(?P<name>[A-Za-z_][\w.]*)",
    re.MULTILINE,
)
_METHOD = re.compile(r"^(?:    @.*\n)*    def (?P<name>\w+)", re.MULTILINE)
# What may stand behind a definition. More of it would begin with blanks or with a bracket.
_END = re.compile(r"\n+(?:[A-Za-z_@]|\Z)")
_METHOD_END = re.compile(r"\n(?:\n    (?:def |@)|\n+[A-Za-z_@]|\n*\Z)")
# What is printed in the order of its names for all commands that need it.
_TABLE = re.compile(r"_unpack_\d+")
_NAME = re.compile(r"\w+")
_QUOTES = '"""'


class Unclear(Exception):
    """It cannot be told what the module would look like."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A part of a module that defines a name: a class, a function, a value, a method."""

    name: str
    text: str
    """Without the empty lines behind it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A definition, as it was and as it is to be, and where it stands in the whole module."""

    place: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Patch:
    """The changes of a module. ``words`` are those that its old parts lack: new names, if any."""

    changes: tuple[Change, ...]
    words: frozenset[str]

    def applied(self, whole: str) -> str:
        """Return the whole module with the changes made. The digests stay as they were."""
        parts: list[str] = []
        done = 0
        for change in self.changes:
            parts += [whole[done : change.place], change.new]
            done = change.place + len(change.old)
        return "".join(parts) + whole[done:]


def patch(whole: str, old: str, new: str) -> Patch:
    """Return how two narrow texts of a module differ, as changes of its whole text.

    ``old`` is what was printed for some commands of ``whole``, ``new`` what is printed for them
    now. Raises ``Unclear`` where a change has no place of its own, or is not one alone.
    """
    _compare_shared(whole, old, new)
    definitions, others = _definitions(old), _definitions(new)
    changed = _changed(definitions, others)
    _compare_order(changed, definitions)
    found = sorted(
        (change for pair in changed for change in _changes(whole, *pair)),
        key=lambda change: change.place,
    )
    for one, other in zip(found, found[1:]):
        if one.place + len(one.old) > other.place:
            raise Unclear
    known = _words(change.old for change in found)
    return Patch(tuple(found), _words(change.new for change in found) - known)


def _definitions(text: str) -> list[Definition]:
    """Return what a module defines, but for tables."""
    _, found = _divided(text, _DEFINITION, _after_docstring(text))
    return [one for one in found if not _TABLE.fullmatch(one.name)]


def _after_docstring(text: str) -> int:
    """Return where the docstring of a module ends, whose lines may look like anything."""
    return text.find(_QUOTES, text.find(_QUOTES) + 1)


def _divided(text: str, start: re.Pattern[str], begin: int = 0) -> tuple[str, list[Definition]]:
    """Return what stands before the first definition, and the definitions."""
    matches = list(start.finditer(text, begin))
    if not matches:
        return text, []
    ends = [match.start() for match in matches[1:]] + [len(text)]
    return text[: matches[0].start()], [
        Definition(match["name"], text[match.start() : end].rstrip("\n"))
        for match, end in zip(matches, ends)
    ]


def _changed(
    olds: Sequence[Definition], news: Sequence[Definition]
) -> list[tuple[Definition, Definition]]:
    """Return the definitions that differ. Raises ``Unclear`` where there is another one."""
    if [one.name for one in olds] != [one.name for one in news]:
        raise Unclear
    return [(one, other) for one, other in zip(olds, news) if one.text != other.text]


def _compare_shared(whole: str, old: str, new: str) -> None:
    """Make sure that what commands share is there already, and is needed as before."""
    before, after = _head(old), _head(new)
    if before == after:
        return
    needed = _shared(after)
    if not _shared(before) <= needed or not needed <= _shared(_head(whole)):
        raise Unclear


def _head(text: str) -> str:
    """Return what stands before the first class or function, without comments."""
    begin = text.find(_QUOTES)
    # Classes and functions have two empty lines before them.
    end = text.find("\n\n\n", _after_docstring(text))
    return text[begin : end if end >= 0 else len(text)]


def _shared(head: str) -> set[str]:
    """Return what a module imports, an entry each, its tables, and its docstring."""
    entries: set[str] = set()
    try:
        statements = ast.parse(head).body
    except SyntaxError:
        raise Unclear from None
    for statement in statements:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            start = ast.unparse(statement).partition("import ")[0]
            entries.update(f"{start}{alias.name} {alias.asname}" for alias in statement.names)
            continue
        text = ast.unparse(statement)
        if isinstance(statement, ast.Expr) or _TABLE.match(text):
            entries.add(text)
    return entries


def _compare_order(
    changed: Sequence[tuple[Definition, Definition]], definitions: Sequence[Definition]
) -> None:
    """Make sure that what is defined where it is first needed is needed in the same order."""
    own = {one.name for one, _ in changed}
    names = {one.name for one in definitions} - own

    def needed(texts: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(w for text in texts for w in _NAME.findall(text) if w in names))

    if needed(one.text for one, _ in changed) != needed(other.text for _, other in changed):
        raise Unclear


def _changes(whole: str, old: Definition, new: Definition) -> list[Change]:
    """Return the changes that make one definition of another, methods of a class by themselves."""
    place = _place(whole, old.text, _END)
    if place is not None:
        return [Change(place, old.text, new.text)]
    head, methods = _divided(old.text, _METHOD)
    other_head, others = _divided(new.text, _METHOD)
    if head != other_head:
        raise Unclear
    changes: list[Change] = []
    for one, other in _changed(methods, others):
        place = _place(whole, one.text, _METHOD_END)
        if place is None:
            raise Unclear
        changes.append(Change(place, one.text, other.text))
    return changes


def _place(whole: str, text: str, end: re.Pattern[str]) -> int | None:
    """Return where a definition stands, if it does. Raises ``Unclear`` where it does twice."""
    # Its first lines are soon found, and seldom elsewhere.
    start = "\n" + text[:200]
    places: list[int] = []
    found = whole.find(start)
    while found >= 0:
        place = found + 1
        if whole.startswith(text, place) and end.match(whole, place + len(text)):
            places.append(place)
        found = whole.find(start, place)
    if len(places) > 1:
        raise Unclear
    return places[0] if places else None


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _NAME.findall(text))
