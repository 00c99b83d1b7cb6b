"""How the program that measures speaks with the processes that it started: lines of JSON.

A child's first line says that it is ready. A server then answers every line with the CPU time
that it has used; a client is given orders and reports on each. Both go when their standard input
ends, so that none outlives the program that started it.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any


from .work import WORKS


@dataclass(frozen=True)
class Order:
    """Keep so many calls of one work in flight for so many seconds."""

    work: str
    in_flight: int
    seconds: float


@dataclass(frozen=True)
class Report:
    """What came of an order: seconds of wall clock and of this process's CPU."""

    calls: int
    seconds: float
    cpu: float


def say(**what: object) -> None:
    """Write one line to the parent."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def report(done: Report) -> None:
    say(**asdict(done))


def next_order() -> Order:
    """Wait for the next order; does not return when there will be none."""
    line = sys.stdin.readline()
    if not line:
        # Event loops and pools of other libraries are not worth closing with care here.
        os._exit(0)
    words: dict[str, Any] = json.loads(line)
    return Order(**words)


def cpu() -> float:
    """Seconds of CPU that this process has used, its threads included."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def answer_for_cpu(port: int) -> None:
    """Say that a server listens; from now on a thread answers for the CPU time."""

    def answer() -> None:
        for _ in sys.stdin:
            say(cpu=cpu())
        os._exit(0)

    threading.Thread(target=answer, daemon=True).start()
    say(port=port)


def expect(work: str, found: object) -> None:
    """Check what the reading of one answer yielded.

    :raises ValueError: The peer does something else than the others.
    """
    if found != WORKS[work].expected:
        raise ValueError(f"{work}: {str(found)[:200]} is not what was expected")


def ready(jobs: Iterable[str]) -> None:
    """Say that a client is connected and that every job did what it should."""
    say(works=sorted(jobs))
