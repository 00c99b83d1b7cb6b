"""Do a part of the work in a second process, where the system lets one be made in a moment."""

from __future__ import annotations

import os
import sys
import threading
from codecs import getincrementaldecoder
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress

_PART = 1 << 18  # bytes


@contextmanager
def started(work: Callable[[], str]) -> Generator[Callable[[], str]]:
    """Start work whose result is a text, and yield what waits for it and returns it.

    The work is done in a copy of this process, which nobody notices: what it changes is lost.
    Where there is none to be had, or it fails, for whatever reason, the work is done when its
    result is asked for, and raises what it raises. Leaving the context ends it.
    """
    child = _child(work) if _possible() else None
    if child is None:
        yield work
        return
    process, pipe = child
    waited = False

    def result() -> str:
        nonlocal waited
        text = _all(pipe)
        waited = True
        _, status = os.waitpid(process, 0)
        return text if status == 0 else work()

    try:
        yield result
    finally:
        os.close(pipe)
        if not waited:
            with suppress(OSError):
                os.kill(process, 9)
            os.waitpid(process, 0)


def _possible() -> bool:
    """Say whether there is another processor, and nothing that a copy of this process lacks."""
    if sys.platform == "win32" or threading.active_count() > 1:
        return False
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) > 1
    return (os.cpu_count() or 1) > 1


def _child(work: Callable[[], str]) -> tuple[int, int] | None:
    """Return the number of a new process that works, and where to read what it gives."""
    reading, writing = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        return None
    if process:
        os.close(writing)
        return process, reading
    status = 1
    try:
        os.close(reading)
        text = work()
        for start in range(0, len(text), _PART):
            data = text[start : start + _PART].encode()
            while data:
                data = data[os.write(writing, data) :]
        status = 0
    finally:
        # Whatever happened is the other process's to tell, and so are its buffers to write.
        os._exit(status)


def _all(pipe: int) -> str:
    # Decoded as it comes, so that a long text is never held as bytes too.
    decoder = getincrementaldecoder("utf-8")()
    parts: list[str] = []
    while data := os.read(pipe, _PART):
        parts.append(decoder.decode(data))
    return "".join(parts)
