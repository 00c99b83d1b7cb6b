"""How much of this side one peer may use."""

from __future__ import annotations

from typing import Optional


class Limits:
    """What a peer may cost; None switches a limit off. The defaults suit a server on the internet.

    :ivar box_bytes: the size of one box. 1 MiB: sixteen values of AMP's greatest size. A larger
        one closes the connection, and no more than this of an unfinished box is ever held.
    :ivar box_keys: the keys in one box. 1,024: far beyond any schema, few enough that a box made
        of nothing but keys stays cheap.
    :ivar box_seconds: how long a box may take from its first byte to its last. 30: a megabyte
        over a slow telephone; a peer that sends a byte a minute holds memory for nothing.
    :ivar calls: requests of the peer that wait for a responder at one time. 256: more is answered
        with an error at once, so that one peer cannot queue without end.
    :ivar invalid: how many requests in a row may have invalid arguments before the connection
        closes. 32: a peer with another schema is told so a few times, a fuzzer is shown the door.
    :ivar stalled_seconds: how long the peer may leave our full write buffer untouched. 60: it
        may read slowly, but it must read.
    :ivar close_seconds: how long what was already written may take to leave after this side
        closed the connection; then it is cut. 5.
    :ivar descriptors: files that came from the peer and that no request has claimed yet. 64:
        most systems give a process 1,024 in all.
    :ivar backlog: requests that wait while our write buffer is full and our own calls still need
        their answers read. 256, and together no more bytes than one box may have; those beyond
        are answered with an error, and as many errors again unread close the connection.
    :ivar log_lines: lines a minute that one connection may write to the log about its peer. 60.

    :raises ValueError: where one of them is negative.
    """

    __slots__ = (
        "box_bytes",
        "box_keys",
        "box_seconds",
        "calls",
        "invalid",
        "stalled_seconds",
        "close_seconds",
        "descriptors",
        "backlog",
        "log_lines",
    )

    def __init__(
        self,
        *,
        box_bytes: Optional[int] = 1024 * 1024,
        box_keys: Optional[int] = 1024,
        box_seconds: Optional[float] = 30,
        calls: Optional[int] = 256,
        invalid: Optional[int] = 32,
        stalled_seconds: Optional[float] = 60,
        close_seconds: Optional[float] = 5,
        descriptors: Optional[int] = 64,
        backlog: Optional[int] = 256,
        log_lines: Optional[int] = 60,
    ) -> None:
        self.box_bytes = box_bytes
        self.box_keys = box_keys
        self.box_seconds = box_seconds
        self.calls = calls
        self.invalid = invalid
        self.stalled_seconds = stalled_seconds
        self.close_seconds = close_seconds
        self.descriptors = descriptors
        self.backlog = backlog
        self.log_lines = log_lines
        for name in self.__slots__:
            value = getattr(self, name)
            if value is not None and not value >= 0:
                raise ValueError(f"{name} must be None or not below 0, not {value!r}")

    def __repr__(self) -> str:
        settings = ", ".join(
            f"{name}={getattr(self, name)!r}" for name in self.__slots__
        )
        return f"Limits({settings})"


DEFAULT_LIMITS = Limits()
