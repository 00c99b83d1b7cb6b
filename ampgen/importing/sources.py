"""The source of modules that were run, for the places and the words in it."""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ampgen.findings import Unusable
from ampgen.importing.found import Boxes, FoundCommand, FoundField, Kind, Many
from ampgen.importing.reading import read_programs
from ampgen.importing.reading.comments import Comments
from ampgen.importing.reading.files import near, python_source
from ampgen.importing.reading.places import Places
from ampgen.text import Place, Source

FieldPath = tuple[str, ...]
"""``arguments`` or ``response``, then the key of a field, then those of fields within it."""


class ModuleSource:
    """The source of one module, as far as there is one."""

    def __init__(self, module: str, file: str, path: Sequence[str]) -> None:
        """``path`` are folders below which modules are found."""
        self._classes: dict[str, ast.ClassDef] = {}
        self._read: dict[str, Mapping[FieldPath, FoundField]] = {}
        tree = ast.Module([], [])
        self.source = Source(module, "")
        try:
            if file:
                self.source = python_source(near(file))
                tree = ast.parse(self.source.text)
                read = read_programs([near(file)], list(map(Path, path))).commands
                self._read = {one.python.name: dict(_fields(one)) for one in read}
        except (Unusable, SyntaxError, ValueError, RecursionError):
            self.source = Source(module, "")
            tree = ast.Module([], [])
        self._places = Places(self.source)
        self._comments = Comments(self.source)
        self._note(tree.body, "")

    def _note(self, body: Sequence[ast.stmt], prefix: str) -> None:
        for node in body:
            if isinstance(node, ast.ClassDef):
                self._classes[prefix + node.name] = node
                self._note(node.body, f"{prefix}{node.name}.")
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self._note(node.body, f"{prefix}{node.name}.<locals>.")
            elif isinstance(node, (ast.If, ast.Try, ast.With, ast.For, ast.While)):
                self._note(node.body, prefix)
                for other in (getattr(node, "orelse", ()), getattr(node, "finalbody", ())):
                    self._note(other, prefix)

    def place(self, qualname: str) -> Place:
        """Return where a class stands."""
        node = self._classes.get(qualname)
        return Place(self.source, 0, 0) if node is None else self._places.name(node)

    def comment(self, qualname: str) -> str:
        """Return what is said above a class."""
        node = self._classes.get(qualname)
        if node is None:
            return ""
        lines = [node.lineno, *(one.lineno for one in node.decorator_list)]
        return self._comments.above(min(lines))

    def declared(self, qualname: str, attribute: str) -> Place:
        """Return where a class says what an attribute is, or else where it begins itself."""
        value = self._value(qualname, attribute)
        return self.place(qualname) if value is None else self._places.of(value)

    def _value(self, qualname: str, attribute: str) -> ast.expr | None:
        node = self._classes.get(qualname)
        for one in () if node is None else node.body:
            if isinstance(one, (ast.Assign, ast.AnnAssign)) and one.value is not None:
                targets = one.targets if isinstance(one, ast.Assign) else [one.target]
                if any(
                    isinstance(target, ast.Name) and target.id == attribute for target in targets
                ):
                    return one.value
        return None

    def beside(self, qualname: str, name: str, path: FieldPath) -> tuple[Place, str]:
        """Return where a field of a class stands, and what is said there.

        ``name`` is what the module calls the class.
        """
        read = self._read.get(name, {}).get(path)
        if read is not None:
            return read.place, read.doc
        # What reading alone does not understand may still be plain where the field is.
        within: ast.expr | None = self._value(qualname, path[0])
        for key in path[1:]:
            within = None if within is None else _pair(within, key)
        if within is None:
            return self.place(qualname), ""
        place = self._places.of(within)
        return place, self._comments.about(place)


def _pair(within: ast.expr, key: str) -> ast.expr | None:
    """Return the pair of a key and an argument that is the least deep, or None."""
    waiting: deque[ast.AST] = deque(ast.iter_child_nodes(within))
    while waiting:
        node = waiting.popleft()
        if isinstance(node, ast.Tuple) and len(node.elts) == 2:
            first = node.elts[0]
            if isinstance(first, ast.Constant) and first.value in (key, key.encode("latin-1")):
                return node
        waiting += ast.iter_child_nodes(node)
    return None


def _fields(command: FoundCommand) -> Iterator[tuple[FieldPath, FoundField]]:
    yield from _within(command.arguments, ("arguments",))
    yield from _within(command.response, ("response",))


def _within(
    fields: Sequence[FoundField], around: FieldPath
) -> Iterator[tuple[FieldPath, FoundField]]:
    for field in fields:
        path = (*around, field.wire.decode("latin-1"))
        yield path, field
        kind: Kind = field.kind
        while isinstance(kind, Many):
            kind = kind.element
        if isinstance(kind, Boxes):
            yield from _within(kind.fields, path)
