"""What generated packages are made of, with all values taken out, and the values."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from pathlib import Path

from ampgen.compiling import packages
from ampgen.text import Source
from ampgen.understanding import understand

_DIGEST = re.compile(r"[0-9a-f]{16}")


def printed(text: str) -> dict[str, str]:
    """Return the modules of the package of a schema, without what all packages have."""
    (schema,) = understand([Source("hostile.amp", text)], []).schemas
    files = packages([schema])[schema.name]
    return {path: text for path, text in files.items() if not path.startswith("_wire/")}


def save(files: Mapping[str, str], wire: Mapping[str, str], folder: Path) -> None:
    for path, text in {**files, **wire}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


class _Blank(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, (str, bytes, int, float)):
            return ast.copy_location(ast.Constant(type(node.value)()), node)
        return node


def shape(files: Mapping[str, str]) -> dict[str, tuple[str, list[str]]]:
    """Return the code and the comments of modules, values and digests left out."""
    return {
        path: (ast.dump(_Blank().visit(ast.parse(text))), list(_comments(text)))
        for path, text in files.items()
        if path.endswith(".py")
    }


def _comments(text: str) -> Iterator[str]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield _DIGEST.sub("…", token.string)


def values(files: Mapping[str, str]) -> list[str | bytes]:
    """Return every text and every bytes that modules hold as values."""
    return [
        node.value
        for path, text in files.items()
        if path.endswith(".py")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))
    ]
