"""The descriptions that the general path walks: one expression for each type."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen.builtins import (
    BOOL,
    BYTES,
    DATETIME,
    DECIMAL,
    FD,
    FLOAT,
    INT,
    JSON,
    PATH,
    STR,
    Scalar,
)
from ampgen import naming
from ampgen.presenting.arguments import Arguments
from ampgen.presenting.dividing import divided
from ampgen.presenting.nesting import visit
from ampgen.presenting.shape import tuple_of
from ampgen.presenting.types import Speller
from ampgen.schema import Big, Custom, Enum, Field, ListOf, MapOf, Record, Type
from ampgen.views import Pair, RecordFields

_SCALARS = {
    INT: "INTEGER",
    BYTES: "BYTES",
    STR: "TEXT",
    FLOAT: "FLOAT",
    BOOL: "BOOLEAN",
    DECIMAL: "DECIMAL",
    DATETIME: "DATETIME",
    PATH: "PATH",
    FD: "DESCRIPTOR",
    JSON: "JSON_TEXT",
}


class Descriptions:
    """Writes the description of a type, and collects those that several uses share."""

    def __init__(self, speller: Speller) -> None:
        self._speller = speller
        self._scope = speller.scope
        self.arguments = Arguments(speller.scope)
        self._names: dict[Type, str] = {}
        self.types: list[Pair] = []
        self.records: list[RecordFields] = []

    def fields(
        self, fields: Sequence[Field], column: int, inner: int, *, arguments: bool = False
    ) -> str:
        """Return a tuple of the descriptions of fields, which begins at a column.

        ``inner`` is the column of the descriptions where each has a line of its own. With
        ``arguments`` they tell by which keyword of a method a field is given.
        """
        said = [
            self._field(field, naming.parameter(field.name) if arguments else "")
            for field in fields
        ]
        whole = tuple_of(said, column)
        return tuple_of([divided(one, inner) for one in said], column) if "\n" in whole else whole

    def _field(self, field: Field, parameter: str) -> str:
        scope = self._scope
        parts = [
            f'"{field.name}"',
            scope.literal(field.wire),
            self.type(field.type, nonfinite=field.nonfinite),
        ]
        if field.optional:
            parts.append("optional=True")
        if field.default is not None:
            parts.append(f"default={self._speller.default(field)}")
        if parameter and parameter != field.name:
            parts.append(f'parameter="{parameter}"')
        return f"{scope.bare('._wire', 'Field')}({', '.join(parts)})"

    def type(self, type: Type, *, nonfinite: bool = False) -> str:
        if isinstance(type, Scalar):
            name = "NONFINITE_FLOAT" if type is FLOAT and nonfinite else _SCALARS[type]
            return self._wire(name)
        if isinstance(type, ListOf):
            return f"{self._wire('ListType')}({self.type(type.element, nonfinite=nonfinite)})"
        if isinstance(type, MapOf):
            key = self.type(type.key, nonfinite=nonfinite)
            return f"{self._wire('MapType')}({key}, {self.type(type.value, nonfinite=nonfinite)})"
        if isinstance(type, Big):
            value = self.type(type.value, nonfinite=nonfinite)
            return f"{self._wire('BigType')}({value}, {type.first})"
        if type in self._names:
            return self._names[type]
        if isinstance(type, Record):
            visit(type, self._names, self._enter, self._leave)
        else:
            self._name(type)
        return self._names[type]

    def _wire(self, name: str) -> str:
        return self._scope.bare("._wire", name)

    def _own(self, type: Enum | Record | Custom) -> str:
        name = self._names[type] = self._scope.own(f"_{naming.snake_case(type.name).upper()}")
        return name

    def _name(self, type: Enum | Custom) -> None:
        name = self._own(type)
        if isinstance(type, Enum):
            base = self.type(type.base)
            value = f"{self._speller.declared(type)}, {base}, open={type.open}"
            self.types.append(Pair(name, f"{self._wire('EnumType')}({value})"))
        else:
            argument = self.arguments.argument(type)
            self.types.append(Pair(name, f"{self._wire('CustomType')}({argument})"))

    def _enter(self, record: Record) -> None:
        value = f"{self._wire('RecordType')}({self._speller.declared(record)})"
        self.types.append(Pair(self._own(record), value))

    def _leave(self, record: Record, _holds_itself: bool) -> None:
        name = self._names[record]
        fields = self.fields(record.fields, len(f"{name}.fields = "), 4)
        self.records.append(RecordFields(name, fields))
