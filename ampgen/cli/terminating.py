"""A request to end this process, which lets it clear up first."""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager

from ampgen.cli.statuses import Exit

# How somebody asks a process to end; Windows knows of the first alone.
_REQUESTS = {
    getattr(signal, name): told
    for name, told in (
        ("SIGTERM", ("terminated", Exit.TERMINATED)),
        ("SIGHUP", ("hung up", Exit.HUNG_UP)),
    )
    if hasattr(signal, name)
}


class Terminated(BaseException):
    """Somebody asked this process to end: ``how``, in a word, and the ``status`` to end with."""

    def __init__(self, number: int) -> None:
        self.how, self.status = _REQUESTS[number]


@contextmanager
def terminable() -> Generator[None]:
    """Have a request to end leave nothing lying about, as an interrupt does."""

    def end(number: int, frame: object) -> None:
        raise Terminated(number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # Whoever has this process ignore one, as nohup does, or listens already, knows why.
    heard = [number for number in _REQUESTS if signal.getsignal(number) is signal.SIG_DFL]
    for number in heard:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, signal.SIG_DFL)
