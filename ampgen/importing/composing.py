"""From commands as they were found to the text of a schema, whose form is left to tidying."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from keyword import iskeyword

from ampgen.builtins import FLOAT, Scalar
from ampgen.findings import Finding
from ampgen.importing import naming, telling
from ampgen.importing.documents import divided, printed
from ampgen.importing.found import (
    Again,
    Boxes,
    Found,
    FoundCommand,
    FoundError,
    FoundField,
    Kind,
    Many,
    Own,
    Parameter,
    Pieces,
)
from ampgen.importing.grouping import Group, grouped
from ampgen.quoting import quoted_bytes, quoted_text
from ampgen.schema import PythonName
from ampgen.text import Place


@dataclass(frozen=True, slots=True)
class Piece:
    """A declaration, or a command, as text; ``owner`` is where it comes from."""

    text: str
    owner: Place | None = None
    command: FoundCommand | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of a schema in pieces.

    ``names`` are what the commands are called in it. ``findings`` are warnings.
    """

    pieces: tuple[Piece, ...]
    names: Mapping[PythonName, str]
    findings: tuple[Finding, ...]


def compose(found: Found, schema: str, interface: str | None) -> Composed:
    """Return the text of a schema with these commands."""
    groups, findings = grouped(found, interface)
    return _Composer(found, schema, groups).composed(findings)


class _Composer:
    """Puts one schema together; names are given out as they are needed."""

    def __init__(self, found: Found, schema: str, groups: Sequence[Group]) -> None:
        self._found = found
        self._schema = schema
        self._groups = groups
        self._names = naming.Names()
        self._commands: dict[PythonName, str] = {}
        self._errors: dict[tuple[PythonName | None, bytes], str] = {}
        self._owns: dict[Own, str] = {}
        self._records: dict[object, str] = {}
        # The records that are being written, the outermost first.
        self._around: list[str] = []
        self._declared: list[Piece] = []
        self._findings: list[Finding] = []

    def composed(self, findings: Sequence[Finding]) -> Composed:
        self._findings += findings
        for group in self._groups:
            for command in group.commands:
                module = naming.interface_of(command.python.module)
                last = command.python.name.rpartition(".")[2]
                others = (command.python.name, f"{module}{last}")
                self._commands[command.python] = self._names.command(last, others)
        names: list[str] = []
        wanted: set[str] = set()
        for group in self._groups:
            # Of two groups of one name the second is told apart as everything else is.
            spare = () if group.name in wanted else (f"{group.name}Commands",)
            wanted.add(group.name)
            names.append(self._names.interface(group.name, spare))
        errors = self._declare_errors()
        interfaces = [
            piece for pair in zip(names, self._groups) for piece in self._interface(*pair)
        ]
        docs = list(self._found.docs.values())
        doc = printed(docs[0]) if len(docs) == 1 else ""
        head = Piece(f"{doc}schema {self._schema}\n")
        pieces = (head, *errors, *self._declared, *interfaces)
        return Composed(pieces, self._commands, tuple(self._findings))

    def _declare_errors(self) -> list[Piece]:
        pieces: list[Piece] = []
        for group in self._groups:
            for command in group.commands:
                for error in () if command.oneway else command.errors:
                    key = (error.python, error.code)
                    if key not in self._errors:
                        code = error.code.decode("ascii", "replace")
                        others = (naming.singular(code.lower()), f"{error.name}{code}")
                        generated = error.python != PythonName("builtins", error.name)
                        name = self._names.declared(error.name, others, generated)
                        self._errors[key] = name
                        pieces.append(Piece(_error(name, error), error.place))
        return pieces

    def _interface(self, name: str, group: Group) -> list[Piece]:
        pieces = [Piece(f"\n{printed(group.doc)}interface {name} {{\n")]
        for index, command in enumerate(group.commands):
            text = self._command(command)
            gap = "\n" * bool(index)
            pieces.append(Piece(f"{gap}{text}", command.place, command))
        pieces.append(Piece("}\n"))
        return pieces

    def _command(self, command: FoundCommand) -> str:
        answered = () if command.oneway else command.response
        asked = {word for field in command.arguments for word in _words(field)}
        named = asked | {word for field in answered for word in _words(field)}
        doc, about = divided(command.doc, named)
        name = self._commands[command.python]
        text = printed(doc)
        if command.wire != name.encode():
            text += f"@wire({quoted_bytes(command.wire)})\n"
        self._around.append(name)
        arguments = self._fields(command.arguments, "argument", name, about)
        # Of two that are called alike, a docstring means the argument.
        rest = {word: text for word, text in about.items() if word not in asked}
        response = self._fields(answered, "response", name, rest)
        self._around.pop()
        raises = self._raises(command)
        text += f"{'oneway ' if command.oneway else ''}command {name}(\n{_rows(arguments, ',')})"
        if response:
            text += f" -> (\n{_rows(response, ',')})"
        return text + (f" raises {', '.join(raises)}" if raises else "") + "\n"

    def _raises(self, command: FoundCommand) -> list[str]:
        last = command.python.name
        if command.oneway:
            if command.errors:
                self._findings.append(telling.unheard(last, "errors", command.place))
            if command.response:
                self._findings.append(telling.unheard(last, "a response", command.place))
            return []
        return [
            f"{'fatal ' if one.fatal else ''}{self._errors[one.python, one.code]}"
            for one in command.errors
        ]

    def _fields(
        self, fields: Sequence[FoundField], where: str, owner: str, about: Mapping[str, str]
    ) -> list[_Field]:
        names = naming.fields((field.wire for field in fields), where)
        rows: list[_Field] = []
        for field, name in zip(fields, names):
            texts = [*(about.get(word, "") for word in _words(field)), field.doc]
            doc = "\n".join(dict.fromkeys(filter(None, texts)))
            annotations = ""
            if isinstance(field.kind, Pieces) and field.kind.first == 0:
                annotations += "@big(first=0) "
            if _holds_float(field.kind):
                # Twisted's Float carries infinity and "not a number" too.
                annotations += "@nonfinite "
            if field.wire != name.encode():
                annotations += f"@wire({quoted_bytes(field.wire)}) "
            kind = self._type(field.kind, field, owner)
            rows.append(_Field(doc, annotations, name, f"{kind}{'?' if field.optional else ''}"))
        return rows

    def _type(self, kind: Kind, field: FoundField, owner: str) -> str:
        match kind:
            case Scalar():
                return kind.name
            case Many():
                return f"list[{self._type(kind.element, field, owner)}]"
            case Boxes():
                return f"list[{self._record(kind, field, owner)}]"
            case Pieces():
                return f"big[{self._type(kind.kind, field, owner)}]"
            case Again():
                return f"list[{self._around[-kind.levels]}]"
            case Own():
                return self._own(kind, field, owner)

    def _record(self, boxes: Boxes, field: FoundField, owner: str) -> str:
        shape = _shape(boxes)
        if shape not in self._records:
            wanted = naming.singular(field.wire.decode("latin-1"))
            name = self._names.declared(wanted, (f"{owner}{wanted}", f"{wanted}Record"))
            self._records[shape] = name
            self._around.append(name)
            rows = self._fields(boxes.fields, "record", name, {})
            self._around.pop()
            self._declared.append(Piece(f"\nrecord {name} {{\n{_rows(rows, '')}}}\n", field.place))
        return self._records[shape]

    def _own(self, own: Own, field: FoundField, owner: str) -> str:
        if own not in self._owns:
            last = own.argument.name.rpartition(".")[2]
            bare = last.removesuffix("Argument").removesuffix("Arg") or last
            parts = [self._parameter(one, field, owner) for one in own.parameters]
            words = [part.strip('"') for part in parts if part.strip('"').isidentifier()]
            name = self._names.declared(bare, (last, *(f"{bare}{word}" for word in words)))
            self._owns[own] = name
            made = f"({', '.join(parts)})" if parts else ""
            text = f"type {name} = python {_python(own.argument)}{made}"
            text += f" as {_python(own.value)} over {own.over.name}"
            self._declared.append(Piece(f"\n{text}\n", field.place))
        return self._owns[own]

    def _parameter(self, parameter: Parameter, field: FoundField, owner: str) -> str:
        if isinstance(parameter, bool):
            return "true" if parameter else "false"
        if isinstance(parameter, (int, float)):
            return repr(parameter)
        if isinstance(parameter, str):
            return quoted_text(parameter)
        if isinstance(parameter, Boxes):
            # A list of fields by itself, and one within an `AmpList`, differ in the language.
            return self._record(parameter, field, owner)
        return self._type(parameter, field, owner)


