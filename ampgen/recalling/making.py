"""From a description to the schemas that it claims to describe, which nobody has checked yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ampgen.builtins import INT, STR
from ampgen.recalling.parts import Part
from ampgen.recalling.resolving import Known
from ampgen.schema import (
    Command,
    Custom,
    Enum,
    Error,
    Field,
    Import,
    Interface,
    Member,
    Origin,
    Protocol,
    PythonName,
    Raise,
    Record,
    Role,
    Schema,
)
from ampgen.text import Place

_COMMON = ("name", "doc", "deprecated", "since", "place")
_SCHEMA = "name doc digest imports enums records errors customs interfaces protocols".split()


class _Notes(NamedTuple):
    """What every declaration, member, field and command has."""

    name: str
    doc: str
    deprecated: str | None
    since: str | None
    place: Place


def make_schemas(description: Mapping[str, Part]) -> dict[str, Schema]:
    """Return the schemas that a description's parts describe, by name.

    What is wrong with the form is told by the parts. Whatever else may be wrong, what is returned
    says it as well: names that are none, circles, values that do not fit.
    """
    makers = [
        _Maker(part.holds(*_SCHEMA, perhaps=("distribution",))) for part in description.values()
    ]
    known = Known()
    for maker in makers:
        maker.declare(known)
    for maker in makers:
        maker.fill(known)
    for maker in makers:
        maker.connect(known)
    return {name: maker.schema for name, maker in zip(description, makers)}


class _Maker:
    """Makes one schema, in three passes over all of them, because what they declare may refer
    to each other."""

    def __init__(self, part: Part) -> None:
        self._part = part
        name = part.text("name")
        self._name = name
        self.schema = Schema(
            name, part.text("doc"), part.text("digest"), (), (), (), (), (), (), (), part.place,
            _origin(part),
        )  # fmt: skip

    def declare(self, known: Known) -> None:
        """Make what others refer to, as far as it refers to nothing itself."""
        known.schemas.setdefault(self._name, self.schema)
        self._enums = [self._enum(part) for part in self._part.parts("enums")]
        self._errors = [self._error(part) for part in self._part.parts("errors")]
        self._records = [
            (part.holds(*_COMMON, "fields", "reserved"), self._record(part))
            for part in self._part.parts("records")
        ]
        self._customs = [
            (part.holds(*_COMMON, "argument", "parameters", "python", "over"), self._custom(part))
            for part in self._part.parts("customs")
        ]
        known.add(self._enums)
        known.add(self._errors)
        known.add([record for _, record in self._records])
        known.add([custom for _, custom in self._customs])

    def fill(self, known: Known) -> None:
        """Put into records and types what they hold, and make the interfaces."""
        for part, record in self._records:
            object.__setattr__(record, "fields", self._fields(part, "fields", known))
        for part, custom in self._customs:
            parameters = [known.parameter(one) for one in part.parts("parameters")]
            over = known.type(part.part("over"))
            object.__setattr__(
                custom, "parameters", tuple(one for one in parameters if one is not None)
            )
            object.__setattr__(custom, "over", over or STR)
        self._interfaces = [
            self._interface(part, known) for part in self._part.parts("interfaces")
        ]
        known.add(self._interfaces)

    def connect(self, known: Known) -> None:
        """Make the protocols and the imports, and the schema whole."""
        imports = [self._import(part, known) for part in self._part.parts("imports")]
        protocols = [self._protocol(part, known) for part in self._part.parts("protocols")]
        for name, value in (
            ("imports", [one for one in imports if one is not None]),
            ("enums", self._enums),
            ("records", [record for _, record in self._records]),
            ("errors", self._errors),
            ("customs", [custom for _, custom in self._customs]),
            ("interfaces", self._interfaces),
            ("protocols", [one for one in protocols if one is not None]),
        ):
            object.__setattr__(self.schema, name, tuple(value))

    def _import(self, part: Part, known: Known) -> Import | None:
        part.holds("alias", "schema", "place")
        found = known.schemas.get(part.text("schema"))
        if found is None:
            part.wrong("schema", "this description does not hold that schema", "not here")
            return None
        _check_place(part)
        return Import(part.text("alias"), found, part.place_of("alias"))

    def _enum(self, part: Part) -> Enum:
        part.holds(*_COMMON, "base", "open", "members", "reserved")
        notes, base = _notes(part), part.text("base")
        if base not in ("str", "int"):
            part.wrong("base", "the values of an enum are `str` or `int`", "neither")
        return Enum(
            notes.name,
            self._name,
            INT if base == "int" else STR,
            tuple(self._member(one) for one in part.parts("members")),
            part.flag("open"),
            part.texts("reserved"),
            *notes[1:4],
            place=notes.place,
        )

    def _member(self, part: Part) -> Member:
        notes = _notes(part.holds(*_COMMON, "value"))
        value = part.literal("value").value
        if isinstance(value, (bool, float)):
            part.wrong("value", "the value of a member is a text or a whole number", "neither")
            value = 0
        return Member(notes.name, value, *notes[1:4], place=notes.place)

    def _record(self, part: Part) -> Record:
        notes = _notes(part)
        return Record(
            notes.name, self._name, (), part.texts("reserved"), *notes[1:4], place=notes.place
        )

    def _error(self, part: Part) -> Error:
        notes = _notes(part.holds(*_COMMON, "code", "python"))
        python = _python(part.part("python")) if part.has("python") else None
        return Error(
            notes.name, self._name, part.wire("code"), python, *notes[1:4], place=notes.place
        )

    def _custom(self, part: Part) -> Custom:
        notes = _notes(part)
        argument, python = _python(part.part("argument")), _python(part.part("python"))
        return Custom(
            notes.name, self._name, argument, (), python, STR, *notes[1:4], place=notes.place
        )

    def _interface(self, part: Part, known: Known) -> Interface:
        notes = _notes(part.holds(*_COMMON, "commands", "reserved"))
        return Interface(
            notes.name,
            self._name,
            tuple(self._command(one, known) for one in part.parts("commands")),
            part.texts("reserved"),
            *notes[1:4],
            place=notes.place,
        )

    def _command(self, part: Part, known: Known) -> Command:
        keys = "wire oneway arguments response raises timeout reserved_arguments reserved_response"
        notes = _notes(part.holds(*_COMMON, *keys.split()))
        return Command(
            notes.name,
            part.wire("wire"),
            self._fields(part, "arguments", known),
            self._fields(part, "response", known),
            tuple(
                Raise(error, one.flag("fatal"))
                for one in part.parts("raises")
                if (
                    error := known.find(
                        Error, one.holds("error", "fatal").part("error").holds("schema", "name")
                    )
                )
            ),
            part.flag("oneway"),
            part.number("timeout"),
            *notes[1:4],
            part.texts("reserved_arguments"),
            part.texts("reserved_response"),
            place=notes.place,
        )

    def _protocol(self, part: Part, known: Known) -> Protocol | None:
        notes = _notes(part.holds(*_COMMON, "implied", "roles"))
        roles: list[Role] = []
        for one in part.parts("roles"):
            found = [
                known.find(Interface, each.holds("schema", "name"))
                for each in one.holds("name", "answers").parts("answers")
            ]
            answers = tuple(interface for interface in found if interface is not None)
            roles.append(Role(one.text("name"), answers))
        if len(roles) != 2:
            part.wrong("roles", "a protocol has two roles", f"{len(roles)} here")
            return None
        return Protocol(
            notes.name,
            self._name,
            (roles[0], roles[1]),
            part.flag("implied"),
            *notes[1:4],
            place=notes.place,
        )

    def _fields(self, part: Part, key: str, known: Known) -> tuple[Field, ...]:
        fields: list[Field] = []
        for one in part.parts(key):
            one.holds(*_COMMON, "wire", "type", "optional", "default", "nonfinite")
            notes, type = _notes(one), known.type(one.part("type"))
            default = known.value(one.part("default")) if one.has("default") else None
            fields.append(
                Field(
                    notes.name,
                    one.wire("wire"),
                    type or STR,
                    one.flag("optional"),
                    default,
                    notes.doc,
                    one.flag("nonfinite"),
                    notes.deprecated,
                    notes.since,
                    place=notes.place,
                )
            )
        return tuple(fields)


def _notes(part: Part) -> _Notes:
    _check_place(part)
    return _Notes(
        part.text("name"),
        part.text("doc"),
        part.text_or_none("deprecated"),
        part.text_or_none("since"),
        part.place,
    )


def _check_place(part: Part) -> None:
    place = part.part("place").holds("line", "column")
    for key in ("line", "column"):
        number = place.literal(key).value if place.has(key) else 1
        if isinstance(number, (bool, str, float)) or number < 1:
            place.wrong(key, f"a {key} is a whole number from 1", "not such a number")


def _python(part: Part) -> PythonName:
    part.holds("module", "name")
    return PythonName(part.text("module"), part.text("name"))


def _origin(part: Part) -> Origin | None:
    if not part.has("distribution"):
        return None
    held = part.part("distribution").holds("name", "version")
    return Origin(held.text("name"), held.text("version"))
