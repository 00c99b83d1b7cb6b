"""One end of an AMP connection, and its two paths.

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

from .errors import Unusual
from .incoming import Incoming
from .limits import Limits
from .operation import Operation, ReadRequest
from .outgoing import FLUSH_AT
from .responder import operations_of, refusal_of
from .settling import step
from .untyped import failure_of

Table = dict[bytes, "tuple[int, Operation, ReadRequest]"]
"""By a command's name: which responder answers it, the command, and what decodes its request."""

_FEWEST_KEYS = 512
"""A limit on keys below this is looked after by the general path alone: straight-line code does
not count them, since a schema bounds them."""


class Connection(Incoming):
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
        # What is told of the calls below may have reasons to close as well.
        self._closing = self._halted = True
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

    # The fast path.

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
            except BaseException as error:
                # As Twisted: nothing that a responder raises gets further than its request.
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
                        # The peer decodes these while we encode the next.
                        self._flush()
                        self._push()
                        joined = 0
                else:
                    self._finish(operation, tag, result)
            if self._halted:
                return


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
