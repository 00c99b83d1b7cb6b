"""Templates of a user's own: what they print of documentation has to be a value.

They may print what they like, so there is nothing to compare a text with but another one, of the
same view with other words in its docstrings. Where the two differ in more than their values, the
words of a schema have become code, or a comment.
"""

from __future__ import annotations

import ast
import dataclasses
import io
import tokenize
from typing import Any, cast

from ampgen.verifying.misprinted import Misprinted
from ampgen.views import Module

_QUOTES = '"""'
# Code as well, for templates that take the quotes away.
_OTHER = '"""other"""'


def reworded(module: Module) -> Module:
    """Return a view with other words in every docstring."""
    return cast(Module, _reworded(module))


def _reworded(value: Any) -> Any:
    if isinstance(value, str):
        return _OTHER if value.startswith(_QUOTES) else value
    if isinstance(value, tuple):
        return tuple(map(_reworded, cast("tuple[object, ...]", value)))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        held = {one.name: _reworded(getattr(value, one.name)) for one in dataclasses.fields(value)}
        return dataclasses.replace(value, **held)
    return value


def compare(name: str, text: str, other: str) -> None:
    """Check that two texts, of a view and of it ``reworded``, differ in values only.

    Raises ``Misprinted``.
    """
    try:
        same = _shape(text) == _shape(other)
    except (SyntaxError, ValueError, tokenize.TokenError):
        same = False
    if not same:
        raise Misprinted(
            f"{name}: the words of documentation are printed as more than a value; print "
            "`doc` as it is, as a statement of its own and never in a comment"
        )


def _shape(text: str) -> tuple[str, list[str]]:
    """Return the code and the comments of a text, values left out."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    return ast.dump(_Blank().visit(ast.parse(text))), comments


class _Blank(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Constant(type(node.value).__name__)
