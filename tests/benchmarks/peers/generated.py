"""The same commands, compiled by ampgen from `bench.amp`."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from twisted.internet.defer import Deferred, succeed

from .. import over_twisted
from ..jobs import Job, Jobs
from ..work import INTEGERS, KEY, NAME, NOTE, NOTES, NUMBER, PAGE, ROWS, TEXT
from . import Setting


def load(folder: str) -> Any:
    """Import the compiled package from the folder that holds it."""
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module("ampbench")


def responder(package: Any, kind: str) -> Any:
    """An instance that answers, with the small command as ``value``, ``async`` or ``deferred``."""
    SmallResult: Any = package.SmallResult
    RecordsResult: Any = package.RecordsResult
    IntegersResult: Any = package.IntegersResult
    TextResult: Any = package.TextResult
    PageResult: Any = package.PageResult
    NestedResult: Any = package.NestedResult
    rows = [
        package.Row(id=number, name=name, key=key, active=active)
        for number, name, key, active in ROWS
    ]

    # What never fires is kept, as a program would that waits for something.
    waiting: list[object] = []

    def small(self: object, *, name: str, key: bytes, number: int) -> object:
        return SmallResult(total=number + len(key))

    async def small_async(self: object, *, name: str, key: bytes, number: int) -> object:
        return SmallResult(total=number + len(key))

    def small_deferred(self: object, *, name: str, key: bytes, number: int) -> Deferred[object]:
        return succeed(SmallResult(total=number + len(key)))

    def records(self: object, *, number: int) -> object:
        return RecordsResult(rows=rows)

    def integers(self: object, *, number: int) -> object:
        return IntegersResult(values=INTEGERS)

    def text(self: object, *, text: str) -> object:
        return TextResult(text=text)

    def page(self: object, *, number: int) -> object:
        return PageResult(page=PAGE)

    def nested(self: object, *, lists: list[list[list[int]]]) -> object:
        return NestedResult(total=sum(len(inner) for outer in lists for inner in outer))

    def wait(self: object, *, number: int) -> Deferred[object]:
        answer: Deferred[object] = Deferred()
        waiting.append(answer)
        return answer

    def note(self: object, *, text: str) -> None:
        return None

    # The base class is known only now, so that no class statement can be typed.
    methods: dict[str, object] = {
        "small": {"value": small, "async": small_async, "deferred": small_deferred}[kind],
        "records": records,
        "integers": integers,
        "text": text,
        "page": page,
        "nested": nested,
        "wait": wait,
        "note": note,
    }
    return type("Answers", (package.BenchResponder,), methods)()


def jobs(client: Any) -> Jobs:
    """What a program does with the typed client."""

    def burst() -> Any:
        for _ in range(NOTES):
            client.note(text=NOTE)
        return client.small(name=NAME, key=KEY, number=NUMBER)

    def read_rows(answer: Any) -> object:
        return [(row.id, row.name, row.key, row.active) for row in answer.rows]

    def read_total(answer: Any) -> object:
        return answer.total

    return {
        "small": Job(lambda: client.small(name=NAME, key=KEY, number=NUMBER), read_total),
        "records": Job(lambda: client.records(number=len(ROWS)), read_rows),
        "integers": Job(
            lambda: client.integers(number=len(INTEGERS)), lambda answer: answer.values
        ),
        "text": Job(lambda: client.text(text=TEXT), lambda answer: answer.text),
        "burst": Job(burst, read_total),
    }


def serve(setting: Setting) -> None:
    package = load(setting.package)
    over_twisted.serve(
        setting, lambda: package.BenchServerFactory(responder(package, setting.responder))
    )


def call(setting: Setting) -> None:
    package = load(setting.package)
    over_twisted.call(
        setting,
        lambda: package.BenchClientFactory(),
        lambda connection: jobs(package.BenchClient(connection)),
    )
