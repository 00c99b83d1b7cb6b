"""Enums."""

from __future__ import annotations

from ampgen import schema, syntax
from ampgen.builtins import INT, STR
from ampgen.checking.annotating import read_annotations
from ampgen.checking.defaulting import LONGEST_VALUE
from ampgen.checking.listing import read_reserved, refuse_reserved, texts
from ampgen.checking.literals import is_missing, text_of, whole_number
from ampgen.checking.problems import Problems
from ampgen.checking.wording import check_member
from ampgen.findings import Edit, Frame
from ampgen.text import Place


def read_enum(problems: Problems, written: syntax.Enum, name: str) -> schema.Enum:
    """Return an enum of the schema called ``name``."""
    notes = read_annotations(problems, written.notes, "a declaration")
    base = STR
    if written.base is not None and written.base.text not in ("int", "str", ""):
        problems.add(
            "enum-base",
            "the values of an enum are `str` or `int`",
            written.base.place,
            "neither",
            f"write `enum {written.name.text} {{ … }}` or `enum {written.name.text}: int {{ … }}`",
        )
    asked = written.base is not None
    known_base = written.base is None or written.base.text in ("int", "str")
    if written.base is not None and written.base.text == "int":
        base = INT
    elif written.base is None and (numbered := _numbered(written)) is not None:
        base = INT
        end = Place(written.place.source, written.place.end, written.place.end)
        problems.add(
            "enum-value",
            f"the values of `{written.name.text}` are text",
            numbered.place,
            "a number",
            f"write `enum {written.name.text}: int`, or the value as a string",
            edits=(Edit(end, ": int"),),
        )
    held = read_reserved(problems, written.reserved)
    members: list[schema.Member] = []
    names: dict[str, Place] = {}
    values: dict[str | int, schema.Member] = {}
    opened: syntax.Member | None = None
    for member in written.members:
        text = member.name.text
        if opened is not None and text != "_":
            problems.add(
                "open-enum",
                "`_` is the last member of an open enum",
                opened.place,
                "members follow it",
                "move it to the end",
            )
            opened = None
            names["_"] = member.place
        if text in names and text:
            problems.add_twice(text, member.place, names[text])
            continue
        names[text] = member.place
        if text == "_":
            opened = member
            if member.value is not None or member.notes.annotations:
                problems.add(
                    "open-enum",
                    "`_` stands for every unknown value, and has none of its own",
                    member.place,
                    "not a member",
                    "write `_` alone",
                )
            continue
        check_member(problems, member.name)
        read = read_annotations(problems, member.notes, "a member")
        value = _member_value(problems, member, base is INT, asked) if known_base else text
        if not text:
            continue
        if value is None:
            # What is wrong with the value is told; the name may be used all the same.
            members.append(schema.Member(text, text, "", place=member.place))
            continue
        wire = value.encode("utf-8", "replace") if isinstance(value, str) else None
        refuse_reserved(problems, held, member.name, wire)
        meant = schema.Member(
            text, value, member.notes.doc, read.deprecated, read.since, place=member.place
        )
        if value in values:
            problems.add(
                "enum-value-twice",
                f"`{values[value].name}` and `{text}` have one value on the wire",
                member.value.place if member.value is not None else member.place,
                "the second",
                "give each member a value of its own",
                others=(Frame(values[value].place, "the first"),),
            )
        values.setdefault(value, meant)
        members.append(meant)
    is_open = "_" in names
    if not written.members and written.name.text:
        problems.add(
            "empty-enum",
            f"`{written.name.text}` has no member, so it has no value",
            written.place,
            "nothing could be sent",
            "add a member, or `_` to keep every value",
        )
    return schema.Enum(
        written.name.text,
        name,
        base,
        tuple(members),
        is_open,
        texts(held),
        written.notes.doc,
        notes.deprecated,
        notes.since,
        place=written.place,
    )


def _numbered(written: syntax.Enum) -> syntax.Number | None:
    """Return the first value that is a whole number, if any is."""
    for member in written.members:
        if isinstance(member.value, syntax.Number) and whole_number(member.value) is not None:
            return member.value
    return None


def _member_value(
    problems: Problems, member: syntax.Member, whole: bool, asked: bool
) -> str | int | None:
    """Return a member's value; ``asked`` says whether the enum was declared to hold such."""
    value = member.value
    if value is not None and is_missing(value):
        return None
    if whole:
        number = whole_number(value)
        if number is not None:
            return number
        if not asked:
            return None
        fact = f"`{member.name.text}` needs a whole number"
        help = f"write `{member.name.text} = 1`, say"
    else:
        if value is None:
            return member.name.text
        if isinstance(value, syntax.String):
            text = text_of(value)
            if len(text.encode("utf-8", "replace")) <= LONGEST_VALUE:
                return text
            fact = f"a value has at most {LONGEST_VALUE:,} bytes on the wire"
            help = "shorten it"
        else:
            fact = f"the value of `{member.name.text}` is a string"
            help = f'write `{member.name.text} = "…"`, or `: int` after the name of the enum'
    place = member.place if value is None else value.place
    problems.add("enum-value", fact, place, "not such a value", help)
    return None
