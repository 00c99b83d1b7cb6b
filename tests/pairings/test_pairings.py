"""Generated and hand-written peers, on either side, with equal bytes.

Random schemas are compiled and imported, and the same calls are made in every pairing of four
kinds of client with four kinds of server: hand-written Twisted with classes made from the model;
hand-written with the generated ``Command`` classes; generated on generated connections, which
takes the fast path; generated on Twisted's own ``AMP``, which takes the general one. What both
ends saw and every byte between them are those of hand-written Twisted on both sides.

``AMPGEN_SCHEMAS=1000 python -m pytest tests/pairings`` tries a thousand schemas, and
``AMPGEN_SHRINK=1`` looks for the smallest that fails.
"""

from __future__ import annotations

import importlib
import itertools
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from twisted.internet.defer import Deferred
from twisted.protocols import amp

from tests.building import build, importable
from tests.memory import Pair, Sent, pairs
from tests.pairings.shapes import Action, Fault, Model, Part, Values, contents, models
from tests.pairings.sides import ByHand, Generated, Outcome, snake_case

SCHEMAS = int(os.environ.get("AMPGEN_SCHEMAS", "25"))
# Making a failing schema smaller compiles hundreds of others, which takes minutes.
PHASES = [phase for phase in Phase if phase != Phase.shrink or "AMPGEN_SHRINK" in os.environ]
KINDS = ("by hand", "by hand, generated commands", "generated, fast", "generated, general")
AMP: Any = amp.AMP  # without annotations in Twisted
NUMBERS = itertools.count()
Call = tuple[Action, Values, Outcome]
Do = Callable[[Action, Values], Outcome]


class Meeting:
    """One schema, compiled and imported, and the sides that can be made of it."""

    def __init__(self, model: Model, package: Any) -> None:
        self.model = model
        self.package = package
        self.hand = ByHand(model)
        self.generated = Generated(model, package)

    def classes(self, kind: str) -> tuple[dict[str, Any], Callable[[str], type[Exception]]]:
        """Return the ``Command`` classes and the errors that a hand-written side uses."""
        if kind == "by hand":
            return self.hand.commands, self.hand.errors.__getitem__
        commands = importlib.import_module(f"{self.package.__name__}.commands")
        names = [action.name for action in self.model.actions]
        found = {name: getattr(commands, name) for name in names}

        def error(name: str) -> type[Exception]:
            cls: type[Exception] = getattr(self.package, name)
            return cls

        return found, error

    def server(self, kind: str, do: Do) -> Any:
        if kind.startswith("by hand"):
            commands, errors = self.classes(kind)
            return self.hand.server(commands, errors, do)
        responder = self.generated.responder(do)
        if kind == "generated, fast":
            return self.package.WorkServerProtocol(responder)
        return AMP(locator=responder)

    def client(self, kind: str) -> tuple[Any, Callable[[Action, Values], Deferred[Values] | None]]:
        """Return a connection and a function that calls over it."""
        if kind == "generated, fast":
            connection = self.package.WorkClientProtocol()
        else:
            connection = AMP()
        if not kind.startswith("by hand"):
            stub = self.package.WorkClient(connection)
            return connection, lambda action, values: self.generated.call(stub, action, values)
        commands, _ = self.classes(kind)

        def call(action: Action, values: Values) -> Deferred[Values] | None:
            words = self.hand.out(action.arguments, values)
            deferred: Any = connection.callRemote(commands[action.name], **words)
            if deferred is None:
                return None

            def back(found: Values) -> Values:
                return self.hand.back(action.response, found)

            answer: Deferred[Values] = deferred.addCallback(back)
            return answer

        return connection, call

    def talk(self, client: str, server: str, calls: list[Call]) -> tuple[list[Any], list[Any]]:
        """Make the calls and return what both ends saw, and what was sent."""
        seen: list[Any] = []
        outcomes = iter([outcome for _, _, outcome in calls])

        def do(action: Action, values: Values) -> Outcome:
            seen.append(("asked", action.name, comparable(values)))
            return next(outcomes)

        def answered(found: Values) -> None:
            seen.append(("answered", comparable(found)))

        def raised(failure: Any) -> None:
            seen.append(("raised", failure.type.__name__, str(failure.value)))

        connection, call = self.client(client)
        pair = Pair(self.server(server, do), connection)
        for action, values, _ in calls:
            answer = call(action, values)
            if answer is not None:
                # At once: Twisted drops the connection if nobody stands ready for an error.
                answer.addCallbacks(answered, raised)
            pair.settle()
        seen.append(("closed", pair.transports["server"].disconnecting))
        pair.end()
        return seen, pair.sent


