"""Our calls: requests that go out and the answers that come for them."""

from __future__ import annotations

from math import isfinite
from typing import Any, ClassVar, Optional

from twisted.internet.defer import Deferred
from twisted.protocols import amp
from twisted.python.failure import Failure

from .client import (
    WIRE_VERSION,
    call_generally,
    check_timeout,
    clock_of,
    send_generally,
)
from .client import timed_out
from .errors import CallTimedOut, NotConnected, ResponseError, remote_error, text_of
from .operation import Operation
from .outgoing import Outgoing
from .untyped import failure_of, remote_amp_error


class Call(Deferred[Any]):
    """A call on the fast path: one object that is what the caller has and what we remember."""

    operation: Operation
    tag: bytes
    calls: dict[bytes, Call]
    timer: Any = None


def _forget(call: Any) -> None:
    call.calls.pop(call.tag, None)
    if call.timer is not None and call.timer.active():
        call.timer.cancel()


def _expire(call: Call, timeout: float) -> None:
    call.calls.pop(call.tag, None)
    call.errback(CallTimedOut(timed_out(call.operation, timeout)))


class Calling(Outgoing):
    """Calls the peer, for typed clients and for ``callRemote``.

    :cvar wire_version: by which clients of other packages see that they may use `wire_call`.
    """

    wire_version: ClassVar[int] = WIRE_VERSION

    # Whether nothing stands against the fast path: no method of Twisted's is overridden, and the
    # connection is neither lost, locked for another protocol nor on its way to TLS.
    _fast = False
    # How many attributes this connection had when that was found out: one more may be a hook.
    _attributes = 0

    def __init__(self, limits: Any) -> None:
        self._calls: dict[bytes, Call] = {}
        super().__init__(limits)

    def wire_call(
        self, operation: Operation, values: tuple[Any, ...], timeout: Optional[float]
    ) -> Deferred[Any]:
        """Call the peer, for `Client`.

        :param values: one for each argument, in the schema's order.
        :param timeout: seconds, None to wait for as long as the connection lives.
        :return: the caller's own Deferred, which every failure comes through.
        """
        write = operation.write_request
        if len(self.__dict__) != self._attributes:
            self._look_for_hooks()
        if write is None or not self._fast:
            return call_generally(self, operation, values, timeout)
        counter = self._counter + 1
        tag = b"%x" % counter
        try:
            data = write(tag, *values)
            check_timeout(timeout)
        except Exception:
            return call_generally(self, operation, values, timeout)
        self._counter = counter
        call = Call(_forget)
        call.operation = operation
        call.tag = tag
        calls = call.calls = self._calls
        calls[tag] = call
        if timeout is not None and isfinite(timeout):
            call.timer = clock_of(self).callLater(timeout, _expire, call, timeout)
        if self._joining:
            self._out.append(data)
        else:
            self._deliver(data)
            if len(calls) == 1:
                self._push()
        if self._full:
            self._go_on()
        return call

    def wire_send(self, operation: Operation, values: tuple[Any, ...]) -> None:
        """Send a one-way request, for `Client`.

        :raises WrongType: or `WrongValue`, `ValueTooLong`: where a value cannot be sent.
        """
        write = operation.write_request
        if len(self.__dict__) != self._attributes:
            self._look_for_hooks()
        if write is not None and self._fast:
            try:
                data = write(b"", *values)
            except Exception:
                send_generally(self, operation, values)
                return
            self._counter += 1
            self._write(data)
        else:
            send_generally(self, operation, values)

    def _look_for_hooks(self) -> None:
        """Find out whether the fast path is still the same as the general one."""

    def _waits_for_answers(self) -> bool:
        return bool(self._calls or self._outstandingRequests)

    def _sendBoxCommand(
        self, command: bytes, box: Any, requiresAnswer: bool = True
    ) -> Any:
        # As Twisted's, but cancelling forgets the call.
        if self._failAllReason is not None:
            return super()._sendBoxCommand(command, box, requiresAnswer)
        if self.boxSender is None:
            raise NotConnected("there is no connection yet")
        box[amp.COMMAND] = command
        tag = self._nextTag()
        if not requiresAnswer:
            box._sendTo(self.boxSender)
            return None
        box[amp.ASK] = tag
        waiting = self._outstandingRequests
        answer: Deferred[Any] = Deferred(lambda _: waiting.pop(tag, None) and None)
        waiting[tag] = answer
        try:
            box._sendTo(self.boxSender)
        except BaseException:
            waiting.pop(tag, None)
            raise
        if self._full:
            self._go_on()
        return answer

    def _answerReceived(self, box: Any) -> None:
        tag = box[amp.ANSWER]
        call = self._calls.pop(tag, None)
        if call is None:
            if tag in self._outstandingRequests:
                super()._answerReceived(box)
            else:
                self._unexpected(tag)
            return
        try:
            result = call.operation.decode_answer(box, self)
        except ResponseError as error:
            self._settle(call, failure_of(error))
        else:
            self._settle(call, result)

    def _errorReceived(self, box: Any) -> None:
        tag = box[amp.ERROR]
        call = self._calls.pop(tag, None)
        question = self._outstandingRequests.pop(tag, None)
        if call is None and question is None:
            # Not looked at any further: there may be many, and a description may be long.
            self._unexpected(tag)
            return
        code = bytes(box.get(amp.ERROR_CODE, amp.UNKNOWN_ERROR_CODE))
        description = text_of(box.get(amp.ERROR_DESCRIPTION))
        if call is not None:
            self._settle(call, failure_of(call.operation.error(code, description)))
            return
        question.addErrback(self.unhandledError)
        error = remote_error(code, description)
        if not isinstance(error, amp.UnhandledCommand):
            error = remote_amp_error(code, description)
        question.errback(failure_of(error))

    def _settle(self, call: Call, result: Any) -> None:
        if call.timer is not None and call.timer.active():
            call.timer.cancel()
        call.callback(result)

    def _unexpected(self, tag: bytes) -> None:
        # A tag that was given out is a late or a second answer: its call was cancelled, ran out
        # of time, or is settled. No memory of them is needed, since tags are counted up.
        try:
            number = int(tag, 16)
        except ValueError:
            number = 0
        if not (1 <= number <= self._counter and b"%x" % number == tag):
            self._refuse_peer("it answered a call that was never made")

    def failAllOutgoing(self, reason: Failure) -> None:
        """Fail every call that waits for an answer, and those that will be made."""
        waiting: dict[bytes, Deferred[Any]] = {
            **self._outstandingRequests,
            **self._calls,
        }
        self._outstandingRequests = {}
        self._calls.clear()
        self._fast = False
        if self._failAllReason is None:
            self._failAllReason = reason
        # Tags are numbers in hexadecimal digits: in the order in which the calls were made.
        for tag in sorted(waiting, key=lambda tag: (len(tag), tag)):
            call = waiting[tag]
            if call.called:
                # What was told of one before it has cancelled this one.
                continue
            if isinstance(call, Call):
                self._settle(call, reason)
            else:
                call.errback(reason)

    def unhandledError(self, failure: Failure) -> None:
        """A failure that nobody handled: it is logged, and the connection stays."""
        self._note("a failed call on the connection to {peer} had no errback", failure)
