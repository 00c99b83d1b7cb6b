"""``_codecs.py``: each command twice, as fields to walk and as straight-line code."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen import naming
from ampgen.presenting.codecs.boxes import Boxes
from ampgen.presenting.codecs.describing import Descriptions
from ampgen.presenting.codecs.local import VARIABLES
from ampgen.presenting.codecs.parts import Part, inner, straight
from ampgen.presenting.methods import constants
from ampgen.presenting.scope import Scope
from ampgen.presenting.shape import bracketed, tuple_of
from ampgen.presenting.types import Speller
from ampgen.schema import Command, Field, Raise, Schema
from ampgen.views import CodecsModule, Function, OperationValue

# Only keys that stand behind these are read from behind them.
_PROTOCOL_KEYS = b"_"

_DOC = """\
How the values of {schema} travel.

Each operation has two descriptions of one thing: its fields, which the general path
walks, and straight-line functions that do the same for the usual case in one go. A
function that meets anything unusual raises, whatever it raises, and the general path
does the work and words the error."""


def present_codecs(schema: Schema) -> CodecsModule:
    names = constants(schema)
    # A class that is called like a variable of a function would be hidden there.
    scope = Scope(defined=names.values(), captured=VARIABLES)
    speller = Speller(scope, schema.name)
    printer = _Operations(speller, _classes(schema))
    doc = scope.docstring(_DOC.format(schema=schema.name))
    operations = tuple(printer.operation(command, name) for command, name in names.items())
    arguments = printer.descriptions.arguments
    payloads = printer.boxes.payloads
    tables = payloads.tables()
    return CodecsModule(
        digest=schema.digest[:16],
        doc=doc,
        any=scope.bare("typing", "Any") if arguments.aliases or printer.reads else "",
        imports=scope.imports(),
        constants=scope.constants,
        documents=scope.documents,
        aliases=tuple(arguments.aliases.values()),
        lists=tuple(arguments.lists),
        types=tuple(printer.descriptions.types),
        records=tuple(printer.descriptions.records),
        tables=tables,
        functions=(*payloads.functions, *printer.boxes.functions, *printer.functions),
        operations=operations,
    )


def _classes(schema: Schema) -> frozenset[str]:
    """Return the names of all classes that the functions may mention."""
    names = {
        naming.result_class(command)
        for interface in schema.interfaces
        for command in interface.commands
    }
    waiting = [schema]
    known: set[Schema] = set()
    while waiting:
        one = waiting.pop()
        if one not in known:
            known.add(one)
            waiting += [imported.schema for imported in one.imports]
            names.update(enum.name for enum in one.enums)
            names.update(record.name for record in one.records)
    return frozenset(names)


class _Operations:
    """Writes the operations and the functions that they name."""

    def __init__(self, speller: Speller, classes: frozenset[str]) -> None:
        self._speller = speller
        self._scope = speller.scope
        self.descriptions = Descriptions(speller)
        self.boxes = Boxes(speller, classes)
        self.functions: list[Function] = []
        self.reads = False

    def operation(self, command: Command, name: str) -> OperationValue:
        scope = self._scope
        write_request, read_request = self._request(command)
        write_answer, read_answer = self._answer(command)
        result = "None"
        if command.response:
            result = self._speller.value(naming.result_class(command), self._speller.schema)
        return OperationValue(
            name=name,
            constructor=scope.bare("._wire", "Operation"),
            command=f'"{command.name}"',
            wire=scope.literal(command.wire),
            method=f'"{naming.method(command)}"',
            arguments=self.descriptions.fields(
                command.arguments, len("    arguments=,"), 8, arguments=True
            ),
            response=self.descriptions.fields(command.response, len("    response=,"), 8),
            result=result,
            errors=self._errors(command.raises),
            oneway=command.oneway,
            timeout="None" if command.timeout is None else scope.literal(command.timeout),
            write_request=write_request,
            read_request=read_request,
            write_answer=write_answer,
            read_answer=read_answer,
        )

    def _errors(self, raises: Sequence[Raise]) -> str:
        said = [
            f"({self._speller.exception(one.error)}, {self._scope.literal(one.error.code)}, "
            f"{one.fatal})"
            for one in raises
        ]
        return tuple_of(said, len("    errors=,"))

    def _request(self, command: Command) -> tuple[str, str]:
        fields = command.arguments
        if not straight(fields):
            return "None", "None"
        word = naming.method(command)
        slots, local = self.boxes.slots(fields)
        before = [Part(b"_command", inner(_command_key(command)).replace("%", "%%"), ())]
        if not command.oneway:
            before.append(_tag("_ask"))
        parameters = [f"{slot.local}: {self._speller.field(slot.field)}" for slot in slots]
        write = self._function(
            f"_write_{word}_request",
            ["tag: bytes", *parameters],
            "bytes",
            self.boxes.write_box(slots, local, before),
        )
        if not _behind(fields):
            return write, "None"
        self.reads = True
        reading = self.boxes.read_box(slots)
        after = reading.pop()
        made = [f'"{naming.parameter(slot.field.name)}": {slot.local}' for slot in slots]
        any_ = self._scope.bare("typing", "Any")
        read = self._function(
            f"_read_{word}_request",
            ["data: bytes", "at: int"],
            f"tuple[int, dict[str, {any_}]]",
            [*reading, bracketed(f"return {after}, {{", made, "}", 4)],
        )
        return write, read

    def _answer(self, command: Command) -> tuple[str, str]:
        fields = command.response
        if not fields or not straight(fields):
            return "None", "None"
        word = naming.method(command)
        cls = self._speller.value(naming.result_class(command), self._speller.schema)
        slots, local = self.boxes.slots(fields)
        write = self._function(
            f"_write_{word}_answer",
            ["tag: bytes", f"result: {cls}"],
            "bytes",
            self.boxes.write_value("result", cls, slots, local, [_tag("_answer")]),
        )
        if not _behind(fields):
            return write, "None"
        reading = self.boxes.read_box(slots)
        after = reading.pop()
        making, made = self.boxes.make("result", cls, slots, self._speller.schema)
        read = self._function(
            f"_read_{word}_answer",
            ["data: bytes", "at: int"],
            f"tuple[int, {cls}]",
            [*reading, *making, f"return {after}, {made}"],
        )
        return write, read

    def _function(
        self, wanted: str, parameters: Sequence[str], returns: str, lines: Sequence[str]
    ) -> str:
        name = self._scope.own(wanted)
        signature = bracketed(f"def {name}(", parameters, f") -> {returns}", 1)
        self.functions.append(Function(signature, "\n".join(lines)))
        return name


def _command_key(command: Command) -> bytes:
    size = len(command.wire)
    return b"\0\x08_command%c%c%b" % (size >> 8, size & 255, command.wire)


def _tag(key: str) -> Part:
    # A tag is a counter in hexadecimal digits, far shorter than 256 bytes.
    return Part(key.encode(), f"\\0{chr(92)}{len(key):o}{key}\\0%c%b", ("len(tag)", "tag"))


def _behind(fields: tuple[Field, ...]) -> bool:
    return all(field.wire >= _PROTOCOL_KEYS for field in fields)
