"""One end of an AMP connection: the way in.

Bytes become boxes in one loop. A box of a known command in its usual shape is decoded where it
lies, by straight-line code of the package, and answered as bytes: the fast path. Every other box
becomes an ``AmpBox`` and takes Twisted's way through ``ampBoxReceived`` and ``dispatchCommand``:
the general path, which alone says what is right. A box that straight-line code does not like
goes there too, so that every error is the general path's.

The limits are the same on both.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from types import CoroutineType
from typing import Any, Optional

from twisted.internet.protocol import connectionDone
from twisted.protocols import amp
from twisted.python.failure import Failure

from .answering import Answering
from .boxes import BadKey, read_box, scan
from .client import clock_of
from .limits import Limits
from .operation import Operation, ReadRequest
from .outgoing import FLUSH_AT
from .errors import Unusual
from .responder import operations_of, refusal_of
from .settling import step
from .untyped import failure_of, make_box

Table = dict[bytes, "tuple[int, Operation, ReadRequest]"]
"""By a command's name: which responder answers it, the command, and what decodes its request."""

_FEWEST_KEYS = 512
"""A limit on keys below this is looked after by the general path alone: straight-line code does
not count them, since a schema bounds them."""


class Connection(Answering):
    """An ``amp.AMP`` with limits, manners and a fast path.

    A subclass may add ``@Command.responder`` methods and override what Twisted documents
    (``sendBox``, ``dispatchCommand``, ``locateResponder``, ``ampBoxReceived``, ``callRemote``);
    then everything takes the general path.
    """

    # Per class: which commands straight-line code answers, by the classes of the responders.
    _tables: dict[tuple[type[Any], ...], Table]

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        cls._tables = {}

    def __init__(
        self, responders: Sequence[Any] = (), limits: Optional[Limits] = None
    ) -> None:
        """
        :param responders: what answers the peer, each a responder or a callable that makes one.
        :param limits: what the peer may cost; `Limits()` if not said.
        """
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
        self._box_began = 0.0
        self._table: Table = {}
        super().__init__(responders, limits)

    # What Twisted calls.

    def makeConnection(self, transport: Any) -> None:
        """Begin: make the responders of this connection, then tell ``connectionMade``."""
        if not self._ampInitialized:
            # As with Twisted, a subclass need not have called this class's constructor.
            Connection.__init__(self)
        self.transport = transport
        try:
            self._make_responders()
        except Exception:
            self._note("no responder could be made for {peer}", failure_of())
            transport.loseConnection()
        self._look_for_hooks()
        super().makeConnection(transport)
        self._look_for_hooks()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """End: fail our calls, cancel what answers theirs, close what nobody claimed."""
        if self._close_reason is not None:
            reason = failure_of(self._close_reason)
        self._halted = True
        self._fast = False
        self._full = False
        self._gauge = None
        self._out.clear()
        self._unread = b""
        self._waiting.clear()
        self._stop_timers()
        super().connectionLost(reason)
        self._cancel_running()
        for descriptor in self._descriptors.values():
            with suppress(OSError):
                os.close(descriptor)
        self._descriptors.clear()

    def dataReceived(self, data: bytes) -> None:
        """Take a segment: whole boxes are acted on, the rest waits for more."""
        if self.innerProtocol is not None:
            super().dataReceived(data)
            return
        self._justStartedTLS = False
        if self._transport is None or self._closing:
            return
        if self._looping or self.paused or self._reading_stopped:
            self._unread = bytearray(self._unread) + data
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

    def fileDescriptorReceived(self, descriptor: int) -> None:
        """Keep a file for the request that will claim it."""
        super().fileDescriptorReceived(descriptor)
        limit = self.limits.descriptors
        if limit is not None and len(self._descriptors) > limit:
            self._refuse_peer(
                "it sent too many files that no request claims", abort=True
            )

    def ampBoxReceived(self, box: Any) -> None:
        """Act on a box, whatever it holds."""
        if amp.ANSWER in box:
            self._answerReceived(box)
        elif amp.ERROR in box:
            self._errorReceived(box)
        elif amp.COMMAND in box:
            self._commandReceived(box)
        else:
            self._refuse_peer("a box was neither a request nor an answer")

    # Where Twisted stops or turns the stream between two boxes.

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

    def pauseProducing(self) -> None:
        """Stop acting on boxes, and reading."""
        self._halted = True
        super().pauseProducing()

    def resumeProducing(self) -> None:
        """Go on acting on boxes, and reading."""
        super().resumeProducing()
        self._go_on()

    def _startTLS(self, certificate: Any, verifyAuthorities: Any) -> None:
        self._flush()
        if self.recvd:
            # They came in the clear and would be taken for what TLS protects.
            self._refuse_peer("bytes followed its StartTLS in the clear", abort=True)
            return
        super()._startTLS(certificate, verifyAuthorities)
        self._look_for_hooks()

    def _prepareTLS(self, certificate: Any, verifyAuthorities: Any) -> None:
        super()._prepareTLS(certificate, verifyAuthorities)
        self._look_for_hooks()

    def _lockForSwitch(self) -> None:
        super()._lockForSwitch()
        self._look_for_hooks()

    def _unlockFromSwitch(self) -> None:
        super()._unlockFromSwitch()
        self._look_for_hooks()

    def _switchTo(self, newProto: Any, clientFactory: Any = None) -> None:
        self._flush()
        super()._switchTo(newProto, clientFactory)
        self._look_for_hooks()

    def _close(self, *, abort: bool = False) -> None:
        self._halted = True
        super()._close(abort=abort)

    def _stop_timers(self) -> None:
        super()._stop_timers()
        if self._box_timer is not None and self._box_timer.active():
            self._box_timer.cancel()
        self._box_timer = None

    # Which path.

    def _look_for_hooks(self) -> None:
        self._attributes = len(self.__dict__)
        cls = type(self)
        keys = self.limits.box_keys
        self._fast = (
            self._transport is not None
            and self._failAllReason is None
            and self._startingTLSBuffer is None
            and self.innerProtocol is None
            and not self._locked
            and self.boxReceiver is self
            and self.boxSender is self
            and self.locator is self
            and (keys is None or keys >= _FEWEST_KEYS)
            and _HOOKS.keys().isdisjoint(self.__dict__)
            and all(getattr(cls, name) is function for name, function in _HOOKS.items())
        )
        self._table = self._find_table() if self._fast else {}

    def _find_table(self) -> Table:
        classes: tuple[type[Any], ...] = tuple(map(type, self._responders))
        tables: dict[tuple[type[Any], ...], Table] = vars(type(self)).get("_tables", {})
        known = tables.get(classes)
        if known is not None and not any(map(_finds_by_itself, self._responders)):
            return known
        table: Table = {}
        for index, responder in enumerate(self._responders):
            operations = operations_of(responder)
            if operations is None:
                # It may answer anything, also what those after it would. Not to be remembered:
                # it may be this one object and not its class.
                return table
            for name, operation in operations.items():
                if (
                    operation.read_request is not None
                    and name not in self._commandDispatch
                ):
                    table.setdefault(name, (index, operation, operation.read_request))
        if len(tables) >= _MOST_TABLES:
            # An application that makes classes as it goes.
            tables.clear()
        tables[classes] = table
        return table

    # The loop.

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
        if len(self.__dict__) != self._attributes or (
            self._fast and (self.boxReceiver is not self or self.locator is not self)
        ):
            self._look_for_hooks()
        limits = self.limits
        longest = _ENDLESS if limits.box_bytes is None else limits.box_bytes
        most = _ENDLESS if limits.calls is None else limits.calls
        coroutine: type[Any] = CoroutineType
        table = self._table
        responders = self._responders
        running = self._running
        calls = self._calls
        out = self._out
        joined = 0
        tag: Optional[bytes]
        at = 0
        size = len(data)
        while at < size:
            if not self._fast or self._full or self._waiting:
                at = self._act_generally(data, at)
                if at < 0 or self._halted:
                    return
                continue
            try:
                # Decoded where it lies. Whatever raises in here has had no effect.
                if data.startswith(b"\0\x04_ask\0", at):
                    place = at + 8 + data[at + 7]
                    tag = data[at + 8 : place]
                    if not data.startswith(b"\0\x08_command\0", place):
                        raise Unusual
                    after = place + 12 + data[place + 11]
                    index, operation, read = table[data[place + 12 : after]]
                    end, arguments = read(data, after)
                elif data.startswith(b"\0\x07_answer\0", at):
                    place = at + 11 + data[at + 10]
                    call = calls[data[at + 11 : place]]
                    read_answer = call.operation.read_answer
                    if read_answer is None:
                        raise Unusual
                    end, result = read_answer(data, place)
                    if end - at > longest:
                        raise Unusual
                    self._at = at = end
                    del calls[call.tag]
                    if call.timer is not None and call.timer.active():
                        call.timer.cancel()
                    call.callback(result)
                    if self._halted:
                        return
                    continue
                else:
                    tag = None
                    if not data.startswith(b"\0\x08_command\0", at):
                        raise Unusual
                    after = at + 12 + data[at + 11]
                    index, operation, read = table[data[at + 12 : after]]
                    end, arguments = read(data, after)
                if end - at > longest or len(running) >= most:
                    raise Unusual
            except Exception:
                at = self._act_generally(data, at)
                if at < 0 or self._halted:
                    return
                continue
            self._at = at = end
            try:
                result = getattr(responders[index], operation.method)(**arguments)
                if type(result) is coroutine:
                    result = step(result)
            except Exception as error:
                refusal = refusal_of(operation, error)
                self._refuse(operation.wire, tag, refusal, failure_of())
            else:
                answer = b""
                if (
                    type(result) is operation.answer_type
                    and tag is not None
                    and self._fast
                ):
                    with_result = operation.write_answer
                    if with_result is not None:
                        try:
                            answer = with_result(tag, result)
                        except Exception:
                            answer = b""
                if answer:
                    self._invalid = 0
                    out.append(answer)
                    joined += len(answer)
                    if joined > FLUSH_AT:
                        self._flush()
                        joined = 0
                else:
                    self._finish(operation, tag, result)
            if self._halted:
                return

    def _act_generally(self, data: bytes, at: int) -> int:
        """Act on one box by way of an ``AmpBox``.

        :return: where the next one begins, -1 if this one is not whole or has to wait.
        """
        try:
            found = scan(data, at)
        except BadKey as error:
            self._refuse_key(error)
            return -1
        if not found.whole:
            return -1
        if self._is_too_large(found.at - at, found.keys):
            return -1
        box = make_box()
        read_box(data, at, box)
        if (
            (self._full or self._waiting)
            and amp.ANSWER not in box
            and amp.ERROR not in box
        ):
            if not self._let_wait(data[at : found.at], box):
                return -1
            self._at = found.at
            return found.at
        self._at = found.at
        self.boxReceiver.ampBoxReceived(box)
        return found.at

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
        limit = self.limits.backlog
        if limit is None or len(self._waiting) < limit:
            self._waiting.append(data)
            return True
        self._refused_while_full += 1
        if self._refused_while_full > limit:
            self._refuse_peer(
                "it sends requests and does not read the answers", abort=True
            )
            return False
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
            clock_of(self).callLater(0, self._resume)

    def _resume(self) -> None:
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
            return False
        began = self._scanned != (0, 0)
        try:
            found = scan(self._unread, *self._scanned)
        except BadKey as error:
            self._refuse_key(error)
            return False
        if found.whole:
            self._scanned = (0, 0)
            return True
        self._scanned = (found.at, found.keys)
        if not self._is_too_large(len(self._unread), found.keys) and not began:
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
        if seconds is not None:
            clock = clock_of(self)
            self._box_began = clock.seconds()
            # One timer for many boxes: most are whole long before it goes off.
            if self._box_timer is None:
                self._box_timer = clock.callLater(
                    seconds, self._look_for_a_late_box, seconds
                )

    def _look_for_a_late_box(self, seconds: float) -> None:
        self._box_timer = None
        if not self._unread or self.innerProtocol is not None:
            return
        clock = clock_of(self)
        if self.paused or self._reading_stopped:
            # It is we who do not read.
            self._box_began = clock.seconds()
        left = self._box_began + seconds - clock.seconds()
        if left > 0:
            self._box_timer = clock.callLater(left, self._look_for_a_late_box, seconds)
        else:
            self._refuse_peer(f"a box did not come whole within {seconds:g} seconds")


def _finds_by_itself(responder: Any) -> bool:
    """Whether this one object was given its own way of finding methods."""
    return "locateResponder" in getattr(responder, "__dict__", ())


_MOST_TABLES = 64
_ENDLESS = 1 << 62

_HOOKS: dict[str, Any] = {
    name: getattr(Connection, name)
    for name in (
        "_answerReceived",
        "_commandReceived",
        "_errorReceived",
        "_nextTag",
        "_sendBoxCommand",
        "ampBoxReceived",
        "callRemote",
        "callRemoteString",
        "dispatchCommand",
        "locateResponder",
        "sendBox",
    )
}
"""What the fast path passes by, as it is when nobody has overridden it."""
