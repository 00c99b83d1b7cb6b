"""``commands.py``: classes of ``amp.Command`` for code that uses Twisted's AMP by itself."""

from __future__ import annotations

from ampgen.presenting.arguments import Arguments
from ampgen.presenting.documents import entry, remark, text
from ampgen.presenting.scope import Scope
from ampgen.presenting.types import Speller
from ampgen.schema import Command, Error, Schema
from ampgen.views import CommandClass, CommandsModule, Pair

# What the body of a class defines, and would find before a name of the module.
_ATTRIBUTES = ("commandName", "arguments", "response", "errors", "fatalErrors", "requiresAnswer")


def present_commands(schema: Schema) -> CommandsModule:
    commands = [command for interface in schema.interfaces for command in interface.commands]
    scope = Scope(defined=[command.name for command in commands], captured=_ATTRIBUTES)
    speller = Speller(scope, schema.name)
    doc = scope.docstring(
        f"The commands of {schema.name}, for code that uses Twisted's AMP by itself."
    )
    arguments = Arguments(scope)
    classes = tuple(_class(command, arguments, speller) for command in commands)
    return CommandsModule(
        digest=schema.digest[:16],
        doc=doc,
        constants=scope.constants,
        documents=scope.documents,
        any=scope.bare("typing", "Any") if arguments.aliases else "",
        imports=scope.imports(),
        aliases=tuple(arguments.aliases.values()),
        lists=tuple(arguments.lists),
        commands=classes,
    )


def _class(command: Command, arguments: Arguments, speller: Speller) -> CommandClass:
    scope = speller.scope
    said = [
        *(
            entry(f"param {field.name}", remark(field))
            for field in command.arguments
            if remark(field)
        ),
    ]
    raised = [_error(use.error, speller) for use in command.raises if not use.fatal]
    fatal = [_error(use.error, speller) for use in command.raises if use.fatal]
    return CommandClass(
        name=command.name,
        base=f"{scope.bare('twisted.protocols', 'amp')}.Command",
        doc=scope.docstring(text(command, f"The command ``{command.name}``.", said)),
        wire=scope.literal(command.wire),
        arguments=arguments.items(command.arguments, 8),
        response=arguments.items(command.response, 8),
        errors=tuple(raised),
        fatal_errors=tuple(fatal),
        oneway=command.oneway,
    )


def _error(error: Error, speller: Speller) -> Pair:
    name = speller.exception(error)
    if error.python is not None and error.python.module != "builtins":
        # Twisted calls it with what a peer says; of Python's own the checker knows all.
        name = f"{speller.scope.bare('._wire', 'exception_class')}({name})"
    return Pair(name, speller.scope.literal(error.code))
