"""Errors that are declared for nothing."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen.linting.remarking import Remarks
from ampgen.schema import Schema


def look_for_raised(remarks: Remarks, schemas: Sequence[Schema], every: Sequence[Schema]) -> None:
    """Tell about errors that no command of any schema at hand raises.

    A schema without interfaces declares what others use, of which not all may be at hand.
    """
    raised = {
        id(one.error)
        for schema in every
        for interface in schema.interfaces
        for command in interface.commands
        for one in command.raises
    }
    imported = {id(one.schema) for schema in every for one in schema.imports}
    beside = "; if another schema raises it, check that one in the same run"
    for schema in schemas:
        if not schema.interfaces:
            continue
        for error in schema.errors:
            if id(error) not in raised and error.deprecated is None:
                remarks.add(
                    "unraised-error",
                    f"no command raises `{error.name}`",
                    error.place,
                    "not raised",
                    "list it in the `raises` of a command that is answered, or of an interface that "
                    "has one, or take it out" + ("" if id(schema) in imported else beside),
                )
