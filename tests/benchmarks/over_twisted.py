"""Runs the peers that live on Twisted's reactor."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable
from typing import Any

from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from .jobs import Jobs, keep_calling
from .orders import Report, cpu, expect, next_order, ready, report
from .peers import Setting


def _reactor(name: str) -> Any:
    """Install a reactor by its name in :class:`Setting`."""
    if name != "default":
        asyncioreactor = importlib.import_module("twisted.internet.asyncioreactor")
        loops: Any = importlib.import_module(name)
        asyncioreactor.install(loops.new_event_loop())
    return importlib.import_module("twisted.internet.reactor")


def serve(setting: Setting, make: Callable[[], object]) -> None:
    """Answer with what the factory makes, for ever."""
    reactor = _reactor(setting.reactor)
    port = reactor.listenTCP(0, make(), interface="127.0.0.1")
    reactor.callWhenRunning(setting.ready, port.getHost().port)
    reactor.run()


def call(setting: Setting, make: Callable[[], object], jobs: Callable[[Any], Jobs]) -> None:
    """Connect, and obey orders until there are no more."""
    reactor = _reactor(setting.reactor)
    endpoints: Any = importlib.import_module("twisted.internet.endpoints")
    threads: Any = importlib.import_module("twisted.internet.threads")

    async def obey() -> None:
        endpoint = endpoints.TCP4ClientEndpoint(reactor, "127.0.0.1", setting.port)
        todo = jobs(await endpoint.connect(make()))
        for name, job in todo.items():
            expect(name, job.use(await job.begin()))
        ready(todo)
        while True:
            order = await threads.deferToThread(next_order)
            used, started = cpu(), time.perf_counter()
            calls = await keep_calling(todo[order.work], order.in_flight, order.seconds)
            report(Report(calls, time.perf_counter() - started, cpu() - used))

    def end(failure: Failure) -> None:
        sys.stderr.write(failure.getTraceback())
        reactor.stop()

    reactor.callWhenRunning(lambda: Deferred.fromCoroutine(obey()).addErrback(end))
    reactor.run()
