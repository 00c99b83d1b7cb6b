"""The schema as written: one node for each thing in the text, nothing resolved.

Every node knows its place and ignores it when compared. A name whose text is empty stands where
a name is missing: the parser has told about it, and nobody else needs to. The ``place`` of a
declaration, a field, a member or a command is that of its name.
"""

from __future__ import annotations

from typing import TypeAlias

from ampgen.frozen import dataclass, field
from ampgen.text import Place


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Path:
    """Names with dots between them: ``common.Country``."""

    parts: tuple[Name, ...]
    place: Place = field(compare=False, repr=False)

    @property
    def text(self) -> str:
        if len(self.parts) == 1:
            return self.parts[0].text
        return ".".join([part.text for part in self.parts])


@dataclass(frozen=True, slots=True)
class String:
    """What stands between the quotes, its escapes as they are written and known to be right."""

    raw: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written, known to be one."""

    text: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Values:
    """``[…]``."""

    values: tuple[Value, ...]
    place: Place = field(compare=False, repr=False)


Value: TypeAlias = "Number | String | Path | Values"


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands in the brackets of an annotation: ``value`` or ``name=value``."""

    name: Name | None
    value: Value


@dataclass(frozen=True, slots=True)
class Annotation:
    """``settings`` is None where there are no brackets."""

    name: Name
    settings: tuple[Setting, ...] | None
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Type:
    """``arguments`` is None where there are no brackets; ``optional`` is the place of a ``?``."""

    path: Path
    arguments: tuple[Type, ...] | None
    optional: Place | None = field(compare=False, repr=False)
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Notes:
    """What may stand before anything that is declared."""

    doc: str
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Reserved:
    names: tuple[Name | String, ...]
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Field:
    name: Name
    type: Type
    default: Value | None
    notes: Notes

    @property
    def place(self) -> Place:
        return self.name.place


@dataclass(frozen=True, slots=True)
class Fields:
    """A list in brackets: the arguments or the response of a command."""

    fields: tuple[Field, ...]
    reserved: tuple[Reserved, ...]
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Raised:
    error: Path
    fatal: bool

    @property
    def place(self) -> Place:
        return self.error.place


@dataclass(frozen=True, slots=True)
class Raises:
    """``place`` is the word ``raises``."""

    raised: tuple[Raised, ...]
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Command:
    """``answer`` is None where there is no ``->``; ``oneway`` is the place of that word."""

    name: Name
    oneway: Place | None = field(compare=False, repr=False)
    arguments: Fields
    answer: Fields | None
    raises: Raises | None
    notes: Notes

    @property
    def place(self) -> Place:
        return self.name.place


@dataclass(frozen=True, slots=True)
class Member:
    name: Name
    value: Value | None
    notes: Notes

    @property
    def place(self) -> Place:
        return self.name.place


@dataclass(frozen=True, slots=True)
class SchemaName:
    path: Path
    notes: Notes
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Import:
    path: Path
    alias: Name | None
    notes: Notes

    @property
    def place(self) -> Place:
        return self.path.place


@dataclass(frozen=True, slots=True)
class Enum:
    name: Name
    base: Path | None
    members: tuple[Member, ...]
    reserved: tuple[Reserved, ...]
    notes: Notes

    @property
    def place(self) -> Place:
        return self.name.place


@dataclass(frozen=True, slots=True)
class Record:
    name: Name
    fields: tuple[Field, ...]
    reserved: tuple[Reserved, ...]
    notes: Notes

    @property
    def place(self) -> Place:
        return self.name.place


@dataclass(frozen=True, slots=True)
class Error:
    name: Name
    code: String | None
    python: String | None
    notes: Notes

    @property
    def place(self) -> Place:
        return self.name.place


@dataclass(frozen=True, slots=True)
class Custom:
    name: Name
    argument: String
    parameters: tuple[Type | Number | String, ...]
    python: String
    over: Type
    notes: Notes

    @property
    def place(self) -> Place:
        return self.name.place


@dataclass(frozen=True, slots=True)
class Interface:
    name: Name
    raises: Raises | None
    commands: tuple[Command, ...]
    reserved: tuple[Reserved, ...]
    notes: Notes

    @property
    def place(self) -> Place:
        return self.name.place


@dataclass(frozen=True, slots=True)
class Role:
    name: Name
    answers: tuple[Path, ...]

    @property
    def place(self) -> Place:
        return self.name.place


@dataclass(frozen=True, slots=True)
class Protocol:
    name: Name
    roles: tuple[Role, ...]
    notes: Notes

    @property
    def place(self) -> Place:
        return self.name.place


Declaration: TypeAlias = "Enum | Record | Error | Custom | Interface | Protocol"


@dataclass(frozen=True, slots=True)
class File:
    """One file.

    ``lost`` are names that may be declared where the text could not be understood, and None where
    any name may be.
    """

    schemas: tuple[SchemaName, ...]
    imports: tuple[Import, ...]
    declarations: tuple[Declaration, ...]
    lost: frozenset[str] | None
    place: Place = field(compare=False, repr=False)
