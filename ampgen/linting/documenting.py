"""Commands and fields that nobody explains."""

from __future__ import annotations

from collections.abc import Iterable

from ampgen.linting.remarking import Remarks, listed
from ampgen.schema import Command, Field, Record, Schema


def look_for_documentation(remarks: Remarks, schema: Schema) -> None:
    """Tell about each command without documentation, and once each whose fields lack it."""
    for interface in schema.interfaces:
        for command in interface.commands:
            if command.deprecated is not None:
                # Why it is, and what to use, is all that anybody has to know.
                continue
            if not command.doc:
                remarks.add(
                    "undocumented-command",
                    f"`{command.name}` has no documentation",
                    command.place,
                    "what does it do?",
                    "say it in a sentence above it, in a comment that begins with `///`",
                )
            _look_at_fields(remarks, command, (*command.arguments, *command.response))
    for record in schema.records:
        _look_at_fields(remarks, record, record.fields)


def _look_at_fields(remarks: Remarks, whole: Command | Record, fields: Iterable[Field]) -> None:
    """Tell of a command or a record which fields are not explained, unless its own text names them.

    One finding is about all of them: there are many where there are some.
    """
    missing = [
        field
        for field in fields
        if not field.doc
        and field.deprecated is None
        and f"`{field.name}`" not in whole.doc
        and remarks.wanted("undocumented-field", field.place)
    ]
    if missing:
        names = listed([field.name for field in missing], "fields")
        has = "has" if len(missing) == 1 else "have"
        remarks.add(
            "undocumented-field",
            f"{names} of `{whole.name}` {has} no documentation",
            missing[0].place,
            "what is it?",
            "say it in a `///` comment above it, or in the documentation of "
            f"`{whole.name}`, where its name stands between backticks",
        )
