"""Check one file whose imports are checked already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ampgen import schema, syntax
from ampgen.checking.annotating import Annotated, read_annotations
from ampgen.checking.commanding import Interfaces
from ampgen.checking.connecting import Protocols
from ampgen.checking.declaring import read_custom, read_error
from ampgen.checking.enumerating import read_enum
from ampgen.checking.listing import Lists
from ampgen.checking.nesting import check_nesting
from ampgen.checking.printing import check_printed_names
from ampgen.checking.problems import Problems
from ampgen.checking.scope import Imported, Meant, Scope
from ampgen.checking.typing import Types
from ampgen.checking.wording import TYPE_WORDS, check_declared, check_name
from ampgen.findings import Edit, Frame, Severity
from ampgen.text import Place

__all__ = ["Imported", "check"]


def check(
    problems: Problems,
    file: syntax.File,
    name: str,
    imported: Mapping[str, Imported],
    digest: str,
    origin: schema.Origin | None = None,
) -> schema.Schema:
    """Return what a file means, as far as it is right, and tell about what is wrong.

    ``name`` is the schema's own; ``imported`` holds every schema that the file imports, by name.
    ``origin`` is the distribution that ships the file, if one does.
    """
    scope = Scope(problems, file.lost)
    imports = _read_imports(problems, scope, file.imports, imported)
    for head in file.schemas:
        read_annotations(problems, head.notes, "a schema")
    written, repeated = _unique(problems, file.declarations, file.imports)
    enums = tuple(
        read_enum(problems, one, name) for one in written if isinstance(one, syntax.Enum)
    )
    errors = tuple(
        read_error(problems, one, name) for one in written if isinstance(one, syntax.Error)
    )
    records = [
        (one, _begin_record(problems, one, name))
        for one in written
        if isinstance(one, syntax.Record)
    ]
    meant: tuple[Meant, ...] = (*enums, *errors, *(record for _, record in records))
    for declared in meant:
        scope.declare(declared.name, declared)
    types = Types(problems, scope)
    customs: list[schema.Custom] = []
    for one in written:
        if isinstance(one, syntax.Custom):
            custom = read_custom(problems, one, name, types)
            if custom is not None:
                customs.append(custom)
                scope.declare(custom.name, custom)
            else:
                scope.lose(one.name.text)
    lists = Lists(problems, scope, types)
    for source, record in records:
        _finish_record(record, source, lists)
    check_nesting(problems, [record for _, record in records])
    reader = Interfaces(problems, scope, lists)
    interfaces = tuple(
        reader.read(one, name) for one in written if isinstance(one, syntax.Interface)
    )
    for interface in interfaces:
        scope.declare(interface.name, interface)
    connections = Protocols(problems, scope)
    protocols: list[schema.Protocol] = []
    for one in written:
        if isinstance(one, syntax.Protocol):
            protocol = connections.read(one, name)
            if protocol is not None:
                protocols.append(protocol)
    # What stands in a second declaration of a name is looked at all the same.
    for one in repeated:
        if isinstance(one, syntax.Enum):
            read_enum(problems, one, name)
        elif isinstance(one, syntax.Error):
            read_error(problems, one, name)
        elif isinstance(one, syntax.Record):
            _finish_record(_begin_record(problems, one, name), one, lists)
        elif isinstance(one, syntax.Custom):
            read_custom(problems, one, name, types)
        elif isinstance(one, syntax.Interface):
            reader.read(one, name)
        else:
            connections.read(one, name)
    result = schema.Schema(
        name,
        file.schemas[0].notes.doc if file.schemas else "",
        digest,
        imports,
        enums,
        tuple(record for _, record in records),
        errors,
        tuple(customs),
        interfaces,
        (*protocols, *connections.imply(interfaces, protocols, name)),
        file.place,
        origin,
    )
    check_printed_names(problems, result)
    _warn_of_unused(problems, scope, file)
    return result


def _alias(one: syntax.Import) -> syntax.Name:
    return one.alias if one.alias is not None else one.path.parts[-1]


def _read_imports(
    problems: Problems,
    scope: Scope,
    written: Sequence[syntax.Import],
    imported: Mapping[str, Imported],
) -> tuple[schema.Import, ...]:
    meant: list[schema.Import] = []
    seen: dict[str, Place] = {}
    for one in written:
        read_annotations(problems, one.notes, "an import")
        alias = _alias(one)
        if not alias.text:
            continue
        if alias.text in seen:
            problems.add(
                "declared-twice",
                f"two imports are called `{alias.text}` here",
                alias.place,
                "once more",
                f"give one of them another name: `import {one.path.text} as …`",
                others=(Frame(seen[alias.text], "first declared here"),),
            )
            continue
        seen[alias.text] = alias.place
        right = one.alias is None or check_name(problems, alias, "an import")
        if right and alias.text in TYPE_WORDS:
            problems.add(
                "reserved-name",
                f"`{alias.text}` is a built-in type of this language",
                alias.place,
                "cannot name an import",
                f"write `import {one.path.text} as {alias.text}s`, say",
            )
        known = imported.get(one.path.text, Imported(None, None))
        scope.imports(alias.text, known, one.path.text)
        if known.schema is not None:
            meant.append(schema.Import(alias.text, known.schema, place=one.place))
    return tuple(meant)


def _unique(
    problems: Problems,
    declarations: Sequence[syntax.Declaration],
    imports: Sequence[syntax.Import],
) -> tuple[list[syntax.Declaration], list[syntax.Declaration]]:
    """Return the declarations, each name once, and those that repeat a name."""
    unique: list[syntax.Declaration] = []
    repeated: list[syntax.Declaration] = []
    seen = {_alias(one).text: _alias(one).place for one in imports}
    for one in declarations:
        name = one.name.text
        if name and name in seen:
            problems.add_twice(name, one.place, seen[name])
            repeated.append(one)
            continue
        seen[name] = one.place
        if not name:
            continue
        kind = type(one).__name__.lower()
        what = {"custom": "a type", "protocol": "a protocol", "record": "a record"}.get(
            kind, f"an {kind}"
        )
        generated = not isinstance(one, (syntax.Interface, syntax.Protocol)) and not (
            isinstance(one, syntax.Error)
            and one.python is not None
            and one.python.raw == f"builtins:{name}"
        )
        check_declared(problems, one.name, what, generated)
        unique.append(one)
    return unique, repeated


def _begin_record(problems: Problems, written: syntax.Record, name: str) -> schema.Record:
    notes: Annotated = read_annotations(problems, written.notes, "a declaration")
    return schema.Record(
        written.name.text,
        name,
        (),
        (),
        written.notes.doc,
        notes.deprecated,
        notes.since,
        place=written.place,
    )


def _finish_record(record: schema.Record, written: syntax.Record, lists: Lists) -> None:
    fields, reserved = lists.read(written.fields, written.reserved, "record")
    # A record may hold itself through a list, so it has to be there before its fields are.
    object.__setattr__(record, "fields", fields)
    object.__setattr__(record, "reserved", reserved)


def _warn_of_unused(problems: Problems, scope: Scope, file: syntax.File) -> None:
    for one in file.imports:
        alias = _alias(one)
        if alias.text not in scope.used:
            problems.add(
                "unused-import",
                f"nothing here uses `{alias.text}`",
                one.place,
                "not used",
                "take the import out",
                edits=_without(one),
                severity=Severity.WARNING,
            )


def _without(one: syntax.Import) -> tuple[Edit, ...]:
    """Return the repair that takes an import out, if it has its line for itself."""
    source = one.place.source
    text = source.text
    start = text.rfind("\n", 0, one.place.start) + 1
    end = text.find("\n", one.place.end) + 1 or len(text)
    words = "".join(text[start:end].split())
    alias = "" if one.alias is None else f"as{one.alias.text}"
    if words != f"import{one.path.text}{alias}" or one.notes.annotations or one.notes.doc:
        return ()
    return (Edit(Place(source, start, end), ""),)
