"""``model.py``: enums, records, results and errors."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen import naming
from ampgen.presenting.documents import entry, remark, text
from ampgen.presenting.shape import any_of, returned, tuple_of
from ampgen.presenting.scope import Scope
from ampgen.presenting.types import Speller
from ampgen.schema import Command, Enum, Error, Field, Record, Schema
from ampgen.views import EnumClass, EnumMember, ErrorClass, ModelModule, ValueClass


def present_model(schema: Schema) -> ModelModule:
    commands = [command for interface in schema.interfaces for command in interface.commands]
    answering = [command for command in commands if command.response]
    errors = [error for error in schema.errors if error.python is None]
    scope = Scope(defined=defined(schema))
    speller = Speller(scope, schema.name, model="")
    doc = scope.docstring(f"The values of {schema.name}: enums, records, results and errors.")
    enums = tuple(_enum(enum, scope) for enum in schema.enums)
    records = [_record(record, speller) for record in schema.records]
    results = [_result(command, speller) for command in answering]
    exceptions = tuple(_error(error, scope) for error in errors)
    return ModelModule(
        digest=schema.digest[:16],
        doc=doc,
        imports=scope.imports(),
        constants=scope.constants,
        documents=scope.documents,
        enums=enums,
        values=(*records, *results),
        errors=exceptions,
    )


def defined(schema: Schema) -> list[str]:
    """Return the names of all classes of the module, in its order."""
    commands = [command for interface in schema.interfaces for command in interface.commands]
    return [
        *(enum.name for enum in schema.enums),
        *(record.name for record in schema.records),
        *(naming.result_class(command) for command in commands if command.response),
        *(error.name for error in schema.errors if error.python is None),
    ]


def _enum(enum: Enum, scope: Scope) -> EnumClass:
    doc = text(
        enum,
        f"The enum ``{enum.name}``.",
        [
            *([_openness(enum)] if enum.open else []),
            *(
                entry(f"cvar {member.name}", remark(member))
                for member in enum.members
                if remark(member)
            ),
        ],
    )
    return EnumClass(
        name=enum.name,
        base=f"{scope.module('enum')}.Enum",
        doc=scope.docstring(doc),
        members=tuple(
            EnumMember(member.name, scope.literal(member.value)) for member in enum.members
        ),
    )


def _openness(enum: Enum) -> str:
    article = "an" if enum.base.python == "int" else "a"
    words = f"A value that is not known here stays as it came, {article} ``{enum.base.python}``."
    return f"{words}\n" if any(map(remark, enum.members)) else words


def _record(record: Record, speller: Speller) -> ValueClass:
    doc = text(record, f"The record ``{record.name}``.", _attributes(record.fields))
    return _value(record.name, doc, record.fields, speller)


def _result(command: Command, speller: Speller) -> ValueClass:
    words = [f"What ``{command.name}`` answers.", "\n".join(_attributes(command.response))]
    return _value(
        naming.result_class(command), "\n\n".join(filter(None, words)), command.response, speller
    )


def _attributes(fields: Sequence[Field]) -> list[str]:
    return [entry(f"ivar {field.name}", remark(field)) for field in fields if remark(field)]


def _value(name: str, doc: str, fields: Sequence[Field], speller: Speller) -> ValueClass:
    names = [f'"{field.name}"' for field in fields]
    equal = [f"self.{field.name} == other.{field.name}" for field in fields]
    values = ", ".join(f"{field.name}={{self.{field.name}!r}}" for field in fields)
    shown = f'f"{name}({values})"' if fields else f'"{name}()"'
    return ValueClass(
        name=name,
        doc=speller.scope.docstring(doc),
        attributes=tuple(speller.parameter(field, field.name) for field in fields),
        match_args=tuple_of(names, len("    __match_args__ = ")),
        equality=any_of("and", equal or ["True"], "return ", "", 8),
        shown=returned(shown, 8),
    )


def _error(error: Error, scope: Scope) -> ErrorClass:
    return ErrorClass(
        name=error.name,
        base=scope.builtin("Exception"),
        doc=scope.docstring(text(error, f"The error ``{error.name}``.")),
    )
