"""Which words of a schema belong together: its items and their brackets, whatever is wrong in it.

What is made here says nothing about what is right. Of a right file it is exact; in a broken one, a
word that fits nowhere is an item of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from ampgen.frozen import dataclass
from ampgen.scanning import Lexeme


class Kind(Enum):
    """What an item is; ``OTHER`` is none that belongs where it stands."""

    SCHEMA = "schema"
    IMPORT = "import"
    ENUM = "enum"
    RECORD = "record"
    ERROR = "error"
    TYPE = "type"
    INTERFACE = "interface"
    PROTOCOL = "protocol"
    COMMAND = "command"
    FIELD = "field"
    MEMBER = "member"
    ROLE = "role"
    RESERVED = "reserved"
    OTHER = ""


@dataclass(frozen=True, slots=True)
class Block:
    """What stands in braces, or in the brackets of a command: ``open`` and ``close`` are words.

    Where the bracket is never closed, ``close`` is the number of words.
    """

    open: int
    close: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A declaration, or a part of one: the words from ``start`` up to, not including, ``stop``.

    ``annotations`` are where its annotations begin, and ``head`` is the word after them. A comma
    that parts it from the next is no part of it.
    """

    kind: Kind
    start: int
    head: int
    stop: int
    annotations: tuple[int, ...] = ()
    blocks: tuple[Block, ...] = ()


_DECLARED = {
    kind.value: kind
    for kind in (
        *(Kind.SCHEMA, Kind.IMPORT, Kind.ENUM, Kind.RECORD),
        *(Kind.ERROR, Kind.TYPE, Kind.INTERFACE, Kind.PROTOCOL),
    )
}
_PARTS = {
    Kind.ENUM: Kind.MEMBER,
    Kind.RECORD: Kind.FIELD,
    Kind.INTERFACE: Kind.COMMAND,
    Kind.PROTOCOL: Kind.ROLE,
}
_CLOSER = {"(": ")", "[": "]", "{": "}"}


def outline(words: Sequence[Lexeme]) -> tuple[Item, ...]:
    """Return the declarations of a file by its words, which are its lexemes without comments."""
    return _Outliner(words).file()


