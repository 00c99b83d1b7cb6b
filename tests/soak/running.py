"""The soak: how it runs, and what it measures before and after."""

from __future__ import annotations

import gc
import importlib
import os
import random
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from twisted.internet.defer import Deferred, gatherResults
from twisted.internet.task import deferLater
from twisted.logger import LogEvent, LogLevel, formatEvent, globalLogPublisher

from tests.building import build, importable
from tests.soak.load import Account, Client, make_desk, make_store
from tests.soak.proxy import Proxy

CLIENTS = 6
EXPECTED = {"Oops", "WrongType"}
"""What responders fail with on purpose."""
LINES = 2 * 62
"""Lines that the two ends of a connection may write to the log: the limit of each, and its end."""
ROUNDS = 4
"""The first one warms up; what is left after the others is compared with what it left."""


class Logged:
    """Counts log events, and keeps those that nobody should see."""

    def __init__(self) -> None:
        self.lines = 0
        self.bytes = 0
        self.kinds: Counter[str] = Counter()
        self.wrong: list[str] = []

    def __call__(self, event: LogEvent) -> None:
        if event["log_level"] < LogLevel.warn:
            return
        failure: Any = event.get("log_failure")
        text = formatEvent(event)
        kind = "" if failure is None else type(failure.value).__name__
        self.lines += 1
        self.bytes += len(text)
        self.kinds[f"{event.get('log_format')} {kind}"] += 1
        if failure is not None and kind not in EXPECTED or "Unhandled" in text:
            trace = "" if failure is None else failure.getTraceback()
            self.wrong.append(f"logged: {text} {trace}"[:2000])


class Left:
    """What there is while nothing happens: files, objects, memory, timers."""

    def __init__(self, reactor: Any) -> None:
        gc.collect()
        self.files = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
        self.objects = len(gc.get_objects())
        self.memory = _resident()
        self.timers = len(reactor.getDelayedCalls())

    def __str__(self) -> str:
        return (
            f"{self.files} files, {self.objects:,} objects, {self.timers} timers, "
            f"{self.memory / 1e6:.0f} MB"
        )

    def grown(self, before: Left) -> list[str]:
        """Return what there is more of than before, beyond what chance explains."""
        found: list[str] = []
        if self.files > before.files:
            found.append(f"{self.files - before.files} files are still open")
        if self.objects > before.objects + 400:
            found.append(f"{self.objects - before.objects:,} objects more than before")
        if self.memory > before.memory * 1.3 + 16e6:
            found.append(f"{(self.memory - before.memory) / 1e6:.0f} MB more than before")
        if self.timers > before.timers:
            found.append(f"{self.timers - before.timers} timers are still active")
        return found


def _resident() -> int:
    """Return the bytes of memory that this process holds; 0 where that is not told."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


async def soak(reactor: Any, package: Any, seconds: float, seed: int) -> list[str]:
    """Run, print what happened, and return what should not have."""
    logged = Logged()
    publisher: Any = globalLogPublisher
    publisher.addObserver(logged)
    rng = random.Random(seed)
    account = Account()
    wire: Any = importlib.import_module("soaked._wire")
    limits = wire.Limits(box_seconds=2, stalled_seconds=2, close_seconds=1)
    store = make_store(package, reactor, account, str(seed))
    factory = package.SoakServerFactory(store, limits=limits)
    server = reactor.listenTCP(0, factory, interface="127.0.0.1")
    proxy = Proxy(reactor, server.getHost().port, rng)
    door = reactor.listenTCP(0, proxy, interface="127.0.0.1")
    description = f"tcp:127.0.0.1:{door.getHost().port}"
    desk = make_desk(package)

    def connect() -> Deferred[Any]:
        made: Deferred[Any] = package.connect_soak(reactor, description, desk, limits=limits)
        return made

    problems: list[str] = []
    connections = 0
    first: Left | None = None
    for number in range(ROUNDS):
        clients = [
            Client(package, reactor, connect, proxy.kinds, f"{seed}/{number}/{one}")
            for one in range(CLIENTS)
        ]
        running = [Deferred.fromCoroutine(client.run(account)) for client in clients]
        await deferLater(reactor, seconds / ROUNDS)
        for client in clients:
            client.stopping = True
        await gatherResults(running, consumeErrors=True)
        await quiet(reactor)
        problems += [f"{name} was never settled" for name in account.open.values()]
        account.open.clear()
        connections += sum(client.connections for client in clients)
        proxy.kinds.clear()
        del clients, running
        left = Left(reactor)
        print(f"after round {number + 1}: {left}", flush=True)
        if first is None:
            first = left
        else:
            problems += left.grown(first)
    await gatherResults([door.stopListening(), server.stopListening()])
    gc.collect()
    publisher.removeObserver(logged)
    problems += account.wrong + logged.wrong
    if logged.lines > LINES * connections or logged.bytes > 200 * logged.lines:
        problems.append(f"{logged.lines} lines with {logged.bytes} bytes were logged")
    print(f"{account.made:,} calls, {connections:,} connections: {dict(account.outcomes)}")
    print(f"{logged.lines:,} lines in the log: {dict(logged.kinds.most_common(12))}")
    return problems


async def quiet(reactor: Any) -> None:
    """Wait until nothing is on its way any more, but not for ever."""
    for _ in range(50):
        await deferLater(reactor, 0.1)
        if not reactor.getDelayedCalls():
            return


def with_package(action: Callable[[Any], None]) -> None:
    """Compile the schema of the soak, and do something with its package."""
    schema = Path(__file__).parent / "soaked.amp"
    with tempfile.TemporaryDirectory() as folder:
        build({schema.name: schema.read_text("utf-8")}, Path(folder))
        with importable(Path(folder)):
            action(importlib.import_module("soaked"))


def fresh_seed() -> int:
    return random.SystemRandom().randrange(2**32)
