"""Check schemas that were not read from text: nothing is taken for right because of its class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ampgen import syntax
from ampgen.checking import Problems, check_schema_name
from ampgen.findings import Finding, Frame, Refused
from ampgen.loading import Loaded
from ampgen.parsing import Parsed
from ampgen.restating import restate
from ampgen.schema import Import, Protocol, Schema
from ampgen.text import Place, Source
from ampgen.understanding import Understood, conclude


def validate(
    schemas: Iterable[Schema],
    *,
    findings: Sequence[Finding] = (),
    python: Sequence[str] | None = None,
) -> Understood:
    """Return schemas, whoever made them, as the checker makes them from what they say.

    ``findings`` are told with what else there is to say; ``python`` is as in ``understand``.
    Raises ``Refused`` where a schema is not what text could mean; what is told stands at the
    schema's own places, as far as it has any.
    """
    given = tuple(schemas)
    everything = _reachable(given)
    problems = Problems()
    files = [restate(problems, one) for one in everything]
    if problems.findings:
        raise Refused([*findings, *problems.findings])
    loaded = {id(one): _loaded(one, file) for one, file in zip(everything, files)}
    for one, file in zip(everything, files):
        loaded[id(one)].imports.update(
            (each.schema.name, loaded[id(each.schema)]) for each in one.imports
        )
        check_schema_name(problems, file.schemas[0].path, "the name of a schema")
    _check_names(problems, everything)
    understood = conclude(
        [loaded[id(one)] for one in given],
        list(loaded.values()),
        [*findings, *problems.findings],
        python,
    )
    _check_protocols(everything, understood.all)
    # Whoever has no text cannot take an import out.
    told = tuple(one for one in understood.findings if one.rule != "unused-import")
    return Understood(understood.schemas, understood.all, told)


def _reachable(given: Sequence[Schema]) -> list[Schema]:
    """Return schemas and all that they import, each once."""
    found = {id(one): one for one in given}
    pending = list(found.values())
    for one in pending:
        for each in one.imports if type(one.imports) is tuple else ():
            if (
                type(each) is Import
                and type(each.schema) is Schema
                and id(each.schema) not in found
            ):
                found[id(each.schema)] = each.schema
                pending.append(each.schema)
    return pending


def _loaded(meant: Schema, file: syntax.File) -> Loaded:
    source = Source(file.place.source.name, "")
    return Loaded(source, Parsed(file, (), True), meant.name, (), {}, meant.digest, meant.origin)


def _check_names(problems: Problems, schemas: Sequence[Schema]) -> None:
    first: dict[str, Place] = {}
    for one in schemas:
        if one.name in first:
            problems.add(
                "schema-twice",
                f"two schemas are called `{one.name}`",
                one.place,
                "the second",
                "rename one of them, or leave one out",
                others=(Frame(first[one.name], "the first"),),
            )
        first.setdefault(one.name, one.place)


def _check_protocols(meant: Sequence[Schema], checked: Sequence[Schema]) -> None:
    """Refuse schemas that say of what nobody writes something else than it is."""
    problems = Problems()
    made = {one.name: one for one in checked}
    for one in meant:
        own = list(map(_outline, made[one.name].protocols))
        for number, protocol in enumerate(one.protocols):
            if number >= len(own) or _outline(protocol) != own[number]:
                problems.add(
                    "bad-description",
                    f"`{protocol.name}` is not the protocol that there is of itself here",
                    protocol.place,
                    "not what `ampgen describe` prints",
                    "an interface that no protocol mentions has one of its own, after the others; "
                    "a role that answers nothing is the second",
                )
                break
        else:
            if len(one.protocols) < len(own):
                problems.add(
                    "bad-description",
                    f"the protocol `{own[len(one.protocols)][0]}`, which nobody writes, is missing",
                    one.place,
                    "without it",
                    "an interface that no protocol mentions has one of its own",
                )
    if problems.findings:
        raise Refused(problems.findings)


def _outline(protocol: Protocol) -> tuple[object, ...]:
    """Return what a protocol is, without its documentation."""
    roles = [
        (role.name, [(one.schema, one.name) for one in role.answers]) for role in protocol.roles
    ]
    return protocol.name, protocol.implied, roles
