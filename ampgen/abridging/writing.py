"""A schema as text, but for what does not count on the wire."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from decimal import Decimal

from ampgen.builtins import Scalar
from ampgen.quoting import quoted_bytes, quoted_text
from ampgen.schema import (
    Big,
    Command,
    Custom,
    EmptyList,
    Enum,
    Error,
    Field,
    Interface,
    ListOf,
    Literal,
    MapOf,
    MemberValue,
    Parameter,
    Protocol,
    PythonName,
    Record,
    Schema,
    Value,
)


def written(schema: Schema, used: Container[int]) -> str:
    """Return the text of a schema with those declarations whose identities are among ``used``.

    Every field stands in a line of its own, so that a finding can show it.
    """
    writer = _Writer(schema)
    parts = [
        *("\n".join(writer.enum(one)) for one in schema.enums if id(one) in used),
        *("\n".join(writer.record(one)) for one in schema.records if id(one) in used),
        *(writer.error(one) for one in schema.errors if id(one) in used),
        *(writer.custom(one) for one in schema.customs if id(one) in used),
        *("\n".join(writer.interface(one)) for one in schema.interfaces if id(one) in used),
        *(
            "\n".join(writer.protocol(one))
            for one in schema.protocols
            if id(one) in used and not one.implied
        ),
    ]
    head = [f"schema {schema.name}", *filter(None, ["\n".join(writer.imports())])]
    return "\n\n".join([*head, *parts]) + "\n"


class _Writer:
    """Writes the declarations of one schema, and knows what it came to need for them."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._aliases = {one.schema.name: one.alias for one in reversed(schema.imports)}
        self._imported: set[str] = set()

    def imports(self) -> Iterator[str]:
        """Yield the imports without which what was written so far would mean nothing."""
        for name, alias in sorted(self._aliases.items()):
            if name in self._imported:
                short = alias == name.rpartition(".")[2]
                yield f"import {name}" + ("" if short else f" as {alias}")

    def enum(self, enum: Enum) -> Iterator[str]:
        yield f"enum {enum.name}: {enum.base.name} {{"
        for member in enum.members:
            yield f"    {member.name} = {_literal(member.value)}"
        if enum.open:
            yield "    _"
        yield "}"

    def record(self, record: Record) -> Iterator[str]:
        yield f"record {record.name} {{"
        for field in record.fields:
            yield f"    {self._field(field)}"
        yield "}"

    def error(self, error: Error) -> str:
        python = "" if error.python is None else f" python {_python(error.python)}"
        return f"error {error.name} = {quoted_bytes(error.code)}{python}"

    def custom(self, custom: Custom) -> str:
        made = _python(custom.argument)
        if custom.parameters:
            made += f"({', '.join(map(self._type, custom.parameters))})"
        seen, over = _python(custom.python), self._type(custom.over)
        return f"type {custom.name} = python {made} as {seen} over {over}"

    def interface(self, interface: Interface) -> Iterator[str]:
        yield f"interface {interface.name} {{"
        for command in interface.commands:
            yield from (f"    {line}" for line in self._command(command))
        yield "}"

    def protocol(self, protocol: Protocol) -> Iterator[str]:
        yield f"protocol {protocol.name} {{"
        for role in protocol.roles:
            if role.answers:
                yield f"    {role.name} answers {', '.join(map(self._name, role.answers))}"
        yield "}"

    def _command(self, command: Command) -> Iterator[str]:
        if command.wire != command.name.encode():
            yield f"@wire({quoted_bytes(command.wire)})"
        line = f"{'oneway ' * command.oneway}command {command.name}("
        if command.arguments:
            yield line
            yield from self._fields(command.arguments)
            line = ""
        if command.response:
            yield f"{line}) -> ("
            yield from self._fields(command.response)
            line = ""
        raised = [f"{'fatal ' * one.fatal}{self._name(one.error)}" for one in command.raises]
        yield f"{line})" + (f" raises {', '.join(raised)}" if raised else "")

    def _fields(self, fields: Sequence[Field]) -> Iterable[str]:
        return (f"    {self._field(field)}," for field in fields)

    def _field(self, field: Field) -> str:
        text = f"{field.name}: {self._type(field.type)}{'?' * field.optional}"
        if field.default is not None:
            text += f" = {_literal(field.default)}"
        if field.nonfinite:
            text = f"@nonfinite {text}"
        if isinstance(field.type, Big) and field.type.first == 0:
            text = f"@big(first=0) {text}"
        if field.wire != field.name.encode():
            text = f"@wire({quoted_bytes(field.wire)}) {text}"
        return text

    def _type(self, type: Parameter) -> str:
        match type:
            case Literal():
                return _literal(type.value)
            case Scalar():
                return type.name
            case ListOf():
                return f"list[{self._type(type.element)}]"
            case MapOf():
                return f"map[{self._type(type.key)}, {self._type(type.value)}]"
            case Big():
                return f"big[{self._type(type.value)}]"
            case Custom() | Enum() | Record():
                return self._name(type)

    def _name(self, declared: Custom | Enum | Error | Interface | Record) -> str:
        if declared.schema == self._schema.name:
            return declared.name
        self._imported.add(declared.schema)
        return f"{self._aliases[declared.schema]}.{declared.name}"


def _python(name: PythonName) -> str:
    return quoted_text(f"{name.module}:{name.name}")


def _literal(value: Value) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return quoted_text(value)
        case bytes():
            return quoted_bytes(value)
        case EmptyList():
            return "[]"
        case MemberValue():
            return f"{value.enum.name}.{value.member.name}"
        case int() | float() | Decimal():
            return str(value)
