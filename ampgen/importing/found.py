"""Hand-written commands as they were found, whichever way: nothing renamed, nothing left out.

Every node knows its place in the file that it was found in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ampgen.builtins import Scalar
from ampgen.findings import Finding
from ampgen.schema import PythonName
from ampgen.text import Place


@dataclass(frozen=True, slots=True)
class Many:
    """``ListOf(element)``."""

    element: Kind


@dataclass(frozen=True, slots=True)
class Boxes:
    """``AmpList(fields)``."""

    fields: tuple[FoundField, ...]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The ``Big`` of a generated package: one value over several keys, the first as in a schema."""

    kind: Kind
    first: int


@dataclass(frozen=True, slots=True)
class Own:
    """An application's own ``Argument`` class, and what it was made with.

    ``value`` is the type of what it yields, ``over`` what its bytes are for those who do not know
    it.
    """

    argument: PythonName
    parameters: tuple[Parameter, ...]
    value: PythonName
    over: Scalar


@dataclass(frozen=True, slots=True)
class Again:
    """An ``AmpList`` inside itself: the same one as so many further out, 1 being the next."""

    levels: int


Kind: TypeAlias = "Scalar | Many | Boxes | Pieces | Own | Again"
Parameter: TypeAlias = "Kind | bool | int | float | str"


@dataclass(frozen=True, slots=True)
class FoundField:
    wire: bytes
    kind: Kind
    optional: bool
    doc: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FoundError:
    """An exception that exists, or with ``python`` None one that the schema is to declare."""

    name: str
    python: PythonName | None
    code: bytes
    fatal: bool
    doc: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FoundCommand:
    """``python`` is the class itself; of a list of commands in JSON only its name is known."""

    python: PythonName
    wire: bytes
    arguments: tuple[FoundField, ...]
    response: tuple[FoundField, ...]
    errors: tuple[FoundError, ...]
    oneway: bool
    doc: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Answers:
    """A class with responders, and the commands that it answers itself."""

    name: str
    commands: tuple[PythonName, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found.

    ``docs`` are the words about each module, by its name. ``remarks`` say what was done that
    nobody asked for by name.
    """

    commands: tuple[FoundCommand, ...]
    answers: tuple[Answers, ...]
    findings: tuple[Finding, ...]
    docs: Mapping[str, str] = field(default_factory=dict[str, str])
    remarks: tuple[str, ...] = ()
