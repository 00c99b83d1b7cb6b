"""``client.py``: what calls the interfaces."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen import naming
from ampgen.presenting.documents import entry, text
from ampgen.presenting.methods import constants, document, method_names, result
from ampgen.presenting.scope import Scope
from ampgen.presenting.shape import WIDTH, bracketed, fits, tuple_of
from ampgen.presenting.types import Speller
from ampgen.schema import Command, Interface, Schema
from ampgen.views import ClientClass, ClientModule, Method, Parameter


def present_client(schema: Schema) -> ClientModule:
    commands = [command for interface in schema.interfaces for command in interface.commands]
    marks = any(command.deprecated is not None for command in commands)
    scope = Scope(
        defined=[naming.client_class(interface) for interface in schema.interfaces],
        captured=method_names(schema),
    )
    speller = Speller(scope, schema.name)
    doc = scope.docstring(f"What calls the interfaces of {schema.name}.")
    operations = constants(schema)
    clients = tuple(_client(interface, operations, speller) for interface in schema.interfaces)
    return ClientModule(
        digest=schema.digest[:16],
        doc=doc,
        type_checking=scope.bare("typing", "TYPE_CHECKING") if marks else "",
        imports=scope.imports(),
        constants=scope.constants,
        documents=scope.documents,
        clients=clients,
    )


def _client(interface: Interface, operations: dict[Command, str], speller: Speller) -> ClientClass:
    return ClientClass(
        name=naming.client_class(interface),
        base=speller.scope.bare("._wire", "Client"),
        doc=speller.scope.docstring(text(interface, f"Calls what ``{interface.name}`` offers.")),
        methods=tuple(
            _method(command, operations[command], speller) for command in interface.commands
        ),
    )


def _method(command: Command, operation: str, speller: Speller) -> Method:
    scope = speller.scope
    parameters = tuple(
        speller.parameter(argument, naming.parameter(argument.name))
        for argument in command.arguments
    )
    deadline = "" if command.oneway else naming.timeout_parameter(command)
    waiting = [] if command.oneway else [entry(f"param {deadline}", _waiting(command))]
    returns = "None"
    if not command.oneway:
        returns = f"{scope.bare('twisted.internet.defer', 'Deferred')}[{result(command, speller)}]"
    marker = ""
    if command.deprecated is not None:
        marker = f"@_deprecated({scope.literal(command.deprecated)})"
    return Method(
        name=naming.method(command),
        parameters=parameters,
        returns=returns,
        doc=scope.docstring(document(command, speller, f"Call ``{command.name}``.", waiting)),
        operation=scope.bare("._codecs", operation),
        call=_call(scope.bare("._codecs", operation), parameters, deadline),
        oneway=command.oneway,
        deadline=deadline,
        deadline_type=f"{scope.builtin('float')} | None",
        marker=marker,
    )


def _call(operation: str, parameters: Sequence[Parameter], deadline: str) -> str:
    values = [parameter.value for parameter in parameters]
    start = "return self._call(" if deadline else "self._send("
    last = [deadline] if deadline else []
    line = f"{start}{', '.join([operation, tuple_of(values, 0), *last])})"
    if fits(line, 8):
        return line
    return bracketed(start, [operation, tuple_of(values, 13), *last], ")", WIDTH)


def _waiting(command: Command) -> str:
    words = "Seconds to wait for the answer."
    if command.timeout is None:
        return words
    return f"{words} {command.timeout:g} unless the client says otherwise."
