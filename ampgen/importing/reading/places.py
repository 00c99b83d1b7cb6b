"""Where a piece of a Python program stands in its text."""

from __future__ import annotations

import ast
from functools import cached_property

from ampgen.text import Place, Source


class Places:
    """Finds the places of the nodes of one file."""

    def __init__(self, source: Source) -> None:
        self.source = source

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self.source.text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        return starts

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line, from 1, and a column in bytes of UTF-8, from 0."""
        line = min(max(line, 1), len(self._starts) - 1)
        text = self.source.line(line)
        if not text.isascii():
            column = len(text.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "ignore"))
        return self._starts[line - 1] + min(column, len(text))

    def of(self, node: ast.AST) -> Place:
        """Return the place of a node, no further than the end of its first line."""
        line = int(getattr(node, "lineno", 1))
        start = self.offset(line, int(getattr(node, "col_offset", 0)))
        last = int(getattr(node, "end_lineno", line) or line)
        column = int(getattr(node, "end_col_offset", 0) or 0)
        end = self.offset(last, column) if last == line else self._starts[line] - 1
        return Place(self.source, start, max(end, start))

    def name(self, node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> Place:
        """Return the place of the name of a class or a function."""
        start = self.of(node).start
        text = self.source.line(node.lineno)
        found = text.find(node.name, text.find("class") + 5 if "class" in text else 0)
        if found < 0:
            return Place(self.source, start, start + 5)
        start = self._starts[node.lineno - 1] + found
        return Place(self.source, start, start + len(node.name))
