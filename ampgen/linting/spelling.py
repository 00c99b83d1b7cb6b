"""How names are spelled in most schemas, and in what is generated from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from ampgen import naming
from ampgen.linting.remarking import Remarks, listed
from ampgen.schema import (
    Command,
    Custom,
    Enum,
    Error,
    Field,
    Interface,
    Member,
    Protocol,
    Record,
    Schema,
)

_Declared: TypeAlias = Command | Custom | Enum | Error | Interface | Protocol | Record

# A last underscore is what tells a name from one that is taken.
_CAMEL = re.compile(r"[A-Z][A-Za-z0-9]*_?")
_SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*_?")


def look_for_spelling(remarks: Remarks, schema: Schema) -> None:
    """Tell about declarations and commands not in CamelCase, and parts of them not in snake_case."""
    declared: list[_Declared] = [*schema.enums, *schema.records, *schema.errors]
    declared += (*schema.customs, *schema.interfaces)
    declared += (protocol for protocol in schema.protocols if not protocol.implied)
    for one in declared:
        _look_at_name(remarks, one)
    for enum in schema.enums:
        _look_at_parts(remarks, enum, "members", enum.members)
    for record in schema.records:
        _look_at_parts(remarks, record, "fields", record.fields)
    for interface in schema.interfaces:
        for command in interface.commands:
            _look_at_name(remarks, command)
            _look_at_parts(remarks, command, "fields", (*command.arguments, *command.response))


def _look_at_name(remarks: Remarks, declared: _Declared) -> None:
    name = declared.name
    if _CAMEL.fullmatch(name):
        return
    better = naming.pascal_case(name)
    keeping = ""
    if isinstance(declared, Command) and declared.wire == name.encode():
        keeping = f', and `@wire("{name}")` above it where peers know it by this name'
    elif isinstance(declared, Error) and declared.code == name.encode():
        keeping = f', with `= "{name}"` where peers know it by this name'
    remarks.add(
        "camel-case-name",
        f"`{name}` is not spelled in CamelCase",
        declared.place,
        "as a class is in Python",
        (f"write `{better}`" if _CAMEL.fullmatch(better) else "begin it with a capital") + keeping,
    )


def _look_at_parts(
    remarks: Remarks,
    whole: Command | Enum | Record,
    what: str,
    parts: Sequence[Field] | Sequence[Member],
) -> None:
    odd = [
        part
        for part in parts
        if not _SNAKE.fullmatch(part.name) and remarks.wanted("snake-case-name", part.place)
    ]
    if odd:
        names = listed([part.name for part in odd], what)
        are = "is" if len(odd) == 1 else "are"
        remarks.add(
            "snake-case-name",
            f"{names} of `{whole.name}` {are} not spelled in snake_case",
            odd[0].place,
            "as an attribute is in Python",
            _help(odd[0]),
        )


def _help(part: Field | Member) -> str:
    better = naming.snake_case(part.name)
    if not _SNAKE.fullmatch(better):
        return "spell it in lower case, with single underscores between words"
    if isinstance(part, Field) and part.wire == part.name.encode():
        keeping = f', with `@wire("{part.name}")` before it where peers know it by this name'
    elif isinstance(part, Member) and part.value == part.name:
        keeping = f', with `= "{part.name}"` where peers know it by this name'
    else:
        keeping = ""
    return f"write `{better}`{keeping}"
