"""The way out: bytes to the transport, the log, and closing.

What one segment of a peer's bytes brings about is written at once when all of it was looked at.
"""

from __future__ import annotations

from typing import Any, Optional

from twisted.internet.interfaces import IPushProducer
from twisted.logger import Logger
from twisted.protocols import amp

from .client import clock_of
from .errors import PeerMisbehaved
from .limits import DEFAULT_LIMITS, Limits
from .untyped import AMP, implements, serialize

_log = Logger()

GAUGE_EVERY = 256 * 1024
"""After how many bytes written the transport is asked whether it still gets rid of them."""

FLUSH_AT = 8 * 1024
"""How many bytes are joined into one write at most, before looking whether the peer reads.

Enough to spare small answers a system call each, and few enough that both ends work at once on a
row of large ones.
"""


class _Transport:
    """The transport as the application sees it.

    What is about to be written goes out before anybody else touches the transport, so that
    ``connection.transport.loseConnection()`` in a responder loses no answer that came before.
    """

    def __get__(self, instance: Optional[Outgoing], owner: type[Outgoing]) -> Any:
        if instance is None:
            return None
        return instance.flushed_transport()

    def __set__(self, instance: Outgoing, value: Any) -> None:
        instance.set_transport(value)


@implements(IPushProducer)
class _Gauge:
    """Stands at the transport as a producer for as long as its buffer is full, and no longer.

    One that stays there keeps TLS connections from closing.
    """

    def __init__(self, connection: Outgoing) -> None:
        self._connection = connection
        self.paused = False

    def pauseProducing(self) -> None:
        self.paused = True

    def resumeProducing(self) -> None:
        if self.paused:
            self._connection.buffer_drained()

    def stopProducing(self) -> None:
        """The connection is gone, which it is told by other ways."""


