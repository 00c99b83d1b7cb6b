"""Whether conditions hold, as far as that is known without running them."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping

from ampgen.importing.reading.sequences import first_unknown, iterated
from ampgen.importing.reading.values import Class, External, Items, Scope, Table, Value, identity

MAJOR = "sys.version_info[0]"
"""What the first number of Python's version is called here."""

_CERTAIN = {
    "typing.TYPE_CHECKING": False,
    "typing_extensions.TYPE_CHECKING": False,
    "six.PY2": False,
    "six.PY3": True,
    "twisted.python.compat._PY3": True,
}
_COMPARE: Mapping[type[ast.cmpop], Callable[[object, object], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_ORDER: Mapping[type[ast.cmpop], Callable[[int, int], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class Conditions:
    """Finds out whether conditions hold; ``value`` is what an expression stands for."""

    def __init__(self, value: Callable[[ast.expr, Scope], Value]) -> None:
        self._value = value

    def truth(self, node: ast.expr, scope: Scope) -> bool | None:
        """Return whether a condition holds, None where only running would tell."""
        match node:
            case ast.BoolOp():
                parts = [self.truth(part, scope) for part in node.values]
                decisive = isinstance(node.op, ast.Or)
                if decisive in parts:
                    return decisive
                return None if None in parts else not decisive
            case ast.UnaryOp(op=ast.Not()):
                inner = self.truth(node.operand, scope)
                return None if inner is None else not inner
            case ast.Compare() if len(node.ops) == 1:
                return self._compared(node, scope)
            case _:
                value = self._value(node, scope)
        if isinstance(value, External):
            return _CERTAIN.get(value.path)
        if isinstance(value, Items):
            return bool(value.items)
        if isinstance(value, Table):
            return bool(value.pairs)
        if value is None or isinstance(value, (bool, int, float, str, bytes)):
            return bool(value)
        return True if isinstance(value, Class) else None

    def _compared(self, node: ast.Compare, scope: Scope) -> bool | None:
        left, right = self._value(node.left, scope), self._value(node.comparators[0], scope)
        operation = node.ops[0]
        version = is_version(left)
        if version and isinstance(right, Items):
            numbers = [item for item in right.items if isinstance(item, int)]
            if numbers and (numbers <= [3, 10] or numbers[0] > 3):
                return isinstance(operation, (ast.Gt, ast.GtE)) == (numbers[0] <= 3)
            return None
        if isinstance(left, External) and left.path in (MAJOR, "sys.version_info.major"):
            # Only Pythons that ampgen runs on are meant.
            left = 3
        if isinstance(left, External) and left.path.endswith("__name__"):
            return None
        plain = (bool, int, float, str, bytes)
        both = (left is None or isinstance(left, plain)) and (
            right is None or isinstance(right, plain)
        )
        if both and type(operation) in _COMPARE:
            return _COMPARE[type(operation)](left, right)
        if both and isinstance(operation, (ast.Is, ast.IsNot)) and None in (left, right):
            return (left is right) == isinstance(operation, ast.Is)
        if isinstance(left, int) and isinstance(right, int) and type(operation) in _ORDER:
            return _ORDER[type(operation)](left, right)
        if isinstance(operation, (ast.In, ast.NotIn)) and isinstance(right, (Items, Table)):
            keys = iterated(right, right.place)
            if first_unknown([left, *keys]) is None:
                found = identity(left) in [identity(key) for key in keys]
                return found == isinstance(operation, ast.In)
        return None


def is_version(value: Value) -> bool:
    """Say whether a value is the version of Python, as a tuple."""
    return isinstance(value, External) and value.path == "sys.version_info"