@dataclass(frozen=True, slots=True)
class _Field:
    doc: str
    annotations: str
    name: str
    type: str

    def __str__(self) -> str:
        return f"{self.annotations}{self.name}: {self.type}"


def _words(field: FoundField) -> tuple[str, ...]:
    """Return what docstrings call a field: by its key, or as the keyword that Twisted takes."""
    wire = field.wire.decode("latin-1")
    spelt = wire.replace("-", "_")
    return wire, spelt, spelt.title() if iskeyword(spelt) else spelt


def _rows(fields: Sequence[_Field], end: str) -> str:
    return "".join(f"{printed(one.doc)}{one}{end}\n" for one in fields)


def _error(name: str, error: FoundError) -> str:
    code = "" if error.code == name.encode() else f" = {quoted_bytes(error.code)}"
    python = "" if error.python is None else f" python {_python(error.python)}"
    return f"\n{printed(error.doc)}error {name}{code}{python}\n"


def _python(name: PythonName) -> str:
    return quoted_text(f"{name.module}:{name.name}")


def _holds_float(kind: Kind) -> bool:
    if isinstance(kind, Many):
        return _holds_float(kind.element)
    return _holds_float(kind.kind) if isinstance(kind, Pieces) else kind is FLOAT


def _shape(kind: Kind) -> object:
    """Return what two lists of boxes have in common that are one record: all but their words."""
    match kind:
        case Boxes():
            return tuple((one.wire, _shape(one.kind), one.optional) for one in kind.fields)
        case Many():
            return ("many", _shape(kind.element))
        case Pieces():
            return ("pieces", _shape(kind.kind), kind.first)
        case _:
            return kind
