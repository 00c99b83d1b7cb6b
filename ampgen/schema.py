"""The schema as meant: resolved, every rule enforced, nothing left to look up.

Every node knows its place in the text and ignores it when compared. Declarations are compared
by identity, because a record may contain itself through a list.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TypeAlias

from ampgen.builtins import Scalar
from ampgen.frozen import dataclass, field
from ampgen.text import Place

_DISTRIBUTION = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,126}[a-z0-9])?")
# Every version of PEP 440 is written with these.
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.!+_-]{0,127}")


@dataclass(frozen=True, slots=True)
class Origin:
    """The distribution that ships a schema: its normalised name, its version."""

    distribution: str
    version: str

    @property
    def proper(self) -> bool:
        """Whether both are what they can be; they are printed as they are."""
        return all(
            type(text) is str and pattern.fullmatch(text) is not None
            for text, pattern in ((self.distribution, _DISTRIBUTION), (self.version, _VERSION))
        )

    def __str__(self) -> str:
        return f"{self.distribution} {self.version}"


@dataclass(frozen=True, slots=True)
class PythonName:
    """A name in an application's own module, ``module:Class``; never imported by the compiler."""

    module: str
    name: str


@dataclass(frozen=True, slots=True)
class MemberValue:
    """An enum's member as a default value."""

    enum: Enum
    member: Member


@dataclass(frozen=True, slots=True)
class EmptyList:
    """``[]`` as a default value."""


Value: TypeAlias = "bool | int | float | str | bytes | Decimal | MemberValue | EmptyList"


@dataclass(frozen=True, slots=True)
class ListOf:
    element: Type


@dataclass(frozen=True, slots=True)
class MapOf:
    key: Type
    value: Type


@dataclass(frozen=True, slots=True)
class Big:
    """The bytes of a value over several keys of a box.

    They are ``name``, ``name.2``, ``name.3``, … where ``first`` is 2, and ``name.0``,
    ``name.1``, … where it is 0. Each holds at most 65,535 bytes.
    """

    value: Type
    first: int


@dataclass(frozen=True, slots=True, eq=False)
class Custom:
    """An application's own ``Argument`` class: ``type T = python … as … over …``."""

    name: str
    schema: str
    argument: PythonName
    parameters: tuple[Parameter, ...]
    python: PythonName
    over: Type
    doc: str
    deprecated: str | None = None
    since: str | None = None
    place: Place = field(kw_only=True, repr=False)


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal handed to the constructor of an application's own ``Argument``."""

    value: int | float | str | bool


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an enum and its value on the wire, text or a whole number."""

    name: str
    value: str | int
    doc: str
    deprecated: str | None = None
    since: str | None = None
    place: Place = field(kw_only=True, compare=False, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Enum:
    """``base`` is the scalar its values travel as: ``STR`` or ``INT``."""

    name: str
    schema: str
    base: Scalar
    members: tuple[Member, ...]
    open: bool
    reserved: tuple[str, ...]
    doc: str
    deprecated: str | None = None
    since: str | None = None
    place: Place = field(kw_only=True, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    name: str
    schema: str
    fields: tuple[Field, ...] = field(repr=False)
    reserved: tuple[str, ...]
    doc: str
    deprecated: str | None = None
    since: str | None = None
    place: Place = field(kw_only=True, repr=False)


Type: TypeAlias = "Scalar | ListOf | MapOf | Big | Custom | Enum | Record"
Parameter: TypeAlias = "Type | Literal"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record, an argument or a part of a response.

    ``optional`` is ``T?``: absent is None. A ``default`` means that absent is that value, filled
    in by whoever reads. ``nonfinite`` lets a float be infinite or not a number.
    """

    name: str
    wire: bytes
    type: Type
    optional: bool
    default: Value | None
    doc: str
    nonfinite: bool = False
    deprecated: str | None = None
    since: str | None = None
    place: Place = field(kw_only=True, compare=False, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Error:
    """A declared error. With ``python`` the exception exists already and is not generated."""

    name: str
    schema: str
    code: bytes
    python: PythonName | None
    doc: str
    deprecated: str | None = None
    since: str | None = None
    place: Place = field(kw_only=True, repr=False)


@dataclass(frozen=True, slots=True)
class Raise:
    error: Error
    fatal: bool


@dataclass(frozen=True, slots=True, eq=False)
class Command:
    """``raises`` holds the interface's own errors too. ``timeout`` is in seconds."""

    name: str
    wire: bytes
    arguments: tuple[Field, ...]
    response: tuple[Field, ...]
    raises: tuple[Raise, ...]
    oneway: bool
    timeout: float | None
    doc: str
    deprecated: str | None = None
    since: str | None = None
    reserved_arguments: tuple[str, ...] = ()
    reserved_response: tuple[str, ...] = ()
    place: Place = field(kw_only=True, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Interface:
    name: str
    schema: str
    commands: tuple[Command, ...]
    reserved: tuple[str, ...]
    doc: str
    deprecated: str | None = None
    since: str | None = None
    place: Place = field(kw_only=True, repr=False)


@dataclass(frozen=True, slots=True)
class Role:
    """One side of a protocol and the interfaces that it answers, perhaps of other schemas."""

    name: str
    answers: tuple[Interface, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Protocol:
    """One connection with two roles.

    ``implied`` means that nobody wrote it: an interface that no protocol of its schema mentions
    is answered by ``server`` and called by ``client``, in a protocol of the interface's name.
    """

    name: str
    schema: str
    roles: tuple[Role, Role]
    implied: bool
    doc: str
    deprecated: str | None = None
    since: str | None = None
    place: Place = field(kw_only=True, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Import:
    """``alias`` is what this file calls the schema."""

    alias: str
    schema: Schema
    place: Place = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Schema:
    """One file, whole. Sequences keep the order of the text.

    ``digest`` is the SHA-256, as hexadecimal text, of the schema's text and of all that it
    imports, however far away. ``origin`` is the distribution that ships it, if it came from one.
    """

    name: str
    doc: str
    digest: str
    imports: tuple[Import, ...]
    enums: tuple[Enum, ...]
    records: tuple[Record, ...]
    errors: tuple[Error, ...]
    customs: tuple[Custom, ...]
    interfaces: tuple[Interface, ...]
    protocols: tuple[Protocol, ...]
    place: Place = field(repr=False)
    origin: Origin | None = None

    def reachable(self) -> tuple[Schema, ...]:
        """Return this schema and then all that it imports, however far away, nearest first."""
        found = [self]
        for each in found:
            found += [
                it.schema for it in each.imports if all(it.schema is not one for one in found)
            ]
        return tuple({each.name: each for each in found}.values())


def within(type: Parameter) -> tuple[Type, ...]:
    """Return the types between the brackets of a type, in the order in which they are written."""
    match type:
        case ListOf(element=inner) | Big(value=inner):
            return (inner,)
        case MapOf(key=key, value=value):
            return (key, value)
        case _:
            return ()
