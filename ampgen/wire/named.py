"""Classes that a schema names by their place in Python.

A schema may come from anybody, and may name any function with any text to call it with. So what
it names is called only after it has proved to be a class of the kind that belongs there.
"""

from __future__ import annotations

from typing import Any, TypeVar, cast

from twisted.protocols import amp

_E = TypeVar("_E", bound=Exception)


def argument_class(named: Any) -> Any:
    """Return a class of arguments.

    :raises TypeError: where it is anything else, which must not be called.
    """
    if isinstance(named, type) and cast(Any, amp.IArgumentType).implementedBy(named):
        return named
    raise TypeError(f"a schema names {named!r} where a class of amp.Argument belongs")


def exception_class(named: type[_E]) -> type[_E]:
    """Return a class of exceptions.

    :raises TypeError: where it is anything else, which must not be called.
    """
    given = cast(object, named)
    if isinstance(given, type) and issubclass(given, Exception):
        return named
    raise TypeError(f"a schema names {named!r} where a class of exceptions belongs")
