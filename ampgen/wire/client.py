"""What a generated client does for each of its methods."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any, Optional

from twisted.internet.defer import Deferred, fail
from twisted.internet.error import ConnectionLost

from .errors import CallTimedOut, WrongType
from .operation import Operation

WIRE_VERSION = 1
"""Which connections, responders and clients of other packages can be met on the fast path."""


class Client:
    """Calls what the other end of a connection answers.

    :ivar connection: the connection: one of this package's classes, or any ``amp.AMP``.
    """

    __slots__ = ("connection", "_timeout", "_start", "_tell")

    def __init__(self, connection: Any, timeout: Optional[float] = None) -> None:
        """
        :param timeout: seconds until a call fails that does not say otherwise; None leaves it to
            the schema's ``@timeout``.
        """
        self.connection = connection
        self._timeout = timeout
        if getattr(connection, "wire_version", None) == WIRE_VERSION:
            self._start = connection.wire_call
            self._tell = connection.wire_send
        else:
            self._start = None
            self._tell = None

    def _call(
        self, operation: Operation, values: tuple[Any, ...], timeout: Optional[float]
    ) -> Deferred[Any]:
        if timeout is None:
            timeout = operation.timeout if self._timeout is None else self._timeout
        if self._start is not None:
            started: Deferred[Any] = self._start(operation, values, timeout)
            return started
        return call_generally(self.connection, operation, values, timeout)

    def _send(self, operation: Operation, values: tuple[Any, ...]) -> None:
        if self._tell is not None:
            self._tell(operation, values)
        else:
            send_generally(self.connection, operation, values)


def call_generally(
    connection: Any,
    operation: Operation,
    values: Sequence[Any],
    timeout: Optional[float],
) -> Deferred[Any]:
    """Call through ``callRemote``, which any ``amp.AMP`` has.

    The Deferred that is returned is not Twisted's own: a failure that nobody handles is logged
    and does not close the connection, and neither does cancelling.
    """
    try:
        check_timeout(timeout)
        inner: Deferred[Any] = connection.callRemote(operation.command, values)
    except Exception:
        return fail()
    outer: Deferred[Any] = Deferred(lambda _: inner.cancel())
    timer = None
    if timeout is not None and isfinite(timeout):
        timer = clock_of(connection).callLater(
            timeout, _expire, outer, inner, operation, timeout
        )

    def settle(result: Any) -> None:
        if timer is not None and timer.active():
            timer.cancel()
        if not outer.called:
            outer.callback(result)

    inner.addBoth(settle)
    return outer


def _expire(
    outer: Deferred[Any], inner: Deferred[Any], operation: Operation, timeout: float
) -> None:
    if not outer.called:
        outer.errback(CallTimedOut(timed_out(operation, timeout)))
        inner.cancel()


def send_generally(
    connection: Any, operation: Operation, values: Sequence[Any]
) -> None:
    """Send a one-way request through ``callRemote``, which any ``amp.AMP`` has.

    :raises WrongType: or `WrongValue`, `ValueTooLong`: where a value cannot be sent. Nobody
        could see it later.
    """
    try:
        connection.callRemote(operation.command, values)
    except ConnectionLost:
        # As for callRemote once it knows: nobody waits for an answer.
        pass


def timed_out(operation: Operation, timeout: float) -> str:
    """What a `CallTimedOut` says."""
    return f"`{operation.name}` was not answered within {timeout:g} seconds"


def check_timeout(timeout: Optional[float]) -> None:
    """Refuse a deadline that is none.

    :raises WrongType: where it is something else than a number.
    :raises ValueError: where it is negative or not-a-number.
    """
    if timeout is None:
        return
    try:
        fits = timeout >= 0
    except TypeError:
        kind = type(timeout).__name__
        raise WrongType(
            f"a timeout is a number of seconds, not of type {kind}"
        ) from None
    if not fits:
        raise ValueError(f"a timeout is a number of seconds, not {timeout!r}")


def clock_of(connection: Any) -> Any:
    """What keeps the deadlines of ``connection``: its own clock, or the reactor under it."""
    clock = getattr(connection, "clock", None)
    if clock is None:
        clock = getattr(getattr(connection, "transport", None), "reactor", None)
    if not hasattr(clock, "callLater"):
        # Importing the reactor installs one, so that is left until it must be there.
        from twisted.internet import reactor

        clock = reactor
    return clock
