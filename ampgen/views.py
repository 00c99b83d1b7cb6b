"""The package as printed: ready text for the templates, every choice about looks made.

These classes are the contract of the templates, of ours and of a user's own folder. All text that
stems from a schema is a literal or a checked identifier by now; a template only prints it.
A text may have several lines: it is printed with the ``indent`` filter at the depth where it
stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

Constant: TypeAlias = "str | bytes | int | float | bool"


@dataclass(frozen=True, slots=True)
class Imports:
    """What a module imports: ready lines.

    ``standard`` is Python's own library, ``others`` are Twisted, applications and packages of
    other schemas, ``own`` are modules of this package. ``checking`` are needed by type checkers
    only; ``guard`` is then how the module calls ``TYPE_CHECKING``.
    """

    standard: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    checking: tuple[str, ...] = ()
    guard: str = ""


@dataclass(frozen=True, slots=True)
class Module:
    """What every generated module has.

    ``constants`` are the values out of the schema that its literals must evaluate to, and
    ``documents`` its docstrings as they must read, for the check of the finished text.
    """

    digest: str
    doc: str
    imports: Imports
    constants: tuple[Constant, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter or an attribute. ``default`` is empty or begins with `` = ``.

    ``value`` is what a function does with it: the name, or an expression that fills in a list of
    its own.
    """

    name: str
    annotation: str
    default: str
    value: str


@dataclass(frozen=True, slots=True)
class EnumMember:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class EnumClass:
    """``base`` is how the module calls ``enum.Enum``."""

    name: str
    base: str
    doc: str
    members: tuple[EnumMember, ...]


@dataclass(frozen=True, slots=True)
class ValueClass:
    """A record or a result.

    ``match_args``, which are its slots too, and ``shown`` (the text of its repr) are ready
    literals, ``equality`` is a statement.
    """

    name: str
    doc: str
    attributes: tuple[Parameter, ...]
    match_args: str
    equality: str
    shown: str


@dataclass(frozen=True, slots=True)
class ErrorClass:
    name: str
    base: str
    doc: str


@dataclass(frozen=True, slots=True)
class ModelModule(Module):
    enums: tuple[EnumClass, ...]
    values: tuple[ValueClass, ...]
    errors: tuple[ErrorClass, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together: a key and an argument, an exception and its code, …"""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class CommandClass:
    """A subclass of ``amp.Command``. ``base`` is how the module calls that class."""

    name: str
    base: str
    doc: str
    wire: str
    arguments: tuple[Pair, ...]
    response: tuple[Pair, ...]
    errors: tuple[Pair, ...]
    fatal_errors: tuple[Pair, ...]
    oneway: bool


@dataclass(frozen=True, slots=True)
class CommandsModule(Module):
    """``any`` is how the module calls ``typing.Any``.

    ``aliases`` give untyped argument classes a name that strict checkers let be called.

    ``lists`` are the sub-arguments of records, each before those that name it.
    """

    any: str
    aliases: tuple[Pair, ...]
    lists: tuple[SubArguments, ...]
    commands: tuple[CommandClass, ...]


@dataclass(frozen=True, slots=True)
class SubArguments:
    """The sub-arguments of a record. ``circular`` ones name themselves or one another."""

    name: str
    annotation: str
    arguments: tuple[Pair, ...]
    circular: bool


@dataclass(frozen=True, slots=True)
class Method:
    """A command as a method of a client or responder.

    ``operation`` is its constant in ``_codecs``. ``returns`` is the whole annotation. ``call``
    is the statement by which a client passes the values on. ``deadline`` is the parameter that holds
    the deadline of one call, empty for a one-way command. ``marker`` is empty or the deprecation's decorator.
    """

    name: str
    parameters: tuple[Parameter, ...]
    returns: str
    doc: str
    operation: str
    call: str
    oneway: bool
    deadline: str
    deadline_type: str
    marker: str


@dataclass(frozen=True, slots=True)
class ClientClass:
    name: str
    base: str
    doc: str
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True)
class ClientModule(Module):
    """``type_checking`` is set where a method is marked as deprecated."""

    clients: tuple[ClientClass, ...]
    type_checking: str


@dataclass(frozen=True, slots=True)
class ResponderClass:
    """``partial`` is the class that refuses what it does not define; ``name`` demands all."""

    name: str
    partial: str
    base: str
    abstractmethod: str
    unhandled: str
    doc: str
    partial_doc: str
    operations_type: str
    operations: str
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True)
class ResponderModule(Module):
    responders: tuple[ResponderClass, ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed client as an attribute of a connection: ``self.users = UsersClient(self, …)``."""

    name: str
    client: str


@dataclass(frozen=True, slots=True)
class Side:
    """One role of a protocol.

    ``handlers`` are the responders that are handed in. ``start``, ``make`` and ``factory_call`` are
    the statements that hand them on. ``entry`` is empty, or the attribute that ``connect`` gives
    instead of the connection.
    """

    connection: str
    connection_doc: str
    factory: str
    factory_doc: str
    handlers: tuple[Parameter, ...]
    start: str
    make: str
    factory_call: str
    attributes: tuple[Attribute, ...]
    connect: str
    connect_doc: str
    entry: str
    returns: str
    service: str
    service_doc: str
    service_returns: str


@dataclass(frozen=True, slots=True)
class ProtocolClasses:
    sides: tuple[Side, ...]
    tap: str
    tap_doc: str
    operations: str


@dataclass(frozen=True, slots=True)
class ProtocolModule(Module):
    """``names`` says how the module calls what it imports: ``names.Connection`` and so on."""

    names: dict[str, str]
    protocols: tuple[ProtocolClasses, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of straight-line code. ``signature`` is the text from ``def`` up to the colon."""

    signature: str
    lines: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class PublicNames(Module):
    """``__init__``: it imports all public names, ``exports`` are the literals of ``__all__``."""

    exports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """A whole package, one view for each module that has a template."""

    schema: str
    public: PublicNames
    model: ModelModule
    commands: CommandsModule
    client: ClientModule
    responder: ResponderModule
    protocol: ProtocolModule
    codecs: CodecsModule

    def modules(self) -> Iterator[tuple[str, Module]]:
        """Yield each module with its path within the package's folder."""
        yield "__init__.py", self.public
        yield "model.py", self.model
        yield "commands.py", self.commands
        yield "client.py", self.client
        yield "responder.py", self.responder
        yield "protocol.py", self.protocol
        yield "_codecs.py", self.codecs


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A class that answers an interface and has yet to be filled in.

    ``methods`` have ready docstrings, and ``override`` is how the file calls that decorator.
    """

    name: str
    base: str
    doc: str
    override: str
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """What a program does with one protocol.

    For a server ``entry`` is a factory, for a client a connector; ``handlers`` are the arguments
    that make what answers. ``variable`` is what a client calls what it gets, ``uses`` are calls
    to try.
    """

    entry: str
    handlers: str
    endpoint: str
    variable: str
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """A server or a client to start from."""

    doc: str
    imports: Imports
    any: str
    override: str
    skeletons: tuple[Skeleton, ...]
    starts: tuple[Start, ...]
