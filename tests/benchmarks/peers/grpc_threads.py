"""gRPC as it is used without asyncio: a pool of threads answers, a thread waits for each call."""

from __future__ import annotations

import importlib
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ..jobs import Job
from ..orders import Report, cpu, expect, next_order, ready, report
from . import Setting
from .grpc_common import Answers, Compiled, jobs

_grpc: Any = importlib.import_module("grpc")


def _method(answer: Callable[[Any], Any]) -> Callable[..., Any]:
    def method(self: object, request: Any, context: object) -> Any:
        return answer(request)

    return method


def serve(setting: Setting) -> None:
    compiled = Compiled()
    answers = Answers(compiled.messages)
    methods = {
        "Small": _method(answers.small),
        "Records": _method(answers.records),
        "Integers": _method(answers.integers),
        "Echo": _method(answers.echo),
    }
    server = _grpc.server(ThreadPoolExecutor(max_workers=8), options=compiled.options)
    servicer: Any = type("Servicer", (compiled.services.BenchServicer,), methods)()
    compiled.services.add_BenchServicer_to_server(servicer, server)
    port: int = server.add_insecure_port("127.0.0.1:0")
    server.start()
    setting.ready(port)
    threading.Event().wait()


def _keep_calling(job: Job, finish: float) -> int:
    ended = 0
    while time.perf_counter() < finish:
        job.use(job.begin())
        ended += 1
    return ended


def call(setting: Setting) -> None:
    compiled = Compiled()
    channel = _grpc.insecure_channel(f"127.0.0.1:{setting.port}", options=compiled.options)
    todo = jobs(compiled.services.BenchStub(channel), compiled.messages)
    for name, job in todo.items():
        expect(name, job.use(job.begin()))
    ready(todo)
    with ThreadPoolExecutor(max_workers=64) as pool:
        while True:
            order = next_order()
            job = todo[order.work]
            used, started = cpu(), time.perf_counter()
            finish = started + order.seconds
            callers = [pool.submit(_keep_calling, job, finish) for _ in range(order.in_flight)]
            calls = sum(caller.result() for caller in callers)
            report(Report(calls, time.perf_counter() - started, cpu() - used))
