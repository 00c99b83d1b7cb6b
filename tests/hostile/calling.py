"""All commands of a package called, in memory: its own ends with each other and with Twisted's."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from typing import Any

from twisted.internet.defer import Deferred, succeed
from twisted.protocols import amp

from ampgen import naming
from ampgen.scaffolding import scaffold
from ampgen.schema import Command, Interface, Protocol, Role, Schema
from tests.fuzz.values import value as any_value
from tests.memory import Pair, now
from tests.wire.peers import take_the_general_path

AMP: Any = amp.AMP  # without annotations in Twisted
BOX: Any = amp.Box


class Here:
    """An endpoint that connects to nobody."""

    def connect(self, factory: Any) -> Any:
        return succeed(factory.buildProtocol(None))


class Called:
    """A package that is called, and what is wrong with it.

    :ivar wrong: what went otherwise than the schema says, in words.
    """

    def __init__(self, schema: Schema) -> None:
        self.wrong: list[str] = []
        self._package: Any = import_module(schema.name)
        import_module(f"{schema.name}.commands")
        self._schema = schema
        self._chance = random.Random(schema.name)
        self._met: set[Interface] = set()
        for public in self._package.__all__:
            getattr(self._package, public)
        self._note("programs", self._programs)
        for protocol in schema.protocols:
            for first, second in (protocol.roles, protocol.roles[::-1]):
                self._protocol(protocol, first, second)

    def _protocol(self, protocol: Protocol, first: Role, second: Role) -> None:
        """Let one role answer, over the connection classes, both of their paths and Twisted's."""
        for interface in first.answers:
            whole = interface not in self._met
            self._met.add(interface)
            commands = interface.commands if whole else interface.commands[:1]
            for path in ("fast", "general", "asked by Twisted", "answered by Twisted"):
                self._note(f"{protocol.name} {interface.name}", self._path, path, protocol,
                           first, second, interface, commands)  # fmt: skip

    def _note(self, where: str, do: Any, *given: Any) -> None:
        try:
            do(*given)
        except Exception as problem:
            self.wrong.append(f"{where}: {type(problem).__name__}: {problem}"[:600])

    def _programs(self) -> None:
        """Run the programs to start from, as far as they go without a peer."""
        for name, text in scaffold(self._schema).items():
            known: dict[str, Any] = {"__name__": name}
            exec(compile(text, name, "exec"), known)
            if name == "server.py":
                continue
            for word, held in list(known.items()):
                if getattr(held, "__module__", "").endswith(".protocol"):
                    known[word] = _connected
            with redirect_stdout(StringIO()):
                now(Deferred.fromCoroutine(known["main"](None)))

    def _path(
        self,
        path: str,
        protocol: Protocol,
        first: Role,
        second: Role,
        interface: Interface,
        commands: tuple[Command, ...],
    ) -> None:
        end = Answering(interface)
        answering = plain(end)
        if path != "answered by Twisted":
            answering = self._end(protocol, first, {interface: end.responder})
        asking = AMP()
        if path != "asked by Twisted":
            asking = self._end(protocol, second, {})
            client = getattr(asking, naming.client_attribute(interface))
        else:
            client = None
        if path == "general":
            take_the_general_path(asking)
            take_the_general_path(answering)
        pair = Pair(answering, asking)
        for command in commands:
            self._note(
                f"{path}: {interface.name}.{command.name}", self._call, pair, client, end, command
            )
        pair.end()

    def _end(self, protocol: Protocol, role: Role, responders: dict[Interface, Any]) -> Any:
        """Return an end of a connection, made in one of the ways that there are."""
        package: Any = self._package
        given = [
            responders[one] if one in responders else Answering(one).responder
            for one in role.answers
        ]
        factory = getattr(package, naming.factory_class(protocol, role))
        service = getattr(package, naming.service_function(protocol, role))
        if self._chance.random() < 0.5:
            service(None, Here(), *given)
            return factory(*given).buildProtocol(None)
        made: list[Any] = []
        connect = getattr(package, naming.connect_function(protocol, role))
        connect(None, Here(), *given).addCallback(made.append)
        return getattr(made[0], "connection", made[0]) if protocol.implied else made[0]

    def _call(self, pair: Pair, client: Any, end: Answering, command: Command) -> None:
        operation = end.operation(command)
        arguments = {
            naming.parameter(field.name): value(self._chance, description.type)
            for field, description in zip(command.arguments, operation.arguments)
        }
        answer = None
        if command.response:
            answer = operation.result(
                **{
                    field.name: value(self._chance, description.type)
                    for field, description in zip(command.response, operation.response)
                }
            )
        assert same(answer, answer)
        for error in (None, *(error for error, *_ in operation.errors)):
            end.outcome = answer if error is None else error("why")
            end.asked = None
            found = self._asked(pair, client, end, command, arguments)
            if operation.oneway:
                found = answer = None
            assert same(end.asked, arguments), f"asked {end.asked!r} and not {arguments!r}"
            if error is None:
                assert same(found, answer), f"answered {found!r} and not {answer!r}"
            else:
                assert type(found) is error and str(found) == "why", f"raised {found!r}"

    def _asked(
        self, pair: Pair, client: Any, end: Answering, command: Command, arguments: Any
    ) -> Any:
        if client is None:
            return self._asked_by_twisted(pair, end, command, arguments)
        deferred = getattr(client, naming.method(command))(**arguments)
        if deferred is None:
            pair.settle()
            return None
        got: list[Any] = []
        deferred.addCallbacks(got.append, _raised(got))
        pair.settle()
        return got[0] if got else "no answer"

    def _asked_by_twisted(
        self, pair: Pair, end: Answering, command: Command, arguments: Any
    ) -> Any:
        """Have Twisted's own code say what a client would have said."""
        operation = end.operation(command)
        cls = getattr(end.commands_of_twisted, command.name)
        values = [arguments[naming.parameter(field.name)] for field in command.arguments]
        words = cls.parseArguments(boxed(operation.arguments, values), None)
        got: list[Any] = []
        deferred = pair.ends["client"].callRemote(cls, **words)
        if deferred is None:
            pair.settle()
            return None
        deferred.addCallbacks(got.append, _raised(got))
        pair.settle()
        if not got or isinstance(got[0], Exception):
            return got[0] if got else "no answer"
        if operation.result is None:
            assert got[0] == {}
            return None
        box = cls.makeResponse(got[0], None)
        return operation.result(**{one.name: one.read(box, None) for one in operation.response})


