"""Their calls: requests that come in, the responders that answer them, and what goes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Optional, TypeVar, Union

from twisted.internet.defer import Deferred, fail, maybeDeferred
from twisted.internet.error import ConnectionLost
from twisted.protocols import amp
from twisted.python.failure import Failure

from .calling import Calling
from .errors import DESCRIPTION_LIMIT, InvalidArguments, describe
from .limits import Limits
from .operation import Operation
from .responder import refusal_of
from .settling import Later, come_to
from .untyped import error_of, failure_of, make_box, remote_amp_error

C = TypeVar("C")
R = TypeVar("R")

Handler = Union[Callable[[C], R], R]
"""What answers one side's commands: a responder for all connections, or what makes one for each.

A callable (a responder's class, say) is called with the connection once it has its transport.
"""


class Answering(Calling):
    """Answers the peer, by responders that were handed in and by ``@Command.responder``."""

    def __init__(self, handlers: Sequence[Any], limits: Optional[Limits]) -> None:
        self._handlers = tuple(handlers)
        self._responders: tuple[Any, ...] = ()
        self._running: set[Any] = set()
        self._invalid = 0
        super().__init__(limits)

    def _make_responders(self) -> None:
        self._responders = tuple(
            (
                handler(self)
                if isinstance(handler, type) or not hasattr(handler, "locateResponder")
                else handler
            )
            for handler in self._handlers
        )

    def locateResponder(self, name: bytes) -> Any:
        """What answers the command ``name``: a method marked ``@Command.responder`` of this
        class, else the first responder that knows it. Never a method by its name alone.
        """
        marked = self._commandDispatch.get(name)
        if marked is not None and marked[1] is not _UNASKED_TLS:
            command, function = marked
            return self._wrapWithSerialization(partial(function, self), command)
        for responder in self._responders:
            located = responder.locateResponder(name)
            if located is not None:
                answer = getattr(located, "answer", None)
                return located if answer is None else partial(answer, proto=self)
        return None

    def _wrapWithSerialization(
        self, aCallable: Callable[..., Any], command: Any
    ) -> Callable[[amp.AmpBox], Deferred[Any]]:
        # As Twisted's, but a request that cannot be read is told from a responder that fails,
        # and of an error and its base the error's own code is taken.
        def answer(box: amp.AmpBox) -> Deferred[Any]:
            try:
                arguments = command.parseArguments(box, self)
            except Exception as error:
                problem = f"the arguments cannot be read: {type(error).__name__}"
                return fail(InvalidArguments(problem))

            def respond(objects: Any) -> Any:
                try:
                    return command.makeResponse(objects, self)
                except Exception as error:
                    kind = type(objects).__name__
                    raise amp.BadLocalReturn(
                        f"what answers {command.__name__} returned an object of type {kind}, "
                        f"which it cannot send: {type(error).__name__}",
                        failure_of(),
                    ) from error

            def refuse(failure: Failure) -> Failure:
                error = error_of(failure)
                for cls in type(error).__mro__:
                    if cls in command.allErrors:
                        code, fatal = command.allErrors[cls], cls in command.fatalErrors
                        return failure_of(
                            remote_amp_error(code, describe(error), fatal)
                        )
                return failure

            answered: Deferred[Any] = maybeDeferred(aCallable, **arguments)
            answered.addCallback(respond)
            answered.addErrback(refuse)
            return answered

        return answer

    def _commandReceived(self, box: Any) -> None:
        tag = box.get(amp.ASK)
        if self._is_busy(tag):
            return
        command = box.get(amp.COMMAND, b"")
        try:
            answer = self.dispatchCommand(box)
        except Exception:
            answer = fail()
        self._await(answer, command, tag, self._send_answer)

    def _is_busy(self, tag: Optional[bytes]) -> bool:
        limit = self.limits.calls
        if limit is None or len(self._running) < limit:
            return False
        self._note(
            "{peer} has {limit} requests in flight; one more was refused", limit=limit
        )
        if tag is not None:
            self._send_error(tag, amp.UNKNOWN_ERROR_CODE, "too many calls at once")
        return True

    def _await(
        self,
        answer: Deferred[Any],
        command: bytes,
        tag: Optional[bytes],
        send: Callable[[Optional[bytes], Any], None],
    ) -> None:
        """Send what ``answer`` comes to, and cancel it if the peer goes before."""

        def done(result: Any) -> None:
            self._running.discard(answer)
            if isinstance(result, Failure):
                error = error_of(result)
                self._refuse(command, tag, error, result)
                return
            self._invalid = 0
            try:
                send(tag, result)
            except (amp.ProtocolSwitched, ConnectionLost):
                # As with Twisted: nobody is there to be told.
                pass
            except Exception as error:
                self._refuse(command, tag, error, failure_of())

        if not answer.called or answer.paused:
            self._running.add(answer)
        answer.addBoth(done)

    def _send_answer(self, tag: Optional[bytes], box: Any) -> None:
        if tag is None:
            return
        box[amp.ANSWER] = tag
        box._sendTo(self.boxSender)

    def _send_result(
        self, operation: Operation, tag: Optional[bytes], result: Any
    ) -> None:
        """Send a responder's result, by straight-line code if it is usual.

        One that nobody asked for is only looked at: what is wrong with it is to be logged.
        """
        if tag is not None and self._fast and operation.write_answer is not None:
            try:
                data = operation.write_answer(tag, result)
            except Exception:
                data = b""
            if data:
                self._write(data)
                return
        self._send_answer(tag, make_box(operation.encode_answer(result, self)))

    def _finish(self, operation: Operation, tag: Optional[bytes], result: Any) -> None:
        """Answer a request of the fast path with what its responder returned."""
        result = come_to(result)
        if isinstance(result, Later):
            self._await(
                result.deferred.addErrback(partial(_refuse_failure, operation)),
                operation.wire,
                tag,
                partial(self._send_checked, operation),
            )
            return
        self._invalid = 0
        if tag is None and result is None and operation.result is None:
            return
        try:
            self._send_checked(operation, tag, result)
        except (amp.ProtocolSwitched, ConnectionLost):
            pass
        except Exception as error:
            self._refuse(operation.wire, tag, error, failure_of())

    def _send_checked(
        self, operation: Operation, tag: Optional[bytes], result: Any
    ) -> None:
        try:
            self._send_result(operation, tag, result)
        except (amp.ProtocolSwitched, ConnectionLost):
            raise
        except Exception as error:
            raise refusal_of(operation, error)

    def _refuse(
        self,
        command: bytes,
        tag: Optional[bytes],
        error: BaseException,
        failure: Failure,
    ) -> None:
        """Answer with an error; nothing that the peer was not promised leaves this side."""
        code: Any = amp.UNKNOWN_ERROR_CODE
        fatal = False
        facts: Any = error
        if isinstance(error, amp.RemoteAmpError):
            code, description, fatal = facts.errorCode, facts.description, facts.fatal
            self._log_refusal(command, tag, error)
        elif isinstance(error, amp.TooLong):
            # From the box of a hand-written responder.
            description = (
                f"{facts.keyName!r} of the answer takes {len(facts.value):,} bytes"
            )
            self._invalid = 0
            self._note("{command!r}: {problem}", command=command, problem=description)
        else:
            self._invalid = 0
            if self._transport is None:
                # The responder was cancelled because its peer is gone.
                return
            self._note(
                "answering {command!r} from {peer} failed", failure, command=command
            )
            description = "Unknown Error"
        if tag is not None:
            try:
                self._send_error(tag, code, description)
            except (amp.ProtocolSwitched, ConnectionLost):
                return
            except Exception:
                # A RemoteAmpError of the application that is none, with a code that is no bytes.
                self._send_error(tag, amp.UNKNOWN_ERROR_CODE, "Unknown Error")
            if fatal:
                self._close()

    def _log_refusal(
        self, command: bytes, tag: Optional[bytes], error: amp.RemoteAmpError
    ) -> None:
        # By attribute, not by class: the responder may come from another package.
        problem = getattr(error, "problem", None)
        if problem is None:
            self._invalid = 0
            if tag is None:
                # Nobody else will hear of it.
                code: Any = getattr(error, "errorCode", None)
                self._note(
                    "{command!r} from {peer} wants no answer, which would be {code!r}",
                    # This name is the peer's own, and may be long.
                    command=command[:40],
                    code=code,
                )
            return
        self._note(
            "{command!r} from {peer}: {problem}", command=command, problem=problem
        )
        if getattr(error, "is_invalid_request", False):
            self._invalid += 1
            limit = self.limits.invalid
            if limit is not None and self._invalid >= limit:
                self._refuse_peer(f"{limit} requests in a row had invalid arguments")
        else:
            self._invalid = 0

    def _send_error(self, tag: bytes, code: bytes, description: Any) -> None:
        if isinstance(description, bytes):
            description = description.decode("utf-8", "replace")
        box = make_box()
        box[amp.ERROR] = tag
        box[amp.ERROR_CODE] = code
        text = str(description)[:DESCRIPTION_LIMIT]
        box[amp.ERROR_DESCRIPTION] = text.encode("utf-8", "replace")
        getattr(box, "_sendTo")(self.boxSender)

    def _cancel_running(self) -> None:
        while self._running:
            self._running.pop().cancel()


def _refuse_failure(operation: Operation, failure: Failure) -> None:
    error = error_of(failure)
    raise refusal_of(operation, error)


_UNASKED_TLS: Any = getattr(amp.AMP, "_defaultStartTLSResponder")
