"""thriftpy2 with its codec in C: a thread for each connection answers.

Its client waits for each answer. To keep calls in flight on one connection, which is the best
that can be done for it, the two halves of a call are used one by one: a window of requests is
kept written, and the server answers them in order.
"""

from __future__ import annotations

import importlib
import socket
import time
from pathlib import Path
from typing import Any

from ..orders import Report, cpu, expect, next_order, ready, report
from ..work import INTEGERS, KEY, NAME, NOTE, NOTES, NUMBER, ROWS, TEXT
from . import Setting

_thriftpy2: Any = importlib.import_module("thriftpy2")
_rpc: Any = importlib.import_module("thriftpy2.rpc")
_binary: Any = importlib.import_module("thriftpy2.protocol.cybin")
_buffered: Any = importlib.import_module("thriftpy2.transport.buffered")

_REQUESTS: dict[str, dict[str, object]] = {
    "small": {"name": NAME, "key": KEY, "number": NUMBER},
    "records": {"number": len(ROWS)},
    "integers": {"number": len(INTEGERS)},
    "text": {"text": TEXT},
}


def _load() -> Any:
    return _thriftpy2.load(str(Path(__file__).with_name("bench.thrift")), "bench_thrift")


class _Answers:
    def __init__(self, module: Any) -> None:
        self._rows = [
            module.Row(id=row[0], name=row[1], key=row[2], active=row[3]) for row in ROWS
        ]
        self._numbers = INTEGERS

    def small(self, name: str, key: bytes, number: int) -> int:
        return number + len(key)

    def records(self, number: int) -> object:
        return self._rows

    def integers(self, number: int) -> object:
        return self._numbers

    def text(self, text: str) -> str:
        return text

    def note(self, text: str) -> None:
        return None


def serve(setting: Setting) -> None:
    module = _load()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    server = _rpc.make_server(
        module.Bench,
        _Answers(module),
        "127.0.0.1",
        port,
        proto_factory=_binary.TCyBinaryProtocolFactory(),
        trans_factory=_buffered.TCyBufferedTransportFactory(),
        client_timeout=None,
    )
    server.trans.listen()
    setting.ready(port)
    server.serve()


def _begin(client: Any, work: str) -> None:
    if work == "burst":
        for _ in range(NOTES):
            client.note(text=NOTE)
        work = "small"
    client._send(work, **_REQUESTS[work])


def _end(client: Any, work: str) -> object:
    if work == "burst":
        work = "small"
    answer = client._recv(work)
    if work == "records":
        return [(row.id, row.name, row.key, row.active) for row in answer]
    return answer


def _keep_calling(client: Any, work: str, in_flight: int, seconds: float) -> int:
    clock = time.perf_counter
    finish = clock() + seconds
    for _ in range(in_flight):
        _begin(client, work)
    ended = 0
    while clock() < finish:
        _end(client, work)
        ended += 1
        _begin(client, work)
    for _ in range(in_flight):
        _end(client, work)
    return ended + in_flight


def call(setting: Setting) -> None:
    client = _rpc.make_client(
        _load().Bench,
        "127.0.0.1",
        setting.port,
        proto_factory=_binary.TCyBinaryProtocolFactory(),
        trans_factory=_buffered.TCyBufferedTransportFactory(),
        timeout=None,
    )
    works = [*_REQUESTS, "burst"]
    for work in works:
        _begin(client, work)
        expect(work, _end(client, work))
    ready(works)
    while True:
        order = next_order()
        used, started = cpu(), time.perf_counter()
        calls = _keep_calling(client, order.work, order.in_flight, order.seconds)
        report(Report(calls, time.perf_counter() - started, cpu() - used))
