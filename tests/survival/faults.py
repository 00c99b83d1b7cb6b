"""Something happens when a process asks to change the disk for the n-th time.

To be installed in a process of its own, which ends with it.
"""

from __future__ import annotations

import builtins
import ctypes
import errno
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_CHANGING = ("mkdir", "rename", "replace", "link", "unlink", "rmdir", "fsync", "utime")
_WRITING = set("wxa+")


@dataclass(frozen=True)
class Fault:
    """What happens at which call, counted from 1; 0 is at none.

    ``what`` names an error or a signal. An error happens once, or from then on ``ever``.
    ``exchange`` tells what the system can do with two folders: ``works``, ``none`` (it has no
    such call) or ``cross`` (it will not for these, as on a container's overlay).
    """

    at: int = 0
    what: str = "ENOSPC"
    ever: bool = False
    exchange: str = "works"


class Faulty:
    """The calls of this process that change the disk, counted."""

    def __init__(self, fault: Fault) -> None:
        self.calls = 0
        self._fault = fault

    def install(self) -> None:
        """Put the fault in place, for good."""
        for name in _CHANGING:
            setattr(os, name, self._wrapped(getattr(os, name)))
        plain = builtins.open

        def opened(file: Any, mode: str = "r", *more: Any, **words: Any) -> Any:
            if not _WRITING & set(mode):
                return plain(file, mode, *more, **words)
            self._count()
            return _Stream(plain(file, mode, *more, **words), self._count)

        setattr(builtins, "open", opened)
        self._install_exchange()

    def _wrapped(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*words: Any, **named: Any) -> Any:
            self._count()
            return call(*words, **named)

        return wrapper

    def _install_exchange(self) -> None:
        from ampgen.writing import exchanging

        plain = getattr(exchanging, "_system_call")()
        how = self._fault.exchange

        def exchange(one: bytes, other: bytes) -> int:
            try:
                self._count()
            except OSError as error:
                ctypes.set_errno(error.errno or 0)
                return -1
            if how == "cross":
                ctypes.set_errno(errno.EXDEV)
                return -1
            return int(plain(one, other))

        call = None if how == "none" or plain is None else exchange
        setattr(exchanging, "_system_call", lambda: call)

    def _count(self, half: Callable[[], None] = lambda: None) -> None:
        self.calls += 1
        at, what = self._fault.at, self._fault.what
        if self.calls == at or (self._fault.ever and 0 < at < self.calls):
            half()
            if what.startswith("SIG"):
                os.kill(os.getpid(), getattr(signal, what))
                return
            number = getattr(errno, what)
            raise OSError(number, os.strerror(number))


class _Stream:
    """A file that is written to, of which only a half may arrive."""

    def __init__(self, stream: Any, count: Callable[..., None]) -> None:
        self._stream, self._counted = stream, count

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, data: Any) -> int:
        def half() -> None:
            self._stream.write(data[: len(data) // 2])
            self._stream.flush()

        self._counted(half)
        return int(self._stream.write(data))

    def close(self) -> None:
        self._stream.close()
        self._counted()
