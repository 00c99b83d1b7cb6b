"""How types, values and parameters are written in Python."""

from __future__ import annotations

from decimal import Decimal

from ampgen.builtins import (
    DATETIME,
    DECIMAL,
    FLOAT,
    JSON,
    PATH,
    Scalar,
)
from ampgen.presenting.scope import Scope
from ampgen.schema import (
    Big,
    Custom,
    EmptyList,
    Enum,
    Error,
    Field,
    ListOf,
    MapOf,
    MemberValue,
    Record,
    Type,
)
from ampgen.views import Parameter

# Python's generic classes, which strict checkers want with what they hold.
_GENERIC = {
    "dict": "[{any}, {any}]",
    "frozenset": "[{any}]",
    "list": "[{any}]",
    "set": "[{any}]",
    "tuple": "[{any}, ...]",
}


class Speller:
    """Writes types and values as one module says them.

    ``schema`` is the name of the schema whose package is printed; ``model`` the module in which
    its own enums, records and errors stand, empty within that module; ``wire`` the one of ``JSON``.
    """

    def __init__(
        self, scope: Scope, schema: str, model: str = ".model", wire: str = "._wire"
    ) -> None:
        self.scope = scope
        self._wire = wire
        self.schema = schema
        self._model = model

    def declared(self, declaration: Enum | Record) -> str:
        """Return the name of the class of an enum or record."""
        return self.value(declaration.name, declaration.schema)

    def value(self, name: str, schema: str) -> str:
        if schema != self.schema:
            return self.scope.bare(schema, name)
        return self.scope.bare(self._model, name) if self._model else name

    def exception(self, error: Error) -> str:
        if error.python is not None:
            return self.scope.bare(error.python.module, error.python.name)
        return self.value(error.name, error.schema)

    def annotation(self, type: Type) -> str:
        """Return the annotation of a type."""
        if isinstance(type, Scalar):
            return self._scalar(type)
        if isinstance(type, ListOf):
            return f"{self.scope.builtin('list')}[{self.annotation(type.element)}]"
        if isinstance(type, MapOf):
            key, value = self.annotation(type.key), self.annotation(type.value)
            return f"{self.scope.builtin('dict')}[{key}, {value}]"
        if isinstance(type, Big):
            return self.annotation(type.value)
        if isinstance(type, Enum):
            name = self.declared(type)
            return f"{name} | {self.scope.builtin(type.base.python)}" if type.open else name
        if isinstance(type, Custom):
            return self._custom(type)
        return self.declared(type)

    def field(self, field: Field) -> str:
        """Return the annotation of a field's value."""
        annotation = self.annotation(field.type)
        return f"{annotation} | None" if field.optional else annotation

    def default(self, field: Field) -> str:
        """Return the expression of a field's default value."""
        value = field.default
        assert value is not None
        if isinstance(value, EmptyList):
            return "[]"
        if isinstance(value, MemberValue):
            return f"{self.declared(value.enum)}.{value.member.name}"
        type = field.type.value if isinstance(field.type, Big) else field.type
        if type is FLOAT:
            return self.scope.literal(float(value))
        if type is DECIMAL:
            return f"{self.scope.module('decimal')}.Decimal({self.scope.literal(str(value))})"
        assert not isinstance(value, Decimal)
        return self.scope.literal(value)

    def parameter(self, field: Field, name: str) -> Parameter:
        """Return a field as a keyword parameter that may be left out where the field may.

        A list is left out as None, for a list in a signature would be shared by all calls.
        """
        annotation = self.field(field)
        if isinstance(field.default, EmptyList):
            filled = f"[] if {name} is None else {name}"
            return Parameter(name, f"{annotation} | None", " = None", filled)
        if field.default is not None:
            return Parameter(name, annotation, f" = {self.default(field)}", name)
        return Parameter(name, annotation, " = None" if field.optional else "", name)

    def _scalar(self, scalar: Scalar) -> str:
        if scalar is DECIMAL:
            return f"{self.scope.module('decimal')}.Decimal"
        if scalar is DATETIME:
            return f"{self.scope.module('datetime')}.datetime"
        if scalar is PATH:
            name = self.scope.bare("twisted.python.filepath", "FilePath")
            return f"{name}[{self.scope.builtin('str')}]"
        if scalar is JSON:
            return self.scope.bare(self._wire, "JSON")
        return self.scope.builtin(scalar.python)

    def _custom(self, custom: Custom) -> str:
        python = custom.python
        name = self.scope.bare(python.module, python.name, checking=python.module != "builtins")
        if python.module == "builtins" and python.name in _GENERIC:
            return name + _GENERIC[python.name].format(any=self.scope.bare("typing", "Any"))
        return name


def default_bytes(field: Field) -> bytes:
    """Return what a field's default value is on the wire."""
    value = field.default
    assert value is not None
    type = field.type.value if isinstance(field.type, Big) else field.type
    if isinstance(value, EmptyList):
        return b""
    if isinstance(value, MemberValue):
        return str(value.member.value).encode()
    if isinstance(value, bytes):
        return value
    return str(float(value) if type is FLOAT else value).encode()