def _connected(*_given: object) -> Any:
    return succeed("connected")


def _raised(got: list[Any]) -> Callable[[Any], None]:
    """Return what notes the exception of a failure."""

    def note(failure: Any) -> None:
        got.append(failure.value)

    return note


def boxed(fields: Any, values: Any) -> Any:
    """Return the box of values, by the descriptions of their fields."""
    box: dict[bytes, bytes] = {}
    for field, held in zip(fields, values):
        field.write(held, box, None)
    return BOX(box)


def plain(end: Answering) -> Any:
    """Return a hand-written end that answers an interface as an end that is told does."""

    def respond(command: Command) -> Any:
        operation, cls = end.operation(command), getattr(end.commands_of_twisted, command.name)

        def answer(_self: Any, /, **words: Any) -> Any:
            box = cls.makeArguments(words, None)
            found = end.answer({one.parameter: one.read(box, None) for one in operation.arguments})
            values = [getattr(found, field.name) for field in operation.response]
            return cls.parseResponse(boxed(operation.response, values), None)

        return cls.responder(answer)

    # Twisted finds what answers when the class is made.
    return type("Server", (AMP,), {f"c{n}": respond(one) for n, one in enumerate(end.commands)})()


class Answering:
    """A responder that does what it is told.

    :ivar outcome: what it returns, or raises.
    :ivar asked: what it was given last.
    """

    def __init__(self, interface: Interface) -> None:
        self.outcome: Any = None
        self.asked: Any = None
        self.commands = interface.commands
        package: Any = import_module(interface.schema)
        self.commands_of_twisted: Any = import_module(f"{interface.schema}.commands")
        base = getattr(package, naming.responder_class(interface))
        self._operations = {operation.method: operation for operation in base.operations}
        methods = {naming.method(one): self._method() for one in interface.commands}
        self.responder = type("Told", (base,), methods)()

    def operation(self, command: Command) -> Any:
        return self._operations[naming.method(command)]

    def _method(self) -> Any:
        def answer(_self: Any, /, **arguments: Any) -> Any:
            return self.answer(arguments)

        return answer

    def answer(self, arguments: Any) -> Any:
        self.asked = arguments
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


def same(one: Any, other: Any) -> bool:
    """Say whether two values are alike, also those that are not equal to themselves."""
    return bool(one == other) or repr(one) == repr(other)


def value(chance: random.Random, kind: Any, depth: int = 0) -> Any:
    """Return a value of a type that its package describes, which comes back as it was."""
    name = type(kind).__name__
    few = range(0 if depth > 3 else chance.randrange(3))
    if name == "ListType":
        return [value(chance, kind.element, depth + 1) for _ in few]
    if name == "MapType":
        key, held = kind.entry
        return {
            value(chance, key.type, depth + 1): value(chance, held.type, depth + 1) for _ in few
        }
    if name == "RecordType":
        return kind.cls(**{one.name: value(chance, one.type, depth + 1) for one in kind.fields})
    if name == "EnumType":
        # What an open enum does not know stays as it came.
        others = [{"Integer": 12_345, "Text": "?"}[type(kind.values).__name__]] * kind.open
        return chance.choice([*kind.cls, *others])
    if name == "CustomType":
        # The types of these tests are texts.
        return chance.choice(("", "text"))
    return any_value(chance, kind, depth)
