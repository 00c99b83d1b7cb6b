"""Programs to start from: a server, a client, and classes that have yet to be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ampgen import naming
from ampgen.presenting.documents import text
from ampgen.presenting.methods import document, received
from ampgen.presenting.scope import Scope
from ampgen.presenting.types import Speller
from ampgen.schema import Command, Interface, Protocol, Role, Schema
from ampgen.views import Method, Program, Skeleton, Start

_FIRST_PORT = 1234
# What the templates of programs call by these names.
_SPOKEN_FOR = frozenset(
    {"main", "reactor", "result", "endpoint", "port", "forever", "print", "NotImplementedError"}
    | {"_task", "_endpoints"}
)


def present_server(schema: Schema) -> Program:
    """Return a server that takes part in every protocol of the schema."""
    sides = [_listening(protocol) for protocol in schema.protocols]
    printer = _Printer(schema, [interface for _, role in sides for interface in role.answers])
    endpoints = printer.scope.bare("twisted.internet", "endpoints")
    task = printer.scope.bare("twisted.internet", "task")
    deferred = printer.scope.bare("twisted.internet.defer", "Deferred")
    skeletons = printer.skeletons()
    starts = [
        Start(
            entry=printer.name(naming.factory_class(protocol, role)),
            handlers=", ".join(printer.made(role)),
            endpoint=f'"tcp:{port}"',
            variable="",
            uses=(),
        )
        for port, (protocol, role) in enumerate(sides, _FIRST_PORT)
    ]
    doc = f"A server of {schema.name} to start from."
    return printer.program(doc, skeletons, starts, endpoints, task, deferred)


def present_client(schema: Schema) -> Program:
    """Return a client that takes part in every protocol of the schema."""
    sides = [(protocol, naming.connecting_role(protocol)) for protocol in schema.protocols]
    printer = _Printer(schema, [interface for _, role in sides for interface in role.answers])
    task = printer.scope.bare("twisted.internet", "task")
    skeletons = printer.skeletons()
    starts: list[Start] = []
    for port, (protocol, role) in enumerate(sides, _FIRST_PORT):
        variable = printer.scope.own(naming.variable(protocol))
        starts.append(
            Start(
                entry=printer.name(naming.connect_function(protocol, role)),
                handlers="".join(f", {made}" for made in printer.made(role)),
                endpoint=f'"tcp:localhost:{port}"',
                variable=variable,
                uses=_uses(protocol, role, variable),
            )
        )
    doc = f"A client of {schema.name} to start from."
    return printer.program(doc, skeletons, starts, task=task)


def present_missing(
    schema: Schema, interface: Interface, commands: Sequence[Command], name: str = ""
) -> Program:
    """Return what a program that answers an interface lacks: the methods of some commands.

    ``name`` is the class that they belong to, if there is one already.
    """
    printer = _Printer(schema, [interface])
    skeleton = printer.skeleton(interface, commands)
    if name:
        from dataclasses import replace

        skeleton = replace(skeleton, name=name)
    return printer.program("", [skeleton], [])


def _listening(protocol: Protocol) -> tuple[Protocol, Role]:
    first, second = protocol.roles
    return protocol, second if first == naming.connecting_role(protocol) else first


def _uses(protocol: Protocol, role: Role, variable: str) -> tuple[str, ...]:
    (other,) = (one for one in protocol.roles if one is not role)
    uses: list[str] = []
    for interface in other.answers:
        client = variable
        if not protocol.implied:
            client = f"{variable}.{naming.client_attribute(interface)}"
        for command in interface.commands[:1]:
            given = ", ".join(f"{naming.parameter(field.name)}=..." for field in command.arguments)
            call = f"{client}.{naming.method(command)}({given})"
            uses.append(call if command.oneway else f"result = await {call}")
    return tuple(uses)


class _Printer:
    """Prints programs that use a schema's package from outside."""

    def __init__(self, schema: Schema, interfaces: Iterable[Interface]) -> None:
        self._schema = schema
        self._interfaces = list(dict.fromkeys(interfaces))
        methods = {naming.method(c) for interface in self._interfaces for c in interface.commands}
        self.override = "_override" if "override" in methods else "override"
        self._classes: dict[Interface, str] = {}
        for interface in self._interfaces:
            name = interface.name
            taken = {*self._classes.values(), *_SPOKEN_FOR, self.override}
            while name in taken:
                name = f"Other{name}"
            self._classes[interface] = name
        self.scope = Scope(
            defined=[*self._classes.values(), *_SPOKEN_FOR, self.override], captured=methods
        )
        self._speller = Speller(
            self.scope, schema.name, model=schema.name, wire=f"{schema.name}._wire"
        )

    def name(self, name: str, schema: str = "") -> str:
        return self.scope.bare(schema or self._schema.name, name)

    def made(self, role: Role) -> list[str]:
        return [f"{self._classes[interface]}()" for interface in role.answers]

    def skeletons(self) -> list[Skeleton]:
        return [self.skeleton(interface, interface.commands) for interface in self._interfaces]

    def skeleton(self, interface: Interface, commands: Sequence[Command]) -> Skeleton:
        return Skeleton(
            name=self._classes[interface],
            base=self.name(naming.responder_class(interface), interface.schema),
            doc=self.scope.docstring(text(interface, f"Answers ``{interface.name}``.")),
            override=self.override,
            methods=tuple(self._method(interface, command) for command in commands),
        )

    def program(
        self,
        doc: str,
        skeletons: Sequence[Skeleton],
        starts: Sequence[Start],
        endpoints: str = "",
        task: str = "",
        deferred: str = "",
    ) -> Program:
        any_ = self.scope.bare("typing", "Any")
        guarded = any(skeleton.methods for skeleton in skeletons)
        if guarded:
            alias = "override" if self.override == "override" else f"override as {self.override}"
            self.scope.guard(f"from typing_extensions import {alias}")
        return Program(
            doc=self.scope.docstring(doc),
            imports=self.scope.imports(),
            any=any_,
            endpoints=endpoints,
            task=task,
            Deferred=deferred,
            override=self.override if guarded else "",
            skeletons=tuple(skeletons),
            starts=tuple(starts),
        )

    def _method(self, interface: Interface, command: Command) -> Method:
        returns = "None"
        if command.response:
            returns = self.name(naming.result_class(command), interface.schema)
        return Method(
            name=naming.method(command),
            parameters=received(command, self._speller),
            returns=returns,
            doc=self.scope.docstring(
                document(command, self._speller, f"Answer ``{command.name}``.")
            ),
            operation="",
            call="",
            oneway=command.oneway,
            deadline="",
            deadline_type="",
            marker="",
        )
