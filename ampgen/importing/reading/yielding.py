"""What the values of an application's own ``Argument`` are, in Python and on the wire."""

from __future__ import annotations

import ast

from ampgen.builtins import BYTES, FD, SCALARS as BY_NAME, Scalar
from ampgen.importing.arguments import ANYTHING, SCALARS, YIELDS
from ampgen.importing.reading.attributes import attribute, inherited, order
from ampgen.importing.reading.program import Program
from ampgen.importing.reading.values import (
    Class,
    External,
    Function,
    Scope,
    Unset,
    Value,
)
from ampgen.schema import PythonName


def over(cls: Class) -> Scalar:
    """Return what the bytes of an argument class are for those who do not know it."""
    for one in order(cls):
        if isinstance(one, External) and one.amp in SCALARS:
            return BYTES if SCALARS[one.amp] is FD else SCALARS[one.amp]
    return BYTES


def python_name(cls: External | Class) -> PythonName | None:
    """Return what a class is called to those who import it; None where nobody can."""
    if isinstance(cls, Class):
        if "<locals>" in cls.qualname:
            return None
        return PythonName(cls.module.name, cls.qualname)
    parts = cls.path.split(".")
    # A class within a class: everything from the first that looks like one.
    capital = next((i for i, part in enumerate(parts) if part[:1].isupper() and i), len(parts) - 1)
    return PythonName(".".join(parts[:capital]), ".".join(parts[capital:]))


class Yields:
    """Finds out what argument classes yield."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def of(self, cls: Class, over: Scalar) -> PythonName:
        """Return the type of what an argument class yields, as far as it says so."""
        for name in ("fromString", "fromStringProto", "fromBox"):
            method = inherited(cls, name)
            if method is Unset:
                continue
            found = self._annotated(method) or self._constructed(method)
            return found or ANYTHING
        return YIELDS[over]

    def _annotated(self, method: Value) -> PythonName | None:
        if not isinstance(method, Function) or isinstance(method.node, ast.Lambda):
            named = method if isinstance(method, (Class, External)) else None
            return None if named is None else python_name(named)
        returns = method.node.returns
        if isinstance(returns, ast.Constant) and isinstance(returns.value, str):
            try:
                returns = ast.parse(returns.value, mode="eval").body
            except SyntaxError:
                return None
        return self._looked_up(returns, method)

    def _constructed(self, method: Value) -> PythonName | None:
        if not isinstance(method, Function) or isinstance(method.node, ast.Lambda):
            return None
        made: set[PythonName] = set()
        for node in ast.walk(method.node):
            if isinstance(node, ast.Return):
                call = node.value
                found = self._looked_up(call.func, method) if isinstance(call, ast.Call) else None
                if found is None:
                    return None
                made.add(found)
        return made.pop() if len(made) == 1 else None

    def _looked_up(self, node: ast.expr | None, method: Function) -> PythonName | None:
        names: list[str] = []
        while isinstance(node, ast.Attribute):
            names.insert(0, node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return None
        value = Scope({}, method.module, method.around).find(node.id)
        if value is Unset:
            value = External(f"builtins.{node.id}")
        for name in names:
            value = attribute(self._program, value, name, method.place)
        if isinstance(value, External) and value.path.startswith("builtins."):
            if value.path.partition(".")[2] not in ("tuple", "dict", "set", "frozenset", *BY_NAME):
                return None
        if isinstance(value, (External, Class)) and _looks_like_class(value):
            return python_name(value)
        return None


def _looks_like_class(value: External | Class) -> bool:
    if isinstance(value, Class):
        return True
    last = value.path.rpartition(".")[2]
    return last[:1].isupper() or value.path.startswith("builtins.")
