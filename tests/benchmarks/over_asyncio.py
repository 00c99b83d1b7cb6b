"""Runs the peers that live on asyncio."""

from __future__ import annotations

import asyncio
import importlib
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from .jobs import Job, Jobs
from .orders import Report, cpu, expect, next_order, ready, report
from .peers import Setting


def run(setting: Setting, main: Coroutine[Any, Any, None]) -> None:
    """Run to the end, on the loop that the setting names."""
    if setting.reactor == "uvloop":
        uvloop: Any = importlib.import_module("uvloop")
        uvloop.install()
    asyncio.run(main)


def serve(setting: Setting, listen: Callable[[], Awaitable[tuple[int, object]]]) -> None:
    """Answer for ever; ``listen`` returns the port, and the server, which is kept alive."""

    async def main() -> None:
        port, server = await listen()
        setting.ready(port)
        await asyncio.Event().wait()
        del server

    run(setting, main())


async def obey(jobs: Jobs) -> None:
    """Check every job, then obey orders until there are no more."""
    for name, job in jobs.items():
        expect(name, job.use(await job.begin()))
    ready(jobs)
    loop = asyncio.get_running_loop()
    while True:
        order = await loop.run_in_executor(None, next_order)
        used, started = cpu(), time.perf_counter()
        calls = await _keep_calling(jobs[order.work], order.in_flight, order.seconds)
        report(Report(calls, time.perf_counter() - started, cpu() - used))


def call(setting: Setting, connect: Callable[[], Awaitable[Jobs]]) -> None:
    """Connect, and obey orders until there are no more."""

    async def main() -> None:
        await obey(await connect())

    run(setting, main())


async def _keep_calling(job: Job, in_flight: int, seconds: float) -> int:
    finish = time.perf_counter() + seconds

    async def calls() -> int:
        begin, use, clock = job.begin, job.use, time.perf_counter
        ended = 0
        while clock() < finish:
            use(await begin())
            ended += 1
        return ended

    return sum(await asyncio.gather(*(calls() for _ in range(in_flight))))
