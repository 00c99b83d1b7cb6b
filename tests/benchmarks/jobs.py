"""What a connected client can be told to do, and the loop that keeps calls in flight."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from twisted.internet.defer import Deferred
from twisted.python.failure import Failure


@dataclass(frozen=True)
class Job:
    """A kind of work, on one connection of one peer.

    ``begin`` starts the call (or the burst) and returns what its peer's world waits for.
    ``use`` reads everything from the answer, because some peers decode only what is read.
    """

    begin: Callable[[], Any]
    use: Callable[[Any], object]


Jobs = Mapping[str, Job]
"""By the names in :data:`tests.benchmarks.work.WORKS`; a peer may lack some."""


def keep_calling(job: Job, in_flight: int, seconds: float) -> Deferred[int]:
    """Keep calls that return Deferreds in flight for a time; the result is how many ended.

    The first call that fails ends it, with that failure.
    """
    done: Deferred[int] = Deferred()
    begin, use, clock = job.begin, job.use, time.perf_counter
    finish = clock() + seconds
    ended = 0
    unanswered = in_flight

    def again(result: object) -> None:
        nonlocal ended, unanswered
        use(result)
        ended += 1
        if clock() < finish:
            begin().addCallbacks(again, fail)
        else:
            unanswered -= 1
            if not unanswered:
                done.callback(ended)

    def fail(failure: Failure) -> None:
        if not done.called:
            done.errback(failure)

    for _ in range(in_flight):
        begin().addCallbacks(again, fail)
    return done
