"""An old and a new side talk over a connection in memory, and what happened is told in a letter."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from twisted.protocols import amp

from ampgen.naming import (
    client_class,
    method,
    parameter,
    protocol_class,
    responder_class,
    result_class,
)
from ampgen.schema import Command, Field, Interface, Protocol, Role, Schema
from tests.compatibility.neutral import Generated, Plain, Values, agree, filled, meant
from tests.memory import Pair

GENERATED = "generated"
PLAIN = "plain"
KINDS = (GENERATED, PLAIN)

_AMP: Any = amp.AMP  # without annotations in Twisted


@dataclass(frozen=True)
class Call:
    """A call by its command's name. What is not said is a sample, or absent where it may be.

    ``raises`` is the name of the error that the responder raises instead of an answer.
    """

    command: str = "Do"
    sends: Mapping[str, Any] = field(default_factory=dict[str, Any])
    answers: Mapping[str, Any] = field(default_factory=dict[str, Any])
    raises: str = ""


@dataclass(frozen=True)
class Version:
    """A version of a schema, compiled and imported."""

    schema: Schema
    package: Any

    @staticmethod
    def load(schema: Schema) -> Version:
        return Version(schema, importlib.import_module(schema.name))

    def interface(self, command: str) -> Interface | None:
        return next(
            (
                one
                for one in self.schema.interfaces
                if any(each.name == command for each in one.commands)
            ),
            None,
        )

    def commands(self) -> Any:
        return importlib.import_module(f"{self.schema.name}.commands")

    def protocol(self) -> Protocol:
        """Return the protocol that somebody wrote, or the only one."""
        written = [one for one in self.schema.protocols if not one.implied]
        return (written or list(self.schema.protocols))[0]


class Sides:
    """Makes both ends of a connection, and makes a call over it."""

    def __init__(self, caller: Version, responder: Version, call: Call) -> None:
        self.caller = caller
        self.responder = responder
        self.call = call
        self.asked: list[tuple[Command, Values]] = []

    def outcome(self, caller: str, responder: str) -> str:
        """Make the call between two kinds of sides, and return ``ok``, ``E``, ``X`` or ``S``."""
        self.asked.clear()
        interface = self.caller.interface(self.call.command)
        assert interface is not None
        (command,) = [one for one in interface.commands if one.name == self.call.command]
        here = next(role for role in self.caller.protocol().roles if interface not in role.answers)
        calling = self._end(self.caller, here.name, caller)
        (there,) = [one.name for one in self.caller.protocol().roles if one is not here]
        pair = Pair(self._end(self.responder, there, responder), calling)
        sent = filled(command.arguments, self.call.sends)
        results: list[Any] = []
        answer = self._ask(calling, caller, interface, command, sent)
        if answer is not None:
            answer.addBoth(results.append)
        pair.settle()
        if pair.closed():
            return "X"
        pair.end()
        if answer is None:
            return "ok" if self._heard(command, sent) else "S"
        (result,) = results
        if hasattr(result, "getErrorMessage"):
            return self._failed(result.type.__name__, command)
        if self.call.raises or not self._heard(command, sent):
            return "S"
        return "ok" if self._read(command, self._back(caller, command, result)) else "S"

    def _failed(self, name: str, command: Command) -> str:
        """Return what it is that a call failed with an exception of some name."""
        if self.call.raises == name:
            return "ok"
        declared = any(name == one.error.name for one in command.raises)
        return "S" if self.call.raises and declared else "E"

    def _end(self, version: Version, role: str, kind: str) -> Any:
        protocol = version.protocol()
        (mine,) = [one for one in protocol.roles if one.name == role]
        if kind == PLAIN:
            return self._plain(version, mine)
        cls = getattr(version.package, protocol_class(protocol, mine))
        return cls(*[self._responder(version, one) for one in mine.answers])

    def _plain(self, version: Version, role: Role) -> Any:
        members: dict[str, Any] = {}
        for command in (one for interface in role.answers for one in interface.commands):
            cls: Any = getattr(version.commands(), command.name)

            def respond(this: Any, command: Command = command, **found: Any) -> Any:
                answer = self._answer(
                    version, command, Plain().back_fields(command.arguments, found)
                )
                return Plain().out_fields(command.response, answer)

            members[command.name] = cls.responder(respond)
        return type("PlainEnd", (_AMP,), members)()

    def _responder(self, version: Version, interface: Interface) -> Any:
        values = Generated(version.package)

        def answering(command: Command) -> Callable[..., Any]:
            def respond(this: Any, **found: Any) -> Any:
                asked = {
                    one.name: values.back(one.type, found[parameter(one.name)])
                    for one in command.arguments
                }
                answer = self._answer(version, command, asked)
                if not command.response:
                    return None
                given = {
                    one.name: values.out(one.type, answer[one.name])
                    for one in command.response
                    if answer.get(one.name) is not None
                }
                return getattr(version.package, result_class(command))(**given)

            return respond

        members = {method(one): answering(one) for one in interface.commands}
        base = getattr(version.package, responder_class(interface))
        return type("Responder", (base,), members)()

    def _answer(self, version: Version, command: Command, asked: Values) -> Values:
        self.asked.append((command, asked))
        if self.call.raises:
            raise getattr(version.package, self.call.raises)("because")
        return filled(command.response, self.call.answers)

    def _ask(
        self, end: Any, kind: str, interface: Interface, command: Command, sent: Values
    ) -> Any:
        if kind == PLAIN:
            cls = getattr(self.caller.commands(), command.name)
            return end.callRemote(cls, **Plain().out_fields(command.arguments, sent))
        values = Generated(self.caller.package)
        client = getattr(self.caller.package, client_class(interface))(end)
        given = {
            parameter(one.name): values.out(one.type, sent[one.name])
            for one in command.arguments
            if sent.get(one.name) is not None
        }
        return getattr(client, method(command))(**given)

    def _back(self, kind: str, command: Command, result: Any) -> Values:
        if kind == PLAIN:
            return Plain().back_fields(command.response, result)
        values = Generated(self.caller.package)
        return {
            one.name: values.back(one.type, getattr(result, one.name)) for one in command.response
        }

    def _heard(self, command: Command, sent: Values) -> bool:
        """Return whether the responder was asked what the caller meant."""
        if not self.asked:
            return False
        ((reached, asked),) = self.asked
        if reached.name != command.name:
            return False
        return _agree(meant(command.arguments, sent), reached.arguments, asked)

    def _read(self, command: Command, read: Values) -> bool:
        """Return whether the caller read what the responder meant."""
        interface = self.responder.interface(command.name)
        if interface is None:
            return True
        (theirs,) = [one for one in interface.commands if one.name == command.name]
        sent = meant(theirs.response, filled(theirs.response, self.call.answers))
        return _agree(sent, command.response, read)


def _agree(sent: Values, fields: tuple[Field, ...], read: Values) -> bool:
    """Return whether fields were read as they were sent, and none out of nothing."""
    conjured = [
        one.name
        for one in fields
        if one.name not in sent and not one.optional and one.default is None
    ]
    return not conjured and agree(sent, read)


def outcomes(caller: Version, responder: Version, call: Call) -> Iterator[tuple[str, str, str]]:
    """Make a call in every pairing of kinds: ``(caller, responder, outcome)``."""
    for one in KINDS:
        for two in KINDS:
            yield one, two, Sides(caller, responder, call).outcome(one, two)
