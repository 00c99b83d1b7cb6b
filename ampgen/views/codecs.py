"""``_codecs.py`` as printed."""

from __future__ import annotations


from ampgen.frozen import dataclass
from ampgen.views.commands import SubArguments
from ampgen.views.common import Module, Pair


@dataclass(frozen=True, slots=True)
class Function:
    """A function of straight-line code. ``signature`` is the text from ``def`` up to the colon.

    ``body`` is all of its lines: a large schema has a million.
    """

    signature: str
    body: str


@dataclass(frozen=True, slots=True)
class RecordFields:
    """The fields of a record's description, a ready tuple."""

    name: str
    fields: str


@dataclass(frozen=True, slots=True)
class OperationValue:
    """One command's description and functions. Its fields and errors are ready tuples."""

    name: str
    constructor: str
    command: str
    wire: str
    method: str
    arguments: str
    response: str
    result: str
    errors: str
    oneway: bool
    timeout: str
    write_request: str
    read_request: str
    write_answer: str
    read_answer: str


@dataclass(frozen=True, slots=True)
class CodecsModule(Module):
    """``types`` and ``records`` describe values for the general path, the rest is the fast one.

    ``aliases`` and ``lists`` are as in ``CommandsModule``.
    """

    any: str
    aliases: tuple[Pair, ...]
    lists: tuple[SubArguments, ...]
    types: tuple[Pair, ...]
    records: tuple[RecordFields, ...]
    tables: tuple[Pair, ...]
    functions: tuple[Function, ...]
    operations: tuple[OperationValue, ...]
