"""Run Twisted's tests for AMP on generated connections: ``python -m tests.twisted_amp.running``.

They are those of the Twisted that is installed; nothing of them is copied. What they take for
``amp.AMP`` is `Connection` behind the constructor of that class. The program prints a JSON object:
the name of each test that was run, and the last line of what went wrong, or null. With ``--plain``
nothing is replaced.
"""

from __future__ import annotations

import json
import sys
import types
import unittest
from typing import Any

from twisted.protocols import amp

from ampgen.wire import Connection, Limits


class AMP(Connection):
    """A connection that is made as ``amp.AMP`` is.

    Two limits are off, since the tests throw connections away without closing them, and their
    runner counts the timers that are left.
    """

    def __init__(self, boxReceiver: Any = None, locator: Any = None) -> None:
        super().__init__(limits=Limits(box_seconds=None, close_seconds=None))
        if boxReceiver is not None:
            self.boxReceiver = boxReceiver
        if locator is not None:
            self.locator = locator


class Record(unittest.TestResult):
    """Keeps what became of every test."""

    def __init__(self) -> None:
        super().__init__()
        self.outcomes: dict[str, str | None] = {}

    def startTest(self, test: unittest.TestCase) -> None:
        super().startTest(test)
        self.outcomes.setdefault(_name(test), None)

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:
        super().addSkip(test, reason)
        del self.outcomes[_name(test)]

    def take(self) -> dict[str, str | None]:
        for test, trace in [*self.errors, *self.failures]:
            name = _name(test)
            self.outcomes[name] = self.outcomes[name] or trace.strip().splitlines()[-1]
        return self.outcomes


def _name(test: unittest.TestCase) -> str:
    return ".".join(test.id().split(".")[-2:])


def run(plain: bool) -> dict[str, str | None]:
    """Run the tests, in this process, which is not to be used for anything else."""
    if not plain:
        setattr(amp, "AMP", AMP)
    # Its classes derive from amp.AMP, so that must be replaced by now.
    from twisted.test import test_amp as untyped

    tests: Any = untyped
    record = Record()
    loader = unittest.defaultTestLoader
    names: dict[str, object] = tests.__dict__
    cases: list[Any] = [
        case
        for case in names.values()
        if isinstance(case, type) and issubclass(case, unittest.TestCase)
    ]
    # These want a protocol that parses boxes and does nothing else, which a connection can be.
    # The module itself must keep the class, since amp.AMP calls it by its name.
    parsing = [tests.BinaryProtocolTests, tests.DescriptorTests]
    for case in cases:
        if case not in parsing and case is not tests.TestCase:
            loader.loadTestsFromTestCase(case).run(record)
    if not plain:
        tests.amp = types.SimpleNamespace(**{**vars(amp), "BinaryBoxProtocol": AMP})
    for case in parsing:
        loader.loadTestsFromTestCase(case).run(record)
    return record.take()


if __name__ == "__main__":
    print(json.dumps(run("--plain" in sys.argv[1:])))
