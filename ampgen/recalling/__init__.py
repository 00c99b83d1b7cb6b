"""From a description, as ``ampgen describe`` prints it, back to checked schemas.

A description is believed no more than text: it is read strictly, and what it says is checked by
the same rules. ``grammar/description.md`` says what it looks like.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ampgen.describing import VERSION
from ampgen.findings import Finding, Frame, Refused
from ampgen.recalling.making import make_schemas
from ampgen.recalling.parts import Part, Reading
from ampgen.recalling.scanning import Tape, scan
from ampgen.schema import Schema
from ampgen.text import Source
from ampgen.understanding import Understood
from ampgen.validating import validate

__all__ = ["recall"]


def recall(source: Source, *, python: Sequence[str] | None = None) -> Understood:
    """Return the schemas that a description describes, the one that was asked for as given.

    Places are those in the description. ``python`` is as in ``understand``. Raises ``Refused`` where it is no description, or one of
    what no schema can be; each finding says with a JSON Pointer where.
    """
    tape = scan(source)
    try:
        understood = _recalled(tape, python)
    except Refused as refused:
        raise Refused(_pointed(tape, refused.findings)) from None
    return Understood(understood.schemas, understood.all, _pointed(tape, understood.findings))


def _recalled(tape: Tape, python: Sequence[str] | None) -> Understood:
    reading = Reading(tape)
    whole = Part(reading)
    if not whole.has("ampgen"):
        # Whatever it is, it may be secret: nothing more of it is looked at.
        whole.wrong("", "this is not a description of a schema", "an object without `ampgen`")
        raise Refused(reading.problems.findings)
    version = whole.literal("ampgen").value
    if isinstance(version, bool) or version != VERSION:
        whole.wrong(
            "ampgen",
            f"this ampgen reads descriptions of version {VERSION}",
            "another version",
            "describe the schema with this ampgen, or read it with the one that described it",
        )
        raise Refused(reading.problems.findings)
    whole.holds("ampgen", "schema", "schemas")
    described = whole.named("schemas")
    schemas = make_schemas(described)
    for key, schema in schemas.items():
        if schema.name != key:
            described[key].wrong("name", "a schema stands under its own name", f"not `{key}`")
    asked = schemas.get(whole.text("schema"))
    if asked is None:
        whole.wrong("schema", "this is one of the schemas below", "not one of them")
    else:
        reached = _reached(asked)
        for key, schema in schemas.items():
            if id(schema) not in reached:
                described[key].wrong("name", f"`{asked.name}` imports this nowhere", "left over")
    if reading.problems.findings or asked is None:
        raise Refused([*reading.problems.findings, *reading.warnings.findings])
    return validate([asked], findings=reading.warnings.findings, python=python)


def _reached(asked: Schema) -> frozenset[int]:
    """Return the identities of a schema and all that it imports."""
    found = {id(asked)}
    pending = [asked]
    for one in pending:
        for each in one.imports:
            if id(each.schema) not in found:
                found.add(id(each.schema))
                pending.append(each.schema)
    return frozenset(found)


def _pointed(tape: Tape, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings that say where in the document, without repairs of the schema's text."""
    return tuple(
        Finding(
            one.rule,
            one.fact,
            _with_pointer(tape, one.frame),
            one.help,
            tuple(_with_pointer(tape, frame) for frame in one.others),
            severity=one.severity,
        )
        for one in findings
    )


def _with_pointer(tape: Tape, frame: Frame) -> Frame:
    pointer = tape.pointer(frame.place.start)
    if not pointer:
        # The whole document.
        return frame
    return Frame(frame.place, f"{frame.label}, at {pointer}" if frame.label else f"at {pointer}")
