"""The way in: segments of bytes to boxes, each looked at once and in its turn.

What waits here is bounded: a box that has not come whole, and requests of a peer that does not
read its answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional

from twisted.protocols import amp

from .answering import Answering
from .boxes import BadKey, read_box, scan
from .client import clock_of
from .limits import Limits
from .untyped import make_box


class Incoming(Answering):
    """Takes segments, and hands box after box to what acts on them."""

    def __init__(self, handlers: Sequence[Any], limits: Optional[Limits]) -> None:
        # Bytes that are no whole box yet, or wait for reading to go on. A box that comes in two
        # pieces is put together as bytes, one in many in a bytearray: each byte is copied once
        # or twice however a peer cuts it.
        self._unread: bytes | bytearray = b""
        # How far those were looked through: where, and behind how many keys.
        self._scanned = (0, 0)
        # What the loop is working on, and where the next box begins.
        self._segment: bytes = b""
        self._at = 0
        self._looping = False
        self._halted = False
        self._reading_stopped = False
        self._waiting: list[bytes] = []
        self._refused_while_full = 0
        self._box_timer: Any = None
        self._resume_timer: Any = None
        # When the box began that has not come whole.
        self._box_began: Optional[float] = None
        super().__init__(handlers, limits)

    def dataReceived(self, data: bytes) -> None:
        """Take a segment: whole boxes are acted on, the rest waits for more."""
        if self.innerProtocol is not None:
            super().dataReceived(data)
            return
        self._justStartedTLS = False
        if self._transport is None or self._closing:
            return
        if self._looping or self.paused or self._reading_stopped:
            if isinstance(self._unread, bytes):
                self._unread = bytearray(self._unread)
            self._unread += data
            return
        if self._unread:
            # In place, if it is a bytearray.
            self._unread += data
            if not self._is_whole():
                if isinstance(self._unread, bytes):
                    self._unread = bytearray(self._unread)
                return
            data = bytes(self._unread)
            self._unread = b""
        self._run(data)

    @property
    def recvd(self) -> bytes:
        """The bytes that were not acted on yet; setting it drops them."""
        if self._looping:
            return self._segment[self._at :] + bytes(self._unread)
        return bytes(self._unread)

    @recvd.setter
    def recvd(self, value: object) -> None:
        self._halted = True
        self._at = len(self._segment)
        self._unread = b""

    def _run(self, data: bytes) -> None:
        """Act on the whole boxes at the beginning of ``data``, and keep the rest."""
        self._looping = self._joining = True
        try:
            while data:
                self._halted = False
                self._segment = data
                self._at = 0
                self._act_on(data)
                if self._at == len(data) and not (
                    self._halted or self._unread or self._waiting
                ):
                    return
                rest = self._segment[self._at :]
                self._segment = b""
                self._at = 0
                if (
                    self._closing
                    or self._transport is None
                    or self.innerProtocol is not None
                ):
                    return
                if rest:
                    self._unread = rest + bytes(self._unread) if self._unread else rest
                    self._scanned = (0, 0)
                self._take_backlog()
                if self.paused or self._reading_stopped or not self._is_whole():
                    return
                data = bytes(self._unread)
                self._unread = b""
        finally:
            self._looping = self._joining = False
            self._segment = b""
            if self._out:
                self._flush()
                self._push()

    def _act_on(self, data: bytes) -> None:
        """Go from box to box until ``data`` ends, or the stream stops or turns.

        ``_at`` is left where the first box begins that was not acted on.
        """
        at = 0
        while 0 <= at < len(data):
            at = self._act_generally(data, at)
            if self._halted:
                return

    def _act_generally(self, data: bytes, at: int) -> int:
        """Act on one box by way of an ``AmpBox``.

        :return: where the next one begins, -1 if this one is not whole or has to wait.
        """
        try:
            end, keys, whole = scan(data, at)
        except BadKey as error:
            self._refuse_key(error)
            return -1
        if not whole:
            return -1
        if self._is_too_large(end - at, keys):
            return -1
        box = make_box()
        read_box(data, at, box)
        if (
            (self._full or self._waiting)
            and amp.ANSWER not in box
            and amp.ERROR not in box
        ):
            if not self._let_wait(data[at:end], box):
                return -1
            self._at = end
            return end
        self._at = end
        self.boxReceiver.ampBoxReceived(box)
        return end

    def _let_wait(self, data: bytes, box: amp.AmpBox) -> bool:
        """Keep a request until the peer has read what it was sent.

        If nothing of ours is on its way to us, it may as well stay in the kernel; else the peer's
        answers are somewhere behind it, and have to be read, or both sides wait for ever.

        :return: whether reading goes on.
        """
        if not self._waits_for_answers():
            self._reading_stopped = self._halted = True
            if hasattr(self._transport, "pauseProducing"):
                self._transport.pauseProducing()
            return False
        limit, most = self.limits.backlog, self.limits.box_bytes
        held = sum(map(len, self._waiting)) + len(data)
        if limit is None or (
            len(self._waiting) < limit and (most is None or held <= most)
        ):
            self._waiting.append(data)
            return True
        self._refused_while_full += 1
        if self._refused_while_full > limit:
            self._refuse_peer(
                "it sends requests and does not read the answers", abort=True
            )
            return False
        self._note("{peer} does not read its answers; one more request was refused")
        tag = box.get(amp.ASK)
        if tag is not None:
            self._send_error(tag, amp.UNKNOWN_ERROR_CODE, "too many calls at once")
        return True

    def _take_backlog(self) -> None:
        if self._waiting and not self._full:
            self._unread = b"".join(self._waiting) + bytes(self._unread)
            self._scanned = (0, 0)
            self._waiting.clear()
            self._refused_while_full = 0

    def _go_on(self) -> None:
        # The loop looks by itself. And a caller must not find a responder running in its call.
        if not self._looping and (self._reading_stopped or self._waiting):
            if self._resume_timer is None:
                self._resume_timer = clock_of(self).callLater(0, self._resume)

    def _resume(self) -> None:
        self._resume_timer = None
        if self._closing or self._transport is None or self._looping:
            return
        if self._full and not self._waits_for_answers():
            return
        if self._reading_stopped:
            self._reading_stopped = False
            self._transport.resumeProducing()
        self._take_backlog()
        self.dataReceived(b"")

    # Boxes that have not come whole.

    def _is_whole(self) -> bool:
        """Whether the unread bytes begin with a whole box; if not, whether they may stay."""
        if not self._unread:
            self._scanned = (0, 0)
            self._box_began = None
            return False
        try:
            at, keys, whole = scan(self._unread, *self._scanned)
        except BadKey as error:
            self._refuse_key(error)
            return False
        if whole:
            self._scanned = (0, 0)
            self._box_began = None
            return True
        self._scanned = (at, keys)
        if not self._is_too_large(len(self._unread), keys):
            self._time_box()
        return False

    def _is_too_large(self, size: int, keys: int) -> bool:
        limits = self.limits
        if limits.box_bytes is not None and size > limits.box_bytes:
            self._refuse_peer(f"it sent a box of more than {limits.box_bytes:,} bytes")
        elif limits.box_keys is not None and keys > limits.box_keys:
            self._refuse_peer(f"it sent a box of more than {limits.box_keys:,} keys")
        else:
            return False
        return True

    def _refuse_key(self, error: BadKey) -> None:
        self._halted = True
        self.lengthLimitExceeded(error.length)
        self._close()

    def _time_box(self) -> None:
        seconds = self.limits.box_seconds
        if seconds is not None and self._box_began is None:
            clock = clock_of(self)
            self._box_began = clock.seconds()
            # One timer for many boxes: most are whole long before it goes off.
            if self._box_timer is None:
                self._box_timer = clock.callLater(
                    seconds, self._look_for_a_late_box, seconds
                )

    def _look_for_a_late_box(self, seconds: float) -> None:
        self._box_timer = None
        began = self._box_began
        if began is None or self.innerProtocol is not None:
            return
        clock = clock_of(self)
        if self.paused or self._reading_stopped:
            # It is we who do not read.
            began = self._box_began = clock.seconds()
        left = began + seconds - clock.seconds()
        if left > 0:
            self._box_timer = clock.callLater(left, self._look_for_a_late_box, seconds)
        else:
            self._refuse_peer(f"a box did not come whole within {seconds:g} seconds")

    def _close(self, *, abort: bool = False) -> None:
        self._halted = True
        super()._close(abort=abort)

    def _stop_timers(self) -> None:
        super()._stop_timers()
        for timer in (self._box_timer, self._resume_timer):
            if timer is not None and timer.active():
                timer.cancel()
        self._box_timer = self._resume_timer = None
