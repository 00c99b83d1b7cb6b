"""Looking on: the boxes of a connection as typed events."""

from __future__ import annotations

from typing import Any, ClassVar, Optional

from twisted.protocols import amp

from .errors import InvalidArguments, ResponseError, text_of
from .operation import Operation
from .untyped import implements

_MOST_ASKED = 16_384
_LONGEST_TAG = 64
"""Tags are numbers, a few digits long; a peer that has others has no answers shown for them."""


class Asked:
    """A request was made.

    :ivar outgoing: whether it went out from this side.
    :ivar command: the name of the command, as the schema has it.
    :ivar arguments: what it was asked with, by the names of the method's parameters; None if the
        box does not hold that.
    :ivar tag: what its answer will carry, None if none is wanted.
    """

    __slots__ = __match_args__ = ("outgoing", "command", "arguments", "tag")

    def __init__(
        self,
        outgoing: bool,
        command: str,
        arguments: Optional[dict[str, Any]],
        tag: Optional[bytes],
    ) -> None:
        self.outgoing = outgoing
        self.command = command
        self.arguments = arguments
        self.tag = tag

    def __repr__(self) -> str:
        return f"Asked({_way(self.outgoing)}, {self.command}, {self.arguments!r}, {self.tag!r})"


class Answered:
    """A request was answered.

    :ivar outgoing: whether the answer went out from this side.
    :ivar command: the name of the command, as the schema has it.
    :ivar result: the answer; None if it is empty or the box does not hold one.
    :ivar tag: what the request carried.
    """

    __slots__ = __match_args__ = ("outgoing", "command", "result", "tag")

    def __init__(self, outgoing: bool, command: str, result: Any, tag: bytes) -> None:
        self.outgoing = outgoing
        self.command = command
        self.result = result
        self.tag = tag

    def __repr__(self) -> str:
        return f"Answered({_way(self.outgoing)}, {self.command}, {self.result!r}, {self.tag!r})"


class Refused:
    """A request was answered with an error.

    :ivar outgoing: whether the error went out from this side.
    :ivar command: the name of the command, as the schema has it; None if it was not seen.
    :ivar error: the exception as the caller gets it.
    :ivar tag: what the request carried.
    """

    __slots__ = __match_args__ = ("outgoing", "command", "error", "tag")

    def __init__(
        self, outgoing: bool, command: Optional[str], error: Exception, tag: bytes
    ) -> None:
        self.outgoing = outgoing
        self.command = command
        self.error = error
        self.tag = tag

    def __repr__(self) -> str:
        return f"Refused({_way(self.outgoing)}, {self.command}, {self.error!r}, {self.tag!r})"


def _way(outgoing: bool) -> str:
    return "outgoing" if outgoing else "incoming"


Event = Asked | Answered | Refused
"""What a tap tells."""


@implements(amp.IBoxReceiver)
class Tap:
    """Sees the boxes of a connection go by: ``AMP(boxReceiver=SomeTap())``.

    Override `saw`. Given the receiver that would have had the boxes, it passes them on and sees
    what that one sends as well: ``connection.boxReceiver = SomeTap(connection)``.

    :cvar operations: the commands whose boxes it can read.
    """

    # Those of other packages are of their own class.
    operations: ClassVar[tuple[Any, ...]] = ()

    def __init__(self, receiver: Any = None) -> None:
        """
        :param receiver: an ``IBoxReceiver`` that the boxes go on to.
        """
        self.receiver = receiver
        self.sender: Any = None
        self._by_wire_name = {
            operation.wire: operation for operation in self.operations
        }
        self._asked: dict[tuple[bool, bytes], Operation] = {}

    def saw(self, event: Event) -> None:
        """Something went by. Does nothing until it is overridden."""

    def startReceivingBoxes(self, boxSender: Any) -> None:
        """The connection begins."""
        self.sender = boxSender
        if self.receiver is not None:
            self.receiver.startReceivingBoxes(_TappedSender(self, boxSender))

    def ampBoxReceived(self, box: amp.AmpBox) -> None:
        """A box came."""
        self.look(box, outgoing=False)
        if self.receiver is not None:
            self.receiver.ampBoxReceived(box)

    def stopReceivingBoxes(self, reason: Any) -> None:
        """The connection ended."""
        self._asked.clear()
        if self.receiver is not None:
            self.receiver.stopReceivingBoxes(reason)

    def look(self, box: amp.AmpBox, *, outgoing: bool) -> None:
        """Tell `saw` what a box says, if it belongs to one of the commands here."""
        if amp.ANSWER in box:
            tag = box[amp.ANSWER]
            operation = self._asked.pop((not outgoing, tag), None)
            if operation is not None:
                self.saw(
                    Answered(outgoing, operation.name, _result(operation, box), tag)
                )
        elif amp.ERROR in box:
            tag = box[amp.ERROR]
            operation = self._asked.pop((not outgoing, tag), None)
            if operation is not None:
                code = box.get(amp.ERROR_CODE, amp.UNKNOWN_ERROR_CODE)
                error = operation.error(code, text_of(box.get(amp.ERROR_DESCRIPTION)))
                self.saw(Refused(outgoing, operation.name, error, tag))
        elif amp.COMMAND in box:
            asked = self._by_wire_name.get(box[amp.COMMAND])
            if asked is not None:
                ask = box.get(amp.ASK)
                if ask is not None and len(ask) <= _LONGEST_TAG:
                    self._asked[outgoing, ask] = asked
                    if len(self._asked) > _MOST_ASKED:
                        # Never answered, or where this does not see it.
                        del self._asked[next(iter(self._asked))]
                self.saw(Asked(outgoing, asked.name, _arguments(asked, box), ask))


def _arguments(operation: Operation, box: amp.AmpBox) -> Optional[dict[str, Any]]:
    try:
        return operation.decode_request(box, None)
    except InvalidArguments:
        return None


def _result(operation: Operation, box: amp.AmpBox) -> Any:
    try:
        return operation.decode_answer(box, None)
    except ResponseError:
        return None


@implements(amp.IBoxSender)
class _TappedSender:
    """Sends boxes and shows them to a tap; in all else it is the sender behind it."""

    def __init__(self, tap: Tap, sender: Any) -> None:
        self._tap = tap
        self._sender = sender

    def sendBox(self, box: amp.AmpBox) -> None:
        self._tap.look(box, outgoing=True)
        self._sender.sendBox(box)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sender, name)
