"""Bytes that one end holds for an idle connection and for a call in flight.

Runs as a process of its own for each kind and prints JSON: every figure is what ``tracemalloc``
counts more after many of a thing were made, divided by their number.
"""

from __future__ import annotations

import gc
import json
import sys
import tracemalloc
from collections.abc import Callable
from typing import Any

from .joined import Pipe
from .peers import generated, handwritten
from .work import NUMBER

_CONNECTIONS = 200
_CALLS = 100
"""In flight on each of ten connections: fewer than a generated connection allows."""


class _Sink(Pipe):
    """A transport that drops what is written, so that only the protocol's own bytes count."""

    def __init__(self) -> None:
        super().__init__(None)

    def write(self, data: bytes) -> None:
        pass

    def writeSequence(self, iovec: Any) -> None:
        pass


class _Keep(_Sink):
    """A transport that keeps what is written, to hand it to somebody else."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def writeSequence(self, iovec: Any) -> None:
        self.written.extend(iovec)


def _connect(protocol: Any, transport: Pipe) -> Any:
    protocol.makeConnection(transport)
    return protocol


def _growth(make: Callable[[], object]) -> int:
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    kept = make()
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    del kept
    return grown


def measure(kind: str, folder: str) -> dict[str, float]:
    """The figures for ``generated`` or ``handwritten``, in bytes."""
    if kind == "generated":
        package = generated.load(folder)
        answers = generated.responder(package, "value")

        def ends() -> tuple[Any, Any]:
            return package.BenchClientProtocol(), package.BenchServerProtocol(answers)

        def wait(connection: Any) -> Any:
            return package.BenchClient(connection).wait(number=NUMBER)

    else:

        def ends() -> tuple[Any, Any]:
            return handwritten.ends("value")

        def wait(connection: Any) -> Any:
            return connection.callRemote(handwritten.Wait, number=NUMBER)

    def idle(end: int) -> int:
        return _growth(lambda: [_connect(ends()[end], _Sink()) for _ in range(_CONNECTIONS)])

    tracemalloc.start()
    for end in (0, 1):
        idle(end)  # What is made once, by the first of them, is not counted.
    idle_client, idle_server = idle(0), idle(1)

    wires = [_Keep() for _ in range(10)]
    clients = [_connect(ends()[0], wire) for wire in wires]
    # The first request of each is read apart, so that what is made once counts for nothing.
    servers = [_connect(ends()[1], _Sink()) for _ in wires]
    first = [wait(client) for client in clients]
    for server, wire in zip(servers, wires):
        server.dataReceived(b"".join(wire.written))
        wire.written.clear()
    requests: list[bytes] = []

    def ask() -> object:
        calls = [wait(client) for client in clients for _ in range(_CALLS)]
        requests.extend(b"".join(wire.written) for wire in wires)
        for wire in wires:
            wire.written.clear()
        return calls

    asked = _growth(ask) - sum(map(len, requests)) - sys.getsizeof(requests)

    def answer() -> None:
        for server, request in zip(servers, requests):
            server.dataReceived(request)

    answered = _growth(answer)
    del first
    calls = len(clients) * _CALLS
    return {
        "idle connection, client's end": idle_client / _CONNECTIONS,
        "idle connection, server's end": idle_server / _CONNECTIONS,
        "call in flight, caller's end": asked / calls,
        "call in flight, responder's end": answered / calls,
    }


if __name__ == "__main__":
    json.dump(measure(*sys.argv[1:]), sys.stdout)
