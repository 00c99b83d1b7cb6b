"""What Twisted leaves without types, with types.

One place, so that everything else here can be checked strictly without a single exception to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Optional, Protocol, TypeVar

from twisted.internet.defer import Deferred
from twisted.protocols import amp
from twisted.python.failure import Failure

T = TypeVar("T")

# zope.interface has no types at all: importing it plainly is an error to a strict checker.
_zope: Any = import_module("zope.interface")
_make_failure: Any = Failure
_make_box: Any = amp.AmpBox
_make_remote_error: Any = amp.RemoteAmpError


def failure_of(error: Optional[BaseException] = None) -> Failure:
    """A Failure of ``error``, or of the exception that is being handled."""
    failure: Failure = _make_failure(error) if error is not None else _make_failure()
    return failure


def error_of(failure: Failure) -> BaseException:
    """The exception of a Failure."""
    untyped: Any = failure
    error: BaseException = untyped.value
    return error


def make_box(strings: Optional[Mapping[bytes, bytes]] = None) -> amp.AmpBox:
    """An ``AmpBox`` with these keys and values."""
    box: amp.AmpBox = _make_box(strings or {})
    return box


def remote_amp_error(
    code: bytes, description: str, fatal: bool = False
) -> amp.RemoteAmpError:
    """An error as it travels."""
    error: amp.RemoteAmpError = _make_remote_error(code, description, fatal)
    return error


def serialize(box: amp.AmpBox) -> bytes:
    """The bytes of a box."""
    untyped: Any = box
    data: bytes = untyped.serialize()
    return data


def implements(interface: Any) -> Callable[[type[T]], type[T]]:
    """Say of a class that it provides a ``zope.interface``."""
    decorate: Callable[[type[T]], type[T]] = _zope.implementer(interface)
    return decorate


_untyped: Any = amp
init_remote_amp_error: Any = _untyped.RemoteAmpError.__init__
init_too_long: Any = _untyped.TooLong.__init__
init_argument: Any = _untyped.Argument.__init__


class Endpoint(Protocol):
    """What one connects to: any of Twisted's client endpoints."""

    def connect(self, protocolFactory: Any) -> Deferred[Any]:
        """Connect, and fire with the connection."""
        ...


if TYPE_CHECKING:

    class AMP(amp.AMP):
        """``amp.AMP`` as `Connection` builds on it."""

        boxReceiver: Any
        boxSender: Any
        locator: Any
        innerProtocol: Any
        paused: bool
        _ampInitialized: bool
        _counter: int
        _locked: bool
        _justStartedTLS: bool
        _startingTLSBuffer: Any
        _failAllReason: Optional[Failure]
        _outstandingRequests: Any
        _descriptors: dict[int, int]
        _commandDispatch: dict[bytes, Any]

        def __init__(self) -> None: ...

        def makeConnection(self, transport: Any) -> None: ...

        def connectionLost(self, reason: Failure = ...) -> None: ...

        def dataReceived(self, data: bytes) -> None: ...

        def fileDescriptorReceived(self, descriptor: int) -> None: ...

        def lengthLimitExceeded(self, length: int) -> None: ...

        def pauseProducing(self) -> None: ...

        def resumeProducing(self) -> None: ...

        def sendBox(self, box: amp.AmpBox) -> None: ...

        def ampBoxReceived(self, box: amp.AmpBox) -> None: ...

        def dispatchCommand(self, box: amp.AmpBox) -> Any: ...

        def locateResponder(self, name: bytes) -> Any: ...

        def failAllOutgoing(self, reason: Failure) -> None: ...

        def unhandledError(self, failure: Failure) -> None: ...

        def _nextTag(self) -> bytes: ...

        def _sendBoxCommand(
            self, command: bytes, box: Any, requiresAnswer: bool = True
        ) -> Any: ...

        def _answerReceived(self, box: Any) -> None: ...

        def _errorReceived(self, box: Any) -> None: ...

        def _commandReceived(self, box: Any) -> None: ...

        def _wrapWithSerialization(self, aCallable: Any, command: Any) -> Any: ...

        def _lockForSwitch(self) -> None: ...

        def _unlockFromSwitch(self) -> None: ...

        def _switchTo(self, newProto: Any, clientFactory: Any = None) -> None: ...

        def _prepareTLS(self, certificate: Any, verifyAuthorities: Any) -> None: ...

        def _startTLS(self, certificate: Any, verifyAuthorities: Any) -> None: ...

else:
    AMP = amp.AMP
