"""Argument objects of Twisted's AMP, and of applications, as expressions."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen import naming
from ampgen.builtins import Scalar
from ampgen.presenting.dividing import divided
from ampgen.presenting.nesting import visit
from ampgen.presenting.scope import Scope
from ampgen.schema import (
    Custom,
    Enum,
    Field,
    ListOf,
    Literal,
    MapOf,
    Parameter,
    Record,
    Type,
)
from ampgen.views import Pair, SubArguments


class Arguments:
    """Writes the argument objects of types."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.aliases: dict[object, Pair] = {}
        self.lists: list[SubArguments] = []
        self._names: dict[Record, str] = {}

    def items(self, fields: Sequence[Field], column: int) -> tuple[str, ...]:
        """Return a key and an argument object for each field, as items of a list at a column."""
        return tuple(
            divided(f"({self._scope.literal(field.wire)}, {self._field(field)})", column)
            for field in fields
        )

    def argument(self, type: Type, *, optional: bool = False) -> str:
        last = ["optional=True"] if optional else []
        if isinstance(type, Scalar):
            return self._call(type.amp, last)
        if isinstance(type, Enum):
            return self._call(type.base.amp, last)
        if isinstance(type, Custom):
            return self._custom(type, last)
        if isinstance(type, Record):
            return self._call("AmpList", [self._sub(type), *last])
        if isinstance(type, ListOf):
            if isinstance(type.element, Record):
                return self._call("AmpList", [self._sub(type.element), *last])
            return self._call("ListOf", [self.argument(type.element), *last])
        if isinstance(type, MapOf):
            key, value = self.argument(type.key), self.argument(type.value)
            return self._call("AmpList", [f'[(b"key", {key}), (b"value", {value})]', *last])
        big = self._scope.bare("._wire", "Big")
        return f"{big}({', '.join([self.argument(type.value), f'first={type.first}', *last])})"

    def _field(self, field: Field) -> str:
        return self.argument(field.type, optional=field.optional or field.default is not None)

    def _call(self, name: str, arguments: Sequence[str]) -> str:
        amp = self._scope.bare("twisted.protocols", "amp")
        return f"{self._alias(amp, amp)}.{name}({', '.join(arguments)})"

    def _custom(self, custom: Custom, last: Sequence[str]) -> str:
        name = self._scope.bare(custom.argument.module, custom.argument.name)
        # Whatever a schema names is looked at before it is called.
        checked = f"{self._scope.bare('._wire', 'argument_class')}({name})"
        arguments = [*map(self._parameter, custom.parameters), *last]
        return f"{self._alias(checked, name.rpartition('.')[2])}({', '.join(arguments)})"

    def _parameter(self, parameter: Parameter) -> str:
        if isinstance(parameter, Literal):
            return self._scope.literal(parameter.value)
        if isinstance(parameter, Record):
            return self._sub(parameter)
        return self.argument(parameter)

    def _alias(self, name: str, word: str) -> str:
        if name not in self.aliases:
            self.aliases[name] = Pair(self._scope.own(f"_{word.lstrip('_')}"), name)
        return self.aliases[name].left

    def _sub(self, record: Record) -> str:
        if record not in self._names:
            visit(record, self._names, self._enter, self._leave, parameters=True)
        return self._names[record]

    def _enter(self, record: Record) -> None:
        self._names[record] = self._scope.own(f"_{naming.snake_case(record.name).upper()}")

    def _leave(self, record: Record, holds_itself: bool) -> None:
        any_ = self._scope.bare("typing", "Any")
        list_, tuple_ = self._scope.builtin("list"), self._scope.builtin("tuple")
        annotation = f"{list_}[{tuple_}[{self._scope.builtin('bytes')}, {any_}]]"
        items = self.items(record.fields, 8 if holds_itself else 4)
        # Those that it names come before it by now, but for itself.
        self.lists.append(SubArguments(self._names[record], annotation, items, holds_itself))
