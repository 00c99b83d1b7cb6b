"""Lay the words and comments of a right file out in lines."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen.escaping import columns
from ampgen.outlining import Block, Item, Kind, outline
from ampgen.scanning import Lexeme
from ampgen.tidying.aligning import INDENT, WIDTH, Line
from ampgen.tidying.joining import joined

_BRACED = (Kind.ENUM, Kind.RECORD, Kind.INTERFACE, Kind.PROTOCOL)
# Before these a long declaration goes on in a new line.
_PARTS = {Kind.ERROR: ("python",), Kind.TYPE: ("as", "over")}


def lay(lexemes: Sequence[Lexeme]) -> tuple[Line, ...]:
    """Return the lines of a file by all of its words and comments."""
    words: list[Lexeme] = []
    comments: list[list[Lexeme]] = [[]]
    for lexeme in lexemes:
        if lexeme.is_comment:
            comments[-1].append(lexeme)
        else:
            words.append(lexeme)
            comments.append([])
    layout = _Layout(words, comments)
    layout.file(outline(words))
    return tuple(layout.lines)


class _Layout:
    """Goes through the words from the first to the last, and with them through the comments.

    ``comments[i]`` are those before the word ``i``. A comment behind a word stays behind the line
    on which that word is; one on a line of its own goes before the line whose word it is before.
    What has others after it in the same line goes before that, so that all stay in their order.
    """

    def __init__(self, words: Sequence[Lexeme], comments: list[list[Lexeme]]) -> None:
        self._words = words
        self._comments = comments
        self._next = 0
        self.lines: list[Line] = []

    def file(self, items: Sequence[Item]) -> None:
        before: Item | None = None
        for item in items:
            first = len(self.lines)
            self._item(item, 0)
            if before is not None and _parted(before.kind, item.kind):
                self._part(first)
            before = item
        self._own_lines(len(self._words), 0)

    def _part(self, first: int) -> None:
        """See to an empty line somewhere between the last declaration and the next one's words."""
        head = next(
            index
            for index in range(first, len(self.lines))
            if not self.lines[index].text.startswith("//")
        )
        if not any(line.blank for line in self.lines[first : head + 1]):
            line = self.lines[first]
            self.lines[first] = Line(line.text, line.indent, True, line.comment, line.first)

    def _item(self, item: Item, indent: int, comma: bool = False) -> None:
        for start, end in zip(item.annotations, (*item.annotations[1:], item.head)):
            self._line(end, indent, blank=start == item.start)
        blank = not item.annotations
        if item.kind is Kind.COMMAND:
            self._command(item, indent, blank)
        elif item.kind in _BRACED and item.blocks:
            self._braced(item, indent, blank)
        elif item.kind in _PARTS and not self._fits(item.head, item.stop, indent):
            self._in_parts(item, indent, blank)
        elif item.kind in (Kind.FIELD, Kind.MEMBER):
            self._line(item.stop, indent, blank=blank, comma=comma, named=item.kind)
        elif item.kind in (Kind.ROLE, Kind.RESERVED):
            self._filled(item.stop, indent, 1, blank=blank, comma=comma)
        else:
            self._line(item.stop, indent, blank=blank)

    def _braced(self, item: Item, indent: int, blank: bool) -> None:
        (block,) = item.blocks
        if block.close == block.open + 1 and not self._comments[block.close]:
            self._filled(item.stop, indent, 2, blank=blank)
            return
        self._filled(block.open + 1, indent, 2, blank=blank)
        for part in block.items:
            self._item(part, indent + 1)
        self._line(item.stop, indent)

    def _command(self, item: Item, indent: int, blank: bool) -> None:
        arguments, *others = item.blocks
        response = others[0] if others else None
        head = (response or arguments).close + 1
        explodes = self._explodes(arguments)
        explodes_too = response is not None and self._explodes(response)
        raises = self._pieces(head, item.stop)
        remarked = (head < item.stop and self._comments[head]) or self._is_remarked(raises)
        if not explodes and not explodes_too:
            if not remarked and self._fits(self._next, item.stop, indent):
                self._line(item.stop, indent, blank=blank)
                return
            if head < item.stop and self._fits(self._next, head, indent):
                self._line(head, indent, blank=blank)
                self._filled(item.stop, indent + 1, 1)
                return
            few = len(arguments.items)
            explodes_too = response is not None and few < 2 and few < len(response.items)
            explodes = few > 0 and not explodes_too
        if response is not None and explodes_too and not explodes:
            explodes = bool(arguments.items) and not self._fits(
                self._next, response.open + 1, indent
            )
        if explodes:
            self._exploded(arguments, indent, blank)
            blank = False
            if response is not None and not explodes_too:
                explodes_too = len(response.items) > 1 or not self._fits(
                    self._next, response.close + 1, indent
                )
        if response is not None and explodes_too:
            self._exploded(response, indent, blank)
            blank = False
        if head < item.stop and (remarked or not self._fits(self._next, item.stop, indent)):
            self._line(head, indent, blank=blank)
            self._filled(item.stop, indent + 1, 1)
        else:
            self._line(item.stop, indent, blank=blank)

    def _exploded(self, block: Block, indent: int, blank: bool) -> None:
        """Lay out all up to the last item of a block in brackets, one to a line."""
        self._line(block.open + 1, indent, blank=blank)
        for item in block.items:
            self._item(item, indent + 1, comma=True)

    def _explodes(self, block: Block) -> bool:
        """Say whether a block in brackets must have a line for each item: it holds comments, or
        empty lines between its items."""
        if not block.items:
            # What stands right behind the bracket may as well stand behind the next.
            return any(comment.lines for comment in self._comments[block.close])
        inside = self._comments[block.open + 1 : block.close + 1]
        return any(inside) or any(self._words[item.start].lines > 1 for item in block.items[1:])

    def _in_parts(self, item: Item, indent: int, blank: bool) -> None:
        starts = [
            index
            for index in range(item.head + 2, item.stop)
            if self._words[index].text in _PARTS[item.kind]
            and self._words[index - 1].text not in ("=", ".", "(", ",", "[")
        ]
        *earlier, last = (*starts, item.stop)
        begun = indent
        for index in earlier:
            # The last parts stay together where they can.
            if begun == indent or not self._fits(self._next, item.stop, indent + 1):
                self._line(index, begun, blank=blank and begun == indent)
                begun = indent + 1
        self._line(last, begun, blank=blank and begun == indent)

    def _filled(
        self, stop: int, indent: int, hang: int, *, blank: bool = False, comma: bool = False
    ) -> None:
        """Lay out words up to ``stop``, in further lines behind commas where they do not fit.

        Where comments stand at commas, each piece is a line. Further lines are ``hang`` levels
        deeper.
        """
        begun = indent
        width = INDENT * indent
        pieces = self._pieces(self._next, stop)
        remarked = self._is_remarked(pieces)
        for start, end in pieces:
            # A space parts two pieces.
            size = columns(joined(self._words[start:end])) + (start > self._next)
            if start > self._next and (remarked or width + size > WIDTH):
                self._line(start, begun, blank=blank and begun == indent)
                begun = indent + hang
                width = INDENT * begun + size - 1
            else:
                width += size
        self._line(stop, begun, blank=blank and begun == indent, comma=comma)

    def _is_remarked(self, pieces: Sequence[tuple[int, int]]) -> bool:
        """Say whether comments would stand between pieces that have a line each."""
        for start, end in pieces[:-1]:
            held = [one for each in self._comments[start + 1 : end] for one in each]
            if self._comments[end] or (held and (start != pieces[0][0] or not held[-1].lines)):
                return True
        start, end = pieces[-1]
        held = [one for each in self._comments[start + 1 : end] for one in each]
        behind = self._comments[end][:1]
        last = (*held, *(one for one in behind if not one.lines))[-1:]
        return len(pieces) > 1 and any(one is not last[0] or one.lines for one in held)

    def _pieces(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Return where what stands between commas outside of brackets begins and ends."""
        depth = 0
        ends: list[int] = []
        for index in range(start, stop - 1):
            text = self._words[index].text
            depth += (text in ("(", "[")) - (text in (")", "]") and depth > 0)
            if text == "," and not depth:
                ends.append(index + 1)
        return list(zip([start, *ends], [*ends, stop]))

    def _fits(self, start: int, stop: int, indent: int) -> bool:
        return INDENT * indent + columns(joined(self._words[start:stop])) <= WIDTH

    def _line(
        self,
        stop: int,
        indent: int,
        *,
        blank: bool = False,
        comma: bool = False,
        named: Kind | None = None,
    ) -> None:
        """Lay out the words up to ``stop`` as one line, after the comments that go before it.

        ``comma`` ends it with one. ``blank`` keeps an empty line that was there.
        """
        start = self._next
        words = self._words[start:stop]
        text = joined(words) + "," * comma
        if comma and stop < len(self._words) and self._words[stop].text == ",":
            stop += 1
        inner = indent + (words[0].text in (")", "}"))
        self._own_lines(start, inner)
        held: list[Lexeme] = []
        for index in range(start + 1, stop + 1):
            comments = self._comments[index]
            if index == stop:
                # Only what stands right behind the last word belongs to it; what stands behind
                # a comma does not, where another comment stands before the comma.
                taken = comma and bool(held) and not held[-1].lines
                comments = comments[: bool(comments) and not comments[0].lines and not taken]
            held += comments
            del self._comments[index][: len(comments)]
        end = held.pop().text if held and not held[-1].lines else ""
        spaced = blank and self._words[start].lines > 1 and self._may_part()
        for comment in held:
            self.lines.append(Line(_plain(comment), inner, spaced))
            spaced = False
        first = 0
        if named is Kind.FIELD:
            first = len(words[0].text) + 1
        elif named is Kind.MEMBER and len(words) > 1:
            first = len(words[0].text)
        self.lines.append(Line(text, indent, spaced, end, first))
        self._next = stop

    def _own_lines(self, index: int, indent: int) -> None:
        """Lay out the comments that stand before a word on lines of their own."""
        for comment in self._comments[index]:
            text = _plain(comment) if not comment.lines else _spelled(comment)
            self.lines.append(Line(text, indent, comment.lines > 1 and self._may_part()))
        self._comments[index].clear()

    def _may_part(self) -> bool:
        """Say whether an empty line may follow the last one: it neither opens a block, nor belongs
        to the next as documentation or an annotation."""
        if not self.lines:
            return False
        last = self.lines[-1].text
        if last.startswith("//"):
            return not last.startswith("///") or last.startswith("////")
        return not last.startswith("@") and not last.endswith(("{", "("))


def _parted(before: Kind, kind: Kind) -> bool:
    """Say whether an empty line stands between two declarations in any case."""
    return (
        before is Kind.SCHEMA
        or before in _BRACED
        or kind in _BRACED
        or (before is Kind.IMPORT) != (kind is Kind.IMPORT)
    )


def _spelled(comment: Lexeme) -> str:
    """Return a comment, and documentation with one space before its text."""
    if not comment.is_doc:
        return comment.text
    return ("/// " + comment.text[3:].removeprefix(" ")).rstrip()


def _plain(comment: Lexeme) -> str:
    """Return a comment for another place, where it must not become documentation."""
    return comment.text[1:] if comment.is_doc else comment.text
