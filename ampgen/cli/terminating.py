"""A request to end this process, which lets it clear up first."""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager


class Terminated(BaseException):
    """Somebody asked this process to end."""


@contextmanager
def terminable() -> Generator[None]:
    """Have a request to end leave nothing lying about, as an interrupt does."""

    def end(number: int, frame: object) -> None:
        raise Terminated

    # Whoever has this process ignore it, or listens already, knows why.
    default = signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    if not default or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
