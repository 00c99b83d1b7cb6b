"""Arguments that Twisted does not have, for the ``amp.Command`` classes of a package."""

from __future__ import annotations

from typing import Any

from twisted.protocols import amp

from .pieces import chunks, gather
from .untyped import init_argument


class Big(amp.Argument):
    """A value over as many keys as its bytes need."""

    def __init__(self, argument: Any, first: int = 1, optional: bool = False) -> None:
        """
        :param argument: the ``amp.Argument`` that turns the value into bytes and back.
        :param first: 0 for keys that begin with ``name.0``, else ``name``, ``name.2``, …
        """
        init_argument(self, optional)
        self.argument = argument
        self.first = first

    def toBox(self, name: bytes, strings: Any, objects: Any, proto: Any) -> None:
        """Put the value into a box, over several keys."""
        value = objects.pop(python_name(name), None)
        if value is not None or not self.optional:
            payload = self.argument.toStringProto(value, proto)
            strings.update(chunks(name, payload, self.first))

    def fromBox(self, name: bytes, strings: Any, objects: Any, proto: Any) -> None:
        """Take the value from a box.

        :raises KeyError: where it must be there and is not.
        """
        present = (name + b".0" if self.first == 0 else name) in strings
        if self.optional and not present:
            objects[python_name(name)] = None
        else:
            payload = gather(name, strings, self.first)
            objects[python_name(name)] = self.argument.fromStringProto(payload, proto)


def python_name(key: bytes) -> str:
    """The keyword that Twisted gives to the value of ``key``."""
    # There is no public way to ask Twisted.
    name: str = getattr(amp, "_wireNameToPythonIdentifier")(key)
    return name