class _Outliner:
    """Goes through the words once; every method begins at the next word and ends after its own."""

    def __init__(self, words: Sequence[Lexeme]) -> None:
        self._texts = [word.text for word in words]
        self._named = [word.is_name for word in words]
        self._next = 0

    def file(self) -> tuple[Item, ...]:
        items: list[Item] = []
        while self._next < len(self._texts):
            items.append(self._item(None))
        return tuple(items)

    def _text(self, ahead: int = 0) -> str:
        index = self._next + ahead
        return self._texts[index] if index < len(self._texts) else ""

    def _is_name(self, ahead: int = 0) -> bool:
        index = self._next + ahead
        return index < len(self._texts) and self._named[index]

    def _item(self, part: Kind | None) -> Item:
        """Read an item of a kind, or a declaration where no kind is given."""
        start = self._next
        annotations: list[int] = []
        while self._text() == "@":
            annotations.append(self._next)
            self._next += 2
            if self._text() == "(":
                self._skip_brackets()
        head = self._next
        kind, blocks = self._body(part)
        self._next = min(max(self._next, head), len(self._texts))
        if self._next == start:
            self._next += 1
        return Item(kind, start, min(head, self._next), self._next, tuple(annotations), blocks)

    def _body(self, part: Kind | None) -> tuple[Kind, tuple[Block, ...]]:
        if part is None:
            return self._declaration()
        if part is not Kind.ROLE and self._reserves():
            self._reserved()
            return Kind.RESERVED, ()
        if part is Kind.COMMAND:
            return self._command()
        if not self._is_name():
            return Kind.OTHER, ()
        self._next += 1
        if part is Kind.ROLE:
            self._list("answers")
        elif part is Kind.FIELD and self._text() == ":":
            self._next += 1
            self._type()
        if part is not Kind.ROLE:
            self._value()
        return part, ()

    def _declaration(self) -> tuple[Kind, tuple[Block, ...]]:
        kind = _DECLARED.get(self._text())
        if kind is None:
            return Kind.OTHER, ()
        self._next += 1
        self._path()
        if kind is Kind.IMPORT:
            self._pair("as")
        elif kind is Kind.ERROR:
            self._value()
            self._pair("python")
        elif kind is Kind.TYPE:
            self._next += self._text() == "="
            self._pair("python")
            if self._text() == "(":
                self._skip_brackets()
            self._pair("as")
            if self._text() == "over":
                self._next += 1
                self._type()
        elif kind is Kind.ENUM and self._text() == ":":
            self._next += 1
            self._path()
        elif kind is Kind.INTERFACE:
            self._list("raises")
        part = _PARTS.get(kind)
        if part is None or self._text() != "{":
            return kind, ()
        return kind, (self._block(part),)

    def _command(self) -> tuple[Kind, tuple[Block, ...]]:
        self._next += self._text() == "oneway" and self._text(1) == "command"
        if self._text() != "command":
            return Kind.OTHER, ()
        self._next += 1
        self._next += self._is_name()
        blocks: list[Block] = []
        if self._text() == "(":
            blocks.append(self._block(Kind.FIELD))
        if self._text() == "->":
            self._next += 1
            if self._text() == "(":
                blocks.append(self._block(Kind.FIELD))
        self._list("raises")
        return Kind.COMMAND, tuple(blocks)

    def _block(self, part: Kind) -> Block:
        open = self._next
        closer = _CLOSER[self._text()]
        commas = closer == ")"
        self._next += 1
        items: list[Item] = []
        while self._next < len(self._texts) and self._text() != closer:
            if not commas and self._is_lost():
                # The brace is missing: what follows is a declaration.
                break
            items.append(self._item(part))
            self._next += commas and self._text() == ","
        close = self._next
        self._next += self._text() == closer
        return Block(open, close, tuple(items))

    def _is_lost(self) -> bool:
        kind = _DECLARED.get(self._text())
        return kind in _PARTS and self._is_name(1) and self._text(2) == "{"

    def _reserves(self) -> bool:
        """Say whether the word ``reserved`` stands here as the language's own."""
        return (
            self._text() == "reserved"
            and (self._is_name(1) or self._text(1).startswith('"'))
            and self._text(2) != "="
        )

    def _reserved(self) -> None:
        self._next += 2
        while (
            self._text() == ","
            and (self._is_name(1) or self._text(1).startswith('"'))
            and self._text(2) != ":"
            and not (self._text(1) == "reserved" and self._text(2) != ",")
        ):
            self._next += 2

    def _list(self, word: str) -> None:
        """Read the names behind a word, if it stands here."""
        if self._text() != word:
            return
        self._next += 1
        while True:
            self._next += self._text() == "fatal" and self._is_name(1)
            self._path()
            if self._text() != "," or not self._is_name(1):
                return
            self._next += 1

    def _path(self) -> None:
        self._next += self._is_name()
        while self._text() == "." and self._is_name(1):
            self._next += 2

    def _pair(self, word: str) -> None:
        """Read a word and the name or string after it, if it stands here."""
        if self._text() == word:
            self._next += 2

    def _type(self) -> None:
        self._path()
        if self._text() == "[":
            self._skip_brackets()
        self._next += self._text() == "?"

    def _value(self) -> None:
        if self._text() != "=":
            return
        self._next += 1
        if self._text() == "[":
            self._skip_brackets()
        elif self._is_name():
            self._path()
        elif self._text() not in (",", ")", "}"):
            self._next += 1

    def _skip_brackets(self) -> None:
        """Read brackets and all in them; brackets that are never closed end where a brace is."""
        depth = 0
        while self._next < len(self._texts):
            text = self._text()
            if text in ("(", "["):
                depth += 1
            elif text in (")", "]"):
                depth -= 1
            elif text in ("{", "}"):
                return
            self._next += 1
            if not depth:
                return
