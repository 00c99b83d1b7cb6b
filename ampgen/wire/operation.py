"""One command of a schema, described twice: fields for the general path, functions for the fast.

The general path is here as plain functions from values to boxes and back, and as an
``amp.Command`` for connections that know nothing of this package.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Optional

from twisted.protocols import amp

from .errors import (
    InvalidArguments,
    Problem,
    ResponseError,
    WrongType,
    WrongValue,
    describe,
    printable,
    remote_error,
)
from .fields import Field, read_fields, write_fields
from .named import exception_class
from .untyped import make_box, remote_amp_error

WriteRequest = Callable[..., bytes]
ReadRequest = Callable[[bytes, int], "tuple[int, dict[str, Any]]"]
WriteAnswer = Callable[[bytes, Any], bytes]
ReadAnswer = Callable[[bytes, int], "tuple[int, Any]"]


class Operation:
    """One command: what travels and what may go wrong.

    :ivar name: what the schema calls it.
    :ivar wire: its name on the wire.
    :ivar method: the method of a responder that answers it.
    :ivar arguments: the fields of the request, in the schema's order.
    :ivar response: the fields of the answer.
    :ivar result: the class that holds an answer, None where an answer is empty.
    :ivar errors: each declared error's class, code, and whether the connection closes after it.
    :ivar oneway: whether no answer is asked for.
    :ivar timeout: seconds until a call fails if neither the call nor the client says otherwise.
    :ivar write_request: ``(tag, *values)`` to a whole box, in the usual case. This and the next
        three are None where only the general path can do it, and raise anything for what is
        unusual.
    :ivar read_request: ``(data, at)``, ``at`` being behind the value of ``_command``, to where
        the next box begins and the keyword arguments of the method.
    :ivar write_answer: ``(tag, result)`` to a whole box.
    :ivar read_answer: ``(data, at)``, ``at`` being behind the value of ``_answer``, to where the
        next box begins and the result.
    """

    __slots__ = (
        "name",
        "wire",
        "method",
        "arguments",
        "response",
        "result",
        "errors",
        "oneway",
        "timeout",
        "write_request",
        "read_request",
        "write_answer",
        "read_answer",
        "answer_type",
        "_declared",
        "_classes",
        "_command",
    )

    def __init__(
        self,
        name: str,
        wire: bytes,
        method: str,
        *,
        arguments: Sequence[Field],
        response: Sequence[Field],
        result: Optional[type[Any]],
        errors: Sequence[tuple[type[Exception], bytes, bool]],
        oneway: bool,
        timeout: Optional[float],
        write_request: Optional[WriteRequest],
        read_request: Optional[ReadRequest],
        write_answer: Optional[WriteAnswer],
        read_answer: Optional[ReadAnswer],
    ) -> None:
        self.name = name
        self.wire = wire
        self.method = method
        self.arguments = tuple(arguments)
        self.response = tuple(response)
        self.result = result
        self.errors = tuple(errors)
        for cls, _, _ in self.errors:
            exception_class(cls)
        self.oneway = oneway
        self.timeout = timeout
        self.write_request = write_request
        self.read_request = read_request
        self.write_answer = _write_empty_answer if result is None else write_answer
        self.read_answer = _read_empty_answer if result is None else read_answer
        self.answer_type: type[Any] = type(None) if result is None else result
        self._declared = {cls: (code, fatal) for cls, code, fatal in self.errors}
        self._classes = {code: cls for cls, code, _ in self.errors}
        self._command: Optional[type[OperationCommand]] = None

    def __repr__(self) -> str:
        return f"<Operation {self.name}>"

    def encode_request(self, values: Sequence[Any], proto: Any) -> dict[bytes, bytes]:
        """The arguments as keys and values of a box.

        :param values: one for each argument, in the schema's order.
        :raises WrongType: or `WrongValue`, `ValueTooLong`: where one cannot be sent.
        """
        return _encode(self.arguments, values, f"of `{self.name}`", proto)

    def decode_request(self, strings: dict[bytes, bytes], proto: Any) -> dict[str, Any]:
        """The keyword arguments for the method, from a box.

        :raises InvalidArguments: where the box does not hold them.
        """
        try:
            values = read_fields(self.arguments, strings, proto)
        except Problem as problem:
            raise InvalidArguments(f"{problem}") from None
        except RecursionError:
            raise InvalidArguments("nested too deeply") from None
        return {field.parameter: value for field, value in zip(self.arguments, values)}

    def encode_answer(self, result: Any, proto: Any) -> dict[bytes, bytes]:
        """What a responder returned, as keys and values of a box.

        :raises WrongType: or `WrongValue`, `ValueTooLong`: where it is no answer to this command.
        """
        if self.result is None:
            if result is not None:
                kind = type(result).__name__
                raise WrongType(
                    f"`{self.method}` must return None, not an object of type {kind}"
                )
            return {}
        if not isinstance(result, self.result):
            kind = type(result).__name__
            raise WrongType(
                f"`{self.method}` must return a {self.result.__name__}, not {kind}"
            )
        values = [getattr(result, field.name, None) for field in self.response]
        return _encode(self.response, values, f"of the answer to `{self.name}`", proto)

    def decode_answer(self, strings: dict[bytes, bytes], proto: Any) -> Any:
        """The result that a box holds.

        :raises ResponseError: where it holds none.
        """
        if self.result is None:
            return None
        try:
            values = read_fields(self.response, strings, proto)
        except Problem as problem:
            raise ResponseError(f"in the answer to `{self.name}`, {problem}") from None
        except RecursionError:
            raise ResponseError(
                f"the answer to `{self.name}` is nested too deeply"
            ) from None
        return self.result(
            **{field.name: value for field, value in zip(self.response, values)}
        )

    def refusal(self, error: BaseException) -> Optional[amp.RemoteAmpError]:
        """How ``error`` is told to the peer, None where this command does not declare it.

        Of a declared class and its declared base the error's own is taken.
        """
        if isinstance(error, amp.RemoteAmpError):
            return error
        for cls in type(error).__mro__:
            if cls in self._declared:
                code, fatal = self._declared[cls]
                return remote_amp_error(code, describe(error), fatal)
        return None

    def error(self, code: bytes, description: str) -> Exception:
        """The exception for an error that the peer answered with."""
        description = printable(description)
        cls = self._classes.get(code)
        if cls is not None:
            try:
                return cls(description)
            except Exception:
                # An exception of the application that cannot be made from a message alone.
                return remote_error(code, description)
        return remote_error(code, description)

    @property
    def command(self) -> type[amp.Command]:
        """This command for ``callRemote``: it takes the values as one positional argument."""
        if self._command is None:
            self._command = _make_command(self)
        return self._command


def _encode(
    fields: Sequence[Field], values: Sequence[Any], owner: str, proto: Any
) -> dict[bytes, bytes]:
    strings: dict[bytes, bytes] = {}
    try:
        write_fields(fields, values, strings, proto)
    except Problem as problem:
        key = next(
            (field.wire for field in fields if problem.path.startswith(field.name)), b""
        )
        raise problem.to_send(key, owner) from problem.__cause__
    except RecursionError:
        raise WrongValue(f"a value {owner} is nested too deeply") from None
    return strings


def _write_empty_answer(tag: bytes, result: None) -> bytes:
    if result is not None:
        raise ValueError
    return b"\0\x07_answer%c%c%b\0\0" % (len(tag) >> 8, len(tag) & 255, tag)


def _read_empty_answer(data: bytes, at: int) -> tuple[int, None]:
    if data[at : at + 2] != b"\0\0":
        raise ValueError
    return at + 2, None


class OperationCommand(amp.Command):
    """An operation as Twisted's ``callRemote`` wants it: made with the values of one call."""

    operation: ClassVar[Operation]

    def __init__(self, values: Sequence[Any]) -> None:
        # Twisted hands this to makeArguments and looks at it nowhere else.
        self.structured: Any = values

    @classmethod
    def makeArguments(cls, objects: Sequence[Any], proto: Any) -> amp.AmpBox:
        return make_box(cls.operation.encode_request(objects, proto))

    @classmethod
    def parseResponse(cls, box: dict[bytes, bytes], protocol: Any) -> Any:
        return cls.operation.decode_answer(box, protocol)


class _ErrorsByCode(dict[bytes, Any]):
    """What Twisted looks codes up in: every code has its exception, and keeps itself."""

    def __init__(self, operation: Operation) -> None:
        super().__init__()
        self._operation = operation

    def get(self, code: bytes, default: Any = None) -> Callable[[str], Exception]:
        def make(description: str) -> Exception:
            return self._operation.error(code, description)

        return make


def _make_command(operation: Operation) -> type[OperationCommand]:
    attributes: dict[str, Any] = {
        "operation": operation,
        "commandName": operation.wire,
        "requiresAnswer": not operation.oneway,
        "__module__": __name__,
        "__doc__": f"``{operation.name}`` on the general path.",
    }
    metaclass: Any = type(OperationCommand)
    command: Any = metaclass(operation.name, (OperationCommand,), attributes)
    command.reverseErrors = _ErrorsByCode(operation)
    made: type[OperationCommand] = command
    return made