class Outgoing(AMP):
    """Writes what others decide to write.

    :ivar limits: what the peer may cost.
    :ivar clock: what keeps deadlines, where that is not the reactor under the transport.
    """

    transport: Any = _Transport()
    clock: Any = None

    def __init__(self, limits: Optional[Limits]) -> None:
        self._transport: Any = None
        self._can_push = False
        self._out: list[bytes] = []
        self._joining = False
        self._joined = 0
        self._since_gauge = 0
        self._gauge: Optional[_Gauge] = None
        self._full = False
        self._stall_timer: Any = None
        self._close_timer: Any = None
        self._closing = False
        self._close_reason: Optional[PeerMisbehaved] = None
        self._log_window = 0.0
        self._log_count = 0
        self.limits = DEFAULT_LIMITS if limits is None else limits
        super().__init__()

    def set_transport(self, transport: Any) -> None:
        """Take the transport without a look at what is about to be written."""
        self._transport = transport
        self._can_push = hasattr(transport, "doWrite") and hasattr(
            transport, "producer"
        )

    def flushed_transport(self) -> Any:
        """The transport, after what was about to be written is."""
        if self._out:
            self._flush()
        return self._transport

    def _write(self, data: bytes) -> None:
        if not self._joining:
            self._flush()
            self._deliver(data)
            return
        self._out.append(data)
        self._joined += len(data)
        if self._joined > FLUSH_AT:
            # A few bytes of requests may ask for many of answers.
            self._flush()

    def _flush(self) -> None:
        self._joined = 0
        if self._out:
            data = b"".join(self._out)
            self._out.clear()
            self._deliver(data)

    def _deliver(self, data: bytes) -> None:
        transport = self._transport
        if transport is None:
            return
        self._since_gauge += len(data)
        if self._since_gauge < GAUGE_EVERY or self._full:
            transport.write(data)
        else:
            self._deliver_and_look(transport, data)

    def _push(self) -> None:
        """Let the transport write now what it would write when the reactor comes round again.

        Where one call is waited for at a time, that round is most of the time that it takes. A
        transport that meets trouble here meets it again when the reactor asks it to write.
        """
        transport = self._transport
        if (
            self._can_push
            and not self._full
            and transport is not None
            and transport.producer is None
            and not transport.disconnecting
        ):
            transport.doWrite()

    def _deliver_and_look(self, transport: Any, data: bytes) -> None:
        self._since_gauge = 0
        gauge = _Gauge(self)
        try:
            transport.registerProducer(gauge, True)
        except (AttributeError, RuntimeError):
            # A transport without this, or a producer of the application's own at it: then it is
            # the application that minds the buffer.
            transport.write(data)
            return
        transport.write(data)
        if gauge.paused and self._transport is not None:
            self._gauge = gauge
            self._full = True
            self._watch_for_a_stall()
        else:
            transport.unregisterProducer()

    def _watch_for_a_stall(self) -> None:
        seconds = self.limits.stalled_seconds
        if seconds is not None:
            self._stall_timer = clock_of(self).callLater(
                seconds, self._look_for_a_stall, _unsent(self._transport)
            )

    def _look_for_a_stall(self, before: Optional[tuple[int, int]]) -> None:
        self._stall_timer = None
        if before is not None and _unsent(self._transport) != before:
            self._watch_for_a_stall()
        else:
            self._refuse_peer("it does not read what it is sent", abort=True)

    def buffer_drained(self) -> None:
        """The transport has got rid of everything that it was given."""
        self._remove_gauge()
        self._go_on()

    def _remove_gauge(self) -> None:
        self._full = False
        if self._gauge is not None:
            self._gauge = None
            if self._transport is not None:
                self._transport.unregisterProducer()
        _stop(self._stall_timer)
        self._stall_timer = None

    def _go_on(self) -> None:
        """Do what waited for the write buffer."""

    def sendBox(self, box: amp.AmpBox) -> None:
        """Send a box after everything that was to be sent before it.

        :raises ProtocolSwitched: where the connection speaks another protocol by now.
        :raises ConnectionLost: where it is gone.
        """
        if (
            self._transport is None
            or self._locked
            or self._startingTLSBuffer is not None
        ):
            super().sendBox(box)
        else:
            self._write(serialize(box))

    def _refuse_peer(self, reason: str, *, abort: bool = False) -> None:
        """Close the connection because of what the peer does; calls fail with the reason."""
        if not self._closing:
            self._close_reason = PeerMisbehaved(f"the connection was closed: {reason}")
            self._note("closing the connection to {peer}: {reason}", reason=reason)
            self._close(abort=abort)

    def _close(self, *, abort: bool = False) -> None:
        if self._closing or self._transport is None:
            return
        self._closing = True
        self._flush()
        self._remove_gauge()
        transport = self._transport
        if abort and hasattr(transport, "abortConnection"):
            transport.abortConnection()
            return
        seconds = self.limits.close_seconds
        if seconds is not None:
            self._close_timer = clock_of(self).callLater(seconds, self._cut)
        transport.loseConnection()

    def _cut(self) -> None:
        self._close_timer = None
        if hasattr(self._transport, "abortConnection"):
            self._transport.abortConnection()

    def _note(self, text: str, failure: Any = None, **facts: Any) -> None:
        """Write a line to the log, unless this connection has written enough of them.

        :param text: names of facts in braces; ``peer`` is known here. No value of the peer's.
        """
        allowed = self.limits.log_lines
        if allowed is not None:
            now = clock_of(self).seconds()
            if now - self._log_window >= 60 or self._log_count == 0:
                self._log_window = now
                self._log_count = 0
            self._log_count += 1
            if self._log_count > allowed:
                return
            if self._log_count == allowed:
                text += (
                    " (further lines about this connection are left out for a minute)"
                )
        peer = getattr(self, "_transportPeer", None)
        if failure is not None:
            _log.failure(text, failure, peer=peer, **facts)
        else:
            _log.warn(text, peer=peer, **facts)

    def _stop_timers(self) -> None:
        _stop(self._close_timer)
        _stop(self._stall_timer)
        self._close_timer = self._stall_timer = None


def _stop(timer: Any) -> None:
    if timer is not None and timer.active():
        timer.cancel()


def _unsent(transport: Any) -> Optional[tuple[int, int]]:
    """How far the transport is with what it was given; None if it does not say.

    Twisted tells only when all of it is gone; a slow reader is told from a dead one by this.
    """
    for _ in range(4):
        if hasattr(transport, "dataBuffer") and hasattr(transport, "offset"):
            return len(transport.dataBuffer), transport.offset
        transport = getattr(transport, "transport", None)
    return None
