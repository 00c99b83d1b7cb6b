"""What a call can fail with besides the errors that its schema declares."""

from __future__ import annotations

import unicodedata
from typing import Any, Optional

from twisted.internet import defer
from twisted.protocols import amp

from .untyped import init_remote_amp_error, init_too_long


class Unusual(Exception):
    """Straight-line code met a value or bytes that it leaves to the general path.

    Never seen by a caller: the general path then does the work or words the error.
    """


class WrongType(amp.AmpError, TypeError):
    """A value that was to be sent is not of the type that its field has."""


class WrongValue(amp.AmpError, ValueError):
    """A value that was to be sent has the right type but cannot travel in its field."""


class ValueTooLong(amp.TooLong):
    """A value that was to be sent takes more than the 65,535 bytes that AMP carries.

    :ivar keyName: the field's key on the wire.
    :ivar size: how many bytes the value takes.
    """

    def __init__(self, message: str, key: bytes, size: int) -> None:
        init_too_long(self, False, True, b"", key)
        self.size = size
        self.message = message

    def __str__(self) -> str:
        return self.message

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.message!r})"


class NotConnected(amp.AmpError):
    """A call was made on a connection that has not begun."""


class ResponseError(amp.AmpError):
    """The peer answered, but the answer is not what the schema says it is."""


class UndeclaredError(amp.UnknownRemoteError):
    """The peer refused the call with a code that its schema does not declare.

    :ivar errorCode: the code as it came, ``b"UNKNOWN"`` for an error inside the peer.
    :ivar description: the text that came with it, control characters escaped.
    """

    def __init__(self, code: bytes, description: str) -> None:
        init_remote_amp_error(self, code, description)


class CallTimedOut(TimeoutError, defer.TimeoutError):
    """The answer did not come before the call's deadline. The peer may still act on the call."""


class InvalidArguments(amp.RemoteAmpError):
    """A request that the schema does not allow; tells the peer so and nothing more.

    :ivar problem: for the log of this side: which field and what about it, without its value.
    :ivar is_invalid_request: always true; for connections of other packages, which have another
        class of this name.
    """

    def __init__(self, problem: str) -> None:
        init_remote_amp_error(self, amp.UNKNOWN_ERROR_CODE, "invalid arguments")
        self.problem = problem
        self.is_invalid_request = True


class AnswerTooLong(amp.RemoteAmpError):
    """An answer with a value that AMP cannot carry: the caller is told which and how long.

    :ivar problem: the same for the log of this side.
    """

    def __init__(self, problem: str) -> None:
        init_remote_amp_error(self, amp.UNKNOWN_ERROR_CODE, problem)
        self.problem = problem


class PeerMisbehaved(amp.AmpError):
    """Why this side closed the connection. Calls that were waiting on it fail with this."""


class Problem(Exception):
    """What is wrong with one value, and where in it; becomes one of the errors above.

    :ivar kind: ``TypeError``, ``ValueError`` or ``amp.TooLong``.
    :ivar text: goes on after the name of the field, as in "must be an int, not a str".
    :ivar size: the number of bytes, where they are too many.
    """

    def __init__(self, kind: type[Exception], text: str, size: int = 0) -> None:
        super().__init__(text)
        self.kind = kind
        self.text = text
        self.size = size
        self.path = ""

    def within(self, step: str) -> Problem:
        """The same problem, seen from the value that holds this one.

        :param step: a field's name, or ``[index]``.
        """
        if self.path and not self.path.startswith("["):
            step += "."
        self.path = step + self.path
        return self

    def __str__(self) -> str:
        return f"`{self.path}` {self.text}" if self.path else self.text

    def to_send(self, key: bytes, owner: str) -> amp.AmpError:
        """The error for whoever wanted to send the value.

        :param key: the top-level field's key on the wire.
        :param owner: what the field belongs to, as in "of `Register`".
        """
        message = f"`{self.path}` {owner} {self.text}"
        if self.kind is amp.TooLong:
            return ValueTooLong(message, key, self.size)
        if self.kind is TypeError:
            return WrongType(message)
        return WrongValue(message)


DESCRIPTION_LIMIT = 512
"""How many characters of an error's description are told to a peer."""

_CONTROL = frozenset({"Cc", "Cs", "Zl", "Zp"})
_BIDI = frozenset(
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def printable(text: str) -> str:
    """``text`` with what could move a cursor or forge a log line written as an escape."""
    if text.isprintable():
        return text
    return "".join(
        (
            character.encode("unicode_escape").decode("ascii")
            if unicodedata.category(character) in _CONTROL or character in _BIDI
            else character
        )
        for character in text
    )


def describe(error: BaseException) -> str:
    """The words of ``error`` for a peer, cut to what is fit to be sent."""
    try:
        text = str(error)
    except Exception:
        # The application's own __str__ failed; its error must still arrive.
        text = type(error).__name__
    return text[:DESCRIPTION_LIMIT].encode("utf-8", "backslashreplace").decode("utf-8")


def remote_error(code: bytes, description: str) -> Exception:
    """The exception for a code that the call's schema does not declare."""
    if code == amp.UNHANDLED_ERROR_CODE:
        return amp.UnhandledCommand(code, description)
    return UndeclaredError(code, description)


def text_of(description: Optional[bytes]) -> str:
    """The description of an error as it came, fit for a log or a terminal."""
    text: Any = description or b""
    return printable(
        text if isinstance(text, str) else bytes(text).decode("utf-8", "replace")
    )
