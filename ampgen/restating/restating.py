"""From a schema as meant to its file as written."""

from __future__ import annotations

import re

from ampgen import schema, syntax
from ampgen.builtins import INT, STR
from ampgen.checking import Problems
from ampgen.restating.writing import NOTHING, Writer
from ampgen.text import Place

_DECLARED = (schema.Enum, schema.Record, schema.Custom, schema.Error, schema.Interface)
_DIGEST = re.compile("[0-9a-f]{64}")


def restate(problems: Problems, meant: schema.Schema) -> syntax.File:
    """Return what would have to be written for a schema to be meant.

    It is right as far as the form of text goes; a name that could not be written is missing. What
    nobody writes is left out: protocols that are implied, and roles that answer nothing.
    """
    return _Restating(problems, meant).file()


class _Restating(Writer):
    def __init__(self, problems: Problems, meant: schema.Schema) -> None:
        super().__init__(problems, meant.name)
        self._meant = meant

    def file(self) -> syntax.File:
        meant = self._meant
        place = self.begin(meant)
        if not (type(meant.digest) is str and _DIGEST.fullmatch(meant.digest)):
            self.wrong("a digest is 64 lower-case hexadecimal digits", "not such a digest")
        origin = meant.origin
        if origin is not None and not (type(origin) is schema.Origin and origin.proper):
            self.wrong("a distribution has a name and a version", "not such a distribution")
        head = syntax.SchemaName(self.dotted(meant.name), self.notes(meant), place)
        imports = tuple(
            one
            for one in self.every(meant.imports, schema.Import)
            if self.every((one.schema,), schema.Schema)
        )
        self._know(imports)
        return syntax.File(
            (head,),
            tuple(map(self._import, imports)),
            (
                *map(self._enum, self.every(meant.enums, schema.Enum)),
                *map(self._record, self.every(meant.records, schema.Record)),
                *map(self._error, self.every(meant.errors, schema.Error)),
                *map(self._custom, self.every(meant.customs, schema.Custom)),
                *map(self._interface, self.every(meant.interfaces, schema.Interface)),
                *(
                    self._protocol(one)
                    for one in self.every(meant.protocols, schema.Protocol)
                    if not one.implied
                ),
            ),
            frozenset(),
            place,
        )

    def _know(self, imports: tuple[schema.Import, ...]) -> None:
        """Note how all is called that the schema may refer to: its own, and what it imports."""
        schemas = [((one.alias,), one.schema) for one in imports]
        for prefix, each in (*schemas, ((), self._meant)):
            for kind in (each.enums, each.records, each.customs, each.errors, each.interfaces):
                if type(kind) is tuple:
                    self.paths |= {
                        id(one): (*prefix, one.name) for one in kind if type(one) in _DECLARED
                    }

    def _import(self, written: schema.Import) -> syntax.Import:
        self.begin(written)
        path = self.dotted(written.schema.name)
        last = path.parts[-1].text
        alias = None if written.alias == last else self.name(written.alias)
        return syntax.Import(path, alias, NOTHING)

    def _enum(self, meant: schema.Enum) -> syntax.Enum:
        place = self.begin(meant)
        base = meant.base.name if meant.base in (INT, STR) else ""
        if not base:
            self.wrong("the values of an enum are `str` or `int`", "neither")
        members = [self._member(one) for one in self.every(meant.members, schema.Member)]
        if meant.open:
            members.append(syntax.Member(syntax.Name("_", place), None, NOTHING))
        return syntax.Enum(
            self.name(meant.name, place),
            self.path(base),
            tuple(members),
            self.reserved(meant.reserved),
            self.notes(meant),
        )

    def _member(self, meant: schema.Member) -> syntax.Member:
        self.begin(meant)
        name = self.name(meant.name)
        if name.text == "_":
            self.wrong("`_` stands for every unknown value", "no name of a member")
            name = self.missing()
        value: syntax.Value | None = self.value(meant.value)
        if not isinstance(value, (syntax.String, syntax.Number)):
            self.wrong("the value of a member is a text or a whole number", "neither")
            value = None
        return syntax.Member(name, value, self.notes(meant))

    def _record(self, meant: schema.Record) -> syntax.Record:
        self.begin(meant)
        name, notes = self.name(meant.name), self.notes(meant)
        reserved = self.reserved(meant.reserved)
        return syntax.Record(name, self._fields(meant.fields), reserved, notes)

    def _error(self, meant: schema.Error) -> syntax.Error:
        self.begin(meant)
        python = None if meant.python is None else self.python(meant.python)
        return syntax.Error(
            self.name(meant.name), self.wire(meant.code), python, self.notes(meant)
        )

    def _custom(self, meant: schema.Custom) -> syntax.Custom:
        self.begin(meant)
        return syntax.Custom(
            self.name(meant.name),
            self.python(meant.argument),
            tuple(map(self._parameter, self.sequence(meant.parameters))),
            self.python(meant.python),
            self.written_type(meant.over),
            self.notes(meant),
        )

    def _parameter(self, meant: object) -> syntax.Type | syntax.Number | syntax.String:
        if type(meant) is not schema.Literal:
            return self.written_type(meant)
        value = self.value(meant.value)
        if isinstance(value, (syntax.Number, syntax.String)):
            return value
        path = value if isinstance(value, syntax.Path) else self.path("")
        return syntax.Type(path, None, None, self.place)

    def _interface(self, meant: schema.Interface) -> syntax.Interface:
        self.begin(meant)
        name, notes = self.name(meant.name), self.notes(meant)
        reserved = self.reserved(meant.reserved)
        commands = tuple(map(self._command, self.every(meant.commands, schema.Command)))
        # The commands hold what their interface raises.
        return syntax.Interface(name, None, commands, reserved, notes)

    def _command(self, meant: schema.Command) -> syntax.Command:
        place = self.begin(meant)
        name = self.name(meant.name)
        annotations: list[syntax.Annotation] = []
        if type(meant.wire) is not bytes or meant.wire != name.text.encode():
            annotations.append(self.annotation("wire", self.wire(meant.wire)))
        if meant.timeout is not None:
            annotations.append(self.annotation("timeout", self.value(meant.timeout)))
        notes = self.notes(meant, annotations)
        raised = tuple(
            syntax.Raised(self.reference(one.error), one.fatal)
            for one in self.every(meant.raises, schema.Raise)
        )
        arguments = self._list(meant.arguments, meant.reserved_arguments, place)
        self.place = place
        answer = self._list(meant.response, meant.reserved_response, place)
        answers = answer.fields or answer.reserved or not meant.oneway
        return syntax.Command(
            name,
            place if meant.oneway else None,
            arguments,
            answer if answers else None,
            syntax.Raises(raised, place) if raised else None,
            notes,
        )

    def _protocol(self, meant: schema.Protocol) -> syntax.Protocol:
        place = self.begin(meant)
        roles = [
            syntax.Role(
                self.name(one.name), tuple(map(self.reference, self.sequence(one.answers)))
            )
            for one in self.every(meant.roles, schema.Role)
        ]
        answering = tuple(role for role in roles if role.answers)
        return syntax.Protocol(self.name(meant.name, place), answering, self.notes(meant))

    def _list(self, fields: object, reserved: object, place: Place) -> syntax.Fields:
        held = self.reserved(reserved)
        return syntax.Fields(self._fields(fields), held, place)

    def _fields(self, fields: object) -> tuple[syntax.Field, ...]:
        return tuple(map(self._field, self.every(fields, schema.Field)))

    def _field(self, meant: schema.Field) -> syntax.Field:
        place = self.begin(meant)
        name, type_ = self.name(meant.name), self.written_type(meant.type)
        if meant.optional:
            type_ = syntax.Type(type_.path, type_.arguments, place, place)
        annotations: list[syntax.Annotation] = []
        if type(meant.wire) is not bytes or meant.wire != name.text.encode():
            annotations.append(self.annotation("wire", self.wire(meant.wire)))
        if type(meant.type) is schema.Big and meant.type.first != 2:
            annotations.append(self.annotation("big", self.value(meant.type.first), "first"))
        if meant.nonfinite:
            nonfinite = syntax.Name("nonfinite", place)
            annotations.append(syntax.Annotation(nonfinite, None, place))
        default = None if meant.default is None else self._default(meant)
        return syntax.Field(name, type_, default, self.notes(meant, annotations))

    def _default(self, meant: schema.Field) -> syntax.Value | None:
        value = meant.default
        if type(value) is not schema.MemberValue:
            return self.value(value)
        if value.enum is not meant.type or all(
            value.member is not one for one in value.enum.members
        ):
            self.wrong("a default is a member of the enum of its field", "not such a member")
            return None
        return self.path(value.enum.name, value.member.name)
