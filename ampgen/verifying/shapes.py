"""The shapes of statements: parsed and judged once, however often they are printed."""

from __future__ import annotations

import ast
import re
from enum import Enum

from ampgen.verifying.reading import ATTRIBUTE, BOUND, CALLED, KEYWORD, LOCAL, USED
from ampgen.verifying.vocabulary import METHODS, NODES

# An item of a list that is printed one a line. A third that is like the two before it changes
# nothing but the number of items.
_ITEMS = re.compile(r"^( +[^\n]*,\n)\1{2,}", re.MULTILINE)
_NAMES = frozenset({USED, CALLED, BOUND, LOCAL, ATTRIBUTE, KEYWORD})
# Literals that go on with others, or are no values of the schema.
_PARTS = re.compile("[jf]+")
_MOST = 5000
# What holds no other nodes, or only such as are always right.
_BARE = frozenset({"id", "attr", "name", "arg", "kind", "conversion", "simple", "is_async"})
_SIGNS = frozenset({"ctx", "op", "ops", "type_comment"})
_FIELDS: dict[type[ast.AST], tuple[str, ...]] = {
    kind: tuple(name for name in kind._fields if name not in _BARE | _SIGNS)
    for kind in NODES
    if kind._fields and kind not in (ast.Import, ast.ImportFrom, ast.alias)
}
_FIELDS.update({ast.Constant: (), ast.Pass: ()})
# Nodes that are right wherever they stand, if those in them are.
_PLAIN = frozenset(_FIELDS) - {
    *(ast.Name, ast.Call, ast.Constant, ast.Attribute, ast.arg, ast.keyword, ast.ClassDef),
    *(ast.FunctionDef, ast.Assign, ast.AnnAssign, ast.UnaryOp),
}

_right: dict[str, Verdict] = {}


class Verdict(Enum):
    """What is to be said about a statement of a shape."""

    WRONG = "wrong"
    """It may be anything."""

    RIGHT = "right"
    """It is made of what generated modules are made of, and its names are what they claim."""

    JOINED = "joined"
    """The same, and literals that are alone in their lines are parts of others."""


def judged(shape: str) -> Verdict:
    """Judge a statement of a shape."""
    if len(shape) > 200:
        shape = _ITEMS.sub(_two, shape)
    known = _right.get(shape)
    if known is not None:
        return known
    try:
        tree = ast.parse(shape)
    except (SyntaxError, ValueError, RecursionError):
        return Verdict.WRONG
    judge = _Judge()
    if not judge.is_right(tree):
        return Verdict.WRONG
    if len(_right) >= _MOST:
        _right.clear()
    verdict = _right[shape] = Verdict.JOINED if judge.joined else Verdict.RIGHT
    return verdict


def _two(match: re.Match[str]) -> str:
    item = match[1]
    balanced = all(item.count(one) == item.count(other) for one, other in ("()", "[]", "{}"))
    return item * 2 if balanced else match[0]


class _Judge:
    """What is known of a tree when its nodes are looked at, each before those in it."""

    def __init__(self) -> None:
        self.joined = False
        self._bound: set[ast.AST] = set()
        self._negative: set[ast.AST] = set()
        self._documents: set[ast.AST] = set()

    def is_right(self, tree: ast.AST) -> bool:
        waiting: list[ast.AST | None] = [tree]
        while waiting:
            node = waiting.pop()
            if node is None:
                continue
            kind = type(node)
            fields = _FIELDS.get(kind)
            if fields is None or not (kind in _PLAIN or self._is_right_node(node)):
                return False
            for field in fields:
                found = getattr(node, field)
                if type(found) is list:
                    waiting += found
                else:
                    waiting.append(found)
        return True

    def _is_right_node(self, node: ast.AST) -> bool:
        if isinstance(node, ast.Name):
            return self._is_right_name(node)
        if isinstance(node, ast.Call):
            return self._is_right_call(node.func)
        if isinstance(node, ast.Constant):
            return self._is_right_constant(node)
        if isinstance(node, ast.Attribute):
            return node.attr == ATTRIBUTE or node.attr in METHODS
        if isinstance(node, ast.arg):
            return node.arg in (LOCAL, USED)
        if isinstance(node, ast.keyword):
            return node.arg in (None, KEYWORD, USED)
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            first = node.body[0]
            if isinstance(first, ast.Expr):
                self._documents.add(first.value)
            return node.name == BOUND
        if isinstance(node, ast.Assign):
            self._bound.update(node.targets)
        elif isinstance(node, ast.AnnAssign):
            self._bound.add(node.target)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            self._negative.add(node.operand)
        return True

    def _is_right_name(self, node: ast.Name) -> bool:
        if isinstance(node.ctx, ast.Load):
            return node.id in (USED, CALLED)
        if node.id == BOUND:
            return node in self._bound
        return node.id in (LOCAL, USED)

    def _is_right_call(self, called: ast.expr) -> bool:
        """Say whether what is called is a known method, or belongs to a name said to be called."""
        if isinstance(called, ast.Attribute) and called.attr in METHODS:
            return True
        while isinstance(called, ast.Attribute):
            called = called.value
        return isinstance(called, ast.Name) and called.id == CALLED

    def _is_right_constant(self, node: ast.Constant) -> bool:
        value = node.value
        if isinstance(value, bytes):
            value = value.decode("ascii")
        if isinstance(value, str):
            if value == "d":
                return node in self._documents
            self.joined = self.joined or len(value) > 1
            return value == "s" or _PARTS.fullmatch(value) is not None
        if value is None or value is ... or isinstance(value, bool):
            return True
        return value == 0 or node in self._negative
