"""What a generated responder is: it finds its methods for any AMP connection."""

from __future__ import annotations

from abc import ABC
from collections.abc import Callable
from typing import Any, ClassVar, Optional, Union, cast

from twisted.internet.defer import Deferred
from twisted.protocols import amp

from .client import WIRE_VERSION
from .errors import AnswerTooLong, ValueTooLong
from .operation import Operation
from .settling import Later, begin
from .untyped import implements, make_box, remote_amp_error

Located = Callable[[amp.AmpBox], "Union[amp.AmpBox, Deferred[amp.AmpBox]]"]
"""What Twisted calls with the box of a request to have the box of the answer."""


def unhandled(operation: Operation) -> Exception:
    """What a responder raises for a command that it does not answer.

    The peer is told what Twisted tells for a command that it does not know.
    """
    return remote_amp_error(
        amp.UNHANDLED_ERROR_CODE, f"Unhandled Command: {operation.wire!r}"
    )


@implements(amp.IResponderLocator)
class Responder(ABC):
    """Answers the commands of an interface, for generated connections and for any ``amp.AMP``.

    Several may be the bases of one class, which then answers for all of them.

    :cvar operations: the commands of the interface.
    """

    operations: ClassVar[tuple[Operation, ...]] = ()
    wire_version: ClassVar[int] = WIRE_VERSION
    _by_wire_name: ClassVar[dict[bytes, Operation]] = {}

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        cls._by_wire_name = {
            operation.wire: operation
            for base in reversed(cls.__mro__)
            for operation in vars(base).get("operations", ())
        }

    def locateResponder(self, name: bytes) -> Optional[Located]:
        """What answers the command ``name``, None if nothing here does."""
        operation = self._by_wire_name.get(name)
        if operation is None:
            return None
        return _Bound(self, operation)


def operations_of(responder: Any) -> Optional[dict[bytes, Operation]]:
    """The commands of ``responder`` that straight-line code may answer; None if that is unsafe.

    It is where the application has its own way of finding methods, or the responder comes from a
    package with another idea of all this.
    """
    cls = cast(Any, type(responder))
    if getattr(cls, "wire_version", None) != WIRE_VERSION:
        return None
    if "locateResponder" in getattr(responder, "__dict__", {}):
        return None
    if getattr(cls.locateResponder, "__qualname__", "") != "Responder.locateResponder":
        return None
    table: dict[bytes, Operation] = getattr(cls, "_by_wire_name")
    return table


class _Bound:
    """Answers the boxes of one command with one responder."""

    __slots__ = ("responder", "operation")

    def __init__(self, responder: Responder, operation: Operation) -> None:
        self.responder = responder
        self.operation = operation

    def __call__(self, box: amp.AmpBox) -> Union[amp.AmpBox, Deferred[amp.AmpBox]]:
        return self.answer(box, None)

    def answer(
        self, box: amp.AmpBox, proto: Any
    ) -> Union[amp.AmpBox, Deferred[amp.AmpBox]]:
        """As a call, for a request that came over ``proto``, where that is known."""
        operation = self.operation
        arguments = operation.decode_request(box, proto)

        def finish(result: Any) -> amp.AmpBox:
            return make_box(operation.encode_answer(result, proto))

        try:
            result = begin(getattr(self.responder, operation.method), arguments)
            if not isinstance(result, Later):
                return finish(result)
        except Exception as error:
            raise refusal_of(operation, error)

        def refuse(failure: Any) -> None:
            raise refusal_of(operation, failure.value)

        later: Any = result.deferred.addCallback(finish)
        answered: Deferred[amp.AmpBox] = later.addErrback(refuse)
        return answered


def refusal_of(operation: Operation, error: BaseException) -> BaseException:
    """What the connection is told of an error that a responder, or encoding its result, raised.

    :return: an ``amp.RemoteAmpError`` where the peer may know of it, else ``error`` itself.
    """
    if isinstance(error, ValueTooLong):
        return AnswerTooLong(str(error))
    return operation.refusal(error) or error