def comparable(value: Any) -> Any:
    """Values of the same meaning and, where equality is blind to it, of the same form."""
    whole: object = value
    kind = type(whole)
    if kind is dict:
        return [(comparable(key), comparable(one)) for key, one in value.items()]
    if kind in (list, tuple):
        return [comparable(one) for one in value]
    if hasattr(value, "utcoffset"):
        return value.isoformat()
    if hasattr(value, "asTextMode"):
        return value.asTextMode().path
    return kind.__name__, str(value)


@st.composite
def conversations(draw: st.DrawFn) -> tuple[Model, list[Call]]:
    """Draw a schema and calls; only the last may close the connection."""
    model = draw(models())
    calls: list[Call] = []
    for action in model.actions:
        for _ in range(draw(st.integers(1, 3))):
            outcome = Outcome(draw(contents(action.response)))
            mild = [fault.name for fault in action.faults if not fault.fatal]
            if mild and draw(st.integers(0, 2)) == 0:
                words = draw(st.text("abc é%\"'", max_size=20))
                outcome = Outcome({}, draw(st.sampled_from(mild)), words)
            calls.append((action, draw(contents(action.arguments)), outcome))
    fatal: list[tuple[Action, Fault]] = [
        (action, fault) for action in model.actions for fault in action.faults if fault.fatal
    ]
    wanted: bool = draw(st.booleans())
    if fatal and wanted:
        action, fault = draw(st.sampled_from(fatal))
        calls.append((action, draw(contents(action.arguments)), Outcome({}, fault.name, "end")))
    return model, calls


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pairings")


@settings(
    max_examples=SCHEMAS,
    deadline=None,
    phases=PHASES,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
    print_blob=True,
)
@given(conversation=conversations())
def test_every_pairing_says_and_sends_the_same(
    conversation: tuple[Model, list[Call]], folder: Path
) -> None:
    model, calls = conversation
    name = f"pairing{next(NUMBERS)}"
    note(model.text(name))
    build({f"{name}.amp": model.text(name)}, folder)
    try:
        with importable(folder):
            meeting = Meeting(model, importlib.import_module(name))
            expected = meeting.talk(KINDS[0], KINDS[0], calls)
            for client, server in itertools.product(KINDS, KINDS):
                found = meeting.talk(client, server, calls)
                assert found == expected, f"{client} with {server}\n{model.text(name)}"
            straight_line_code_agrees(meeting, calls, expected[1])
    finally:
        shutil.rmtree(folder / name)


def straight_line_code_agrees(meeting: Meeting, calls: list[Call], sent: list[Sent]) -> None:
    """Each fast function does what hand-written Twisted does, or raises and leaves it alone."""
    operations = {
        operation.name: operation for operation in meeting.package.WorkResponder.operations
    }
    requests = iter([box for sender, box in sent if sender == "client"])
    answers = iter([box for sender, box in sent if sender == "server"])
    out, back = meeting.generated.out, meeting.generated.back
    for action, values, outcome in calls:
        operation = operations[action.name]
        request = next(requests)
        tag = dict(pairs(request)).get(b"_ask", b"")
        given = meeting.hand.filled(action.arguments, values)
        sent_values = {**defaults(action.arguments), **values}
        found = out(action.arguments, sent_values, str)
        arguments = [found.get(part.name) for part in action.arguments]
        assert tried(operation.write_request, tag, *arguments) in (None, request)
        read = tried(operation.read_request, request, behind(request, b"_command"))
        if read is not None:
            assert read[0] == len(request)
            found = back(action.arguments, read[1].__getitem__, snake_case)
            assert comparable(found) == comparable(given)
        if action.oneway:
            continue
        answer = next(answers)
        if outcome.fault:
            continue
        result = None
        given = meeting.hand.filled(action.response, outcome.answer)
        if action.response:
            cls = getattr(meeting.package, f"{action.name}Result")
            result = cls(**out(action.response, outcome.answer, str))
        assert tried(operation.write_answer, tag, result) in (None, answer)
        read = tried(operation.read_answer, answer, behind(answer, b"_answer"))
        if read is not None:
            assert read[0] == len(answer)
            result = read[1]
            found = back(action.response, lambda name: getattr(result, name), str)
            assert comparable(found) == comparable(given)


def defaults(parts: tuple[Part, ...]) -> Values:
    return {part.name: part.default for part in parts if part.default is not None}


def tried(function: Callable[..., Any] | None, *arguments: Any) -> Any:
    """Return what a fast function returns, None where it leaves the work to the general path."""
    if function is None:
        return None
    try:
        return function(*arguments)
    except Exception:
        return None


def behind(box: bytes, key: bytes) -> int:
    """Return where the value of a key of the protocol's own ends."""
    at = 0
    for found, value in pairs(box):
        at += 4 + len(found) + len(value)
        if found == key:
            return at
    raise AssertionError(f"no {key!r}")
