"""What a responder may return, and how it becomes an answer or a failure."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Generator
from contextvars import copy_context
from types import CoroutineType
from typing import Any, TypeVar, Union

from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

T = TypeVar("T")

Answer = Union[T, Deferred[T], Coroutine[Any, Any, T]]
"""What a responder's method may return: the result, or something that comes to it."""


class Later:
    """A result that is not there yet.

    :ivar deferred: fires with it.
    """

    __slots__ = ("deferred",)

    def __init__(self, deferred: Deferred[Any]) -> None:
        self.deferred = deferred


def begin(method: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    """Call a responder's method.

    A coroutine that ends at its first step costs no Deferred, and neither does a Deferred that
    has fired already; most do.

    :return: the result itself, or `Later`.
    :raises Exception: whatever the method raises.
    """
    result = method(**arguments)
    returned: Any = result
    return step(returned) if isinstance(result, CoroutineType) else come_to(returned)


def come_to(result: Any) -> Any:
    """What a responder returned, if it is no coroutine of Python's own: itself, or `Later`."""
    returned: Any = result
    if isinstance(result, Deferred):
        return settled(returned)
    if isinstance(result, Coroutine):
        return settled(Deferred.fromCoroutine(returned))
    return returned


def step(coroutine: CoroutineType[Any, Any, Any]) -> Any:
    """Run a coroutine to its first wait.

    :return: its result if it ended there, else `Later`.
    :raises Exception: whatever it raises on the way.
    """
    # Context variables that a responder sets are its own, as Twisted keeps them too.
    context = copy_context()
    try:
        waits_for = context.run(coroutine.send, None)
    except StopIteration as stop:
        return stop.value
    return settled(context.run(Deferred.fromCoroutine, _go_on(coroutine, waits_for)))


def _go_on(
    coroutine: CoroutineType[Any, Any, Any], waits_for: Any
) -> Generator[Any, Any, Any]:
    """The rest of a coroutine whose first step was taken already."""
    step: Callable[[Any], Any]
    while True:
        try:
            value = yield waits_for
        except GeneratorExit:
            coroutine.close()
            raise
        except BaseException as error:
            step, given = coroutine.throw, error
        else:
            step, given = coroutine.send, value
        try:
            waits_for = step(given)
        except StopIteration as stop:
            return stop.value


def settled(deferred: Deferred[Any]) -> Any:
    """The result of a Deferred that has fired with one, else `Later`."""
    if deferred.called and not deferred.paused:
        result = getattr(deferred, "result", None)
        if not isinstance(result, (Failure, Deferred)):
            return result
    return Later(deferred)
