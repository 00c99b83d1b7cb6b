"""Commands as methods, for clients and for responders."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen import naming
from ampgen.presenting.documents import entry, remark, text
from ampgen.presenting.types import Speller
from ampgen.schema import Command, Error, Schema
from ampgen.views import Parameter


def method_names(schema: Schema) -> set[str]:
    """Return the names of all methods of the schema's clients and responders."""
    return {
        naming.method(command) for interface in schema.interfaces for command in interface.commands
    }


def constants(schema: Schema) -> dict[Command, str]:
    """Return the name of each command's constant in ``_codecs``."""
    names: dict[Command, str] = {}
    taken: set[str] = set()
    for interface in schema.interfaces:
        for command in interface.commands:
            name = naming.method(command).upper()
            while name in taken:
                name += "_"
            taken.add(name)
            names[command] = name
    return names


def result(command: Command, speller: Speller) -> str:
    """Return the annotation of what a command's answer is to a program."""
    if not command.response:
        return "None"
    return speller.value(naming.result_class(command), speller.schema)


def received(command: Command, speller: Speller) -> tuple[Parameter, ...]:
    """Return a command's arguments as a responder is given them: all, with values filled in."""
    return tuple(
        Parameter(name, speller.field(argument), "", name)
        for argument in command.arguments
        for name in [naming.parameter(argument.name)]
    )


def document(command: Command, speller: Speller, otherwise: str, more: Sequence[str] = ()) -> str:
    """Return the docstring of a method: the schema's words, its parameters, what it raises.

    ``more`` are fields between the parameters and the errors.
    """
    entries = [
        entry(f"param {naming.parameter(argument.name)}", remark(argument))
        for argument in command.arguments
        if remark(argument)
    ]
    raised: list[str] = []
    for use in command.raises:
        closes = "The connection closes." if use.fatal else ""
        words = " ".join(part for part in (remark(use.error), closes) if part)
        raised.append(entry(f"raises {_spelled(use.error, speller.schema)}", words))
    return text(command, otherwise, [*entries, *more, *raised])


def _spelled(error: Error, schema: str) -> str:
    """Return what documentation calls an exception: with its module, if it has another."""
    if error.python is None:
        return error.name if error.schema == schema else f"{error.schema}.{error.name}"
    prefix = "" if error.python.module == "builtins" else f"{error.python.module}."
    return prefix + error.python.name
