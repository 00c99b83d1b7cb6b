"""From the package of one version of a schema to that of the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from ampgen import naming
from ampgen.findings import Refused
from ampgen.frozen import dataclass
from ampgen.presenting import present
from ampgen.remaking.narrowing import Narrowed, narrow
from ampgen.remaking.patching import Unclear, patch
from ampgen.rendering import printed, shared
from ampgen.schema import Schema
from ampgen.sealing import IMPORTED, INIT, made_from, seal
from ampgen.text import Source
from ampgen.understanding import Understood, digest_of

_HEADER = 4096  # characters, of which the first few tell
_SCHEMA = re.compile(r"(?<=^# ampgen-digest: schema=)[0-9a-f]{16}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Old:
    """A schema's text, and how to read a file of the package that was made of it.

    ``read`` is given the schema's name and the file's path within the package. Packages of what
    the schema imports are as they were made, and read likewise.
    """

    text: str
    read: Callable[[str, str], str]


def remake(
    old: Old,
    source: Source,
    understand: Callable[[Source], Understood],
    *,
    alone: bool = False,
) -> Mapping[str, Mapping[str, str]] | None:
    """Return the files of packages by their schemas' names, as a whole run would make them.

    They are that of the source and, unless it is meant ``alone``, those of all that it imports and
    that is not shipped with a package of its own. ``understand`` is what a whole run does with a
    source. None where nothing but such a run can tell, be it what is wrong with the schema.
    """
    narrowed = narrow(old.text, source.text)
    if narrowed is None:
        return None
    try:
        before = understand(Source(source.name, narrowed.old))
        after = understand(Source(source.name, narrowed.new))
    except Refused:
        return None
    if not _same_outline(before, after):
        return None
    (was,), (schema,) = before.schemas, after.schemas
    try:
        made = seal({**shared(), **dict(_modules(old, source, narrowed, was, schema))})
        others = [one for one in after.own if one is not schema and not alone]
        return {schema.name: made, **{one.name: _kept(old, one) for one in others}}
    except (Unclear, OSError, ValueError):
        return None


def _kept(old: Old, schema: Schema) -> Mapping[str, str]:
    """Return the package of a schema that is the same, as it is."""
    paths = (*shared(), *present(schema).paths)
    files = {path: old.read(schema.name, path) for path in paths}
    if not _is_of(files[INIT], schema.digest[:16]):
        raise Unclear
    return files


def _is_of(module: str, digest: str) -> bool:
    """Say whether a module tells that it was made from a schema of this digest."""
    made = made_from(module[:_HEADER])
    return made is not None and made.schema == digest


def _same_outline(before: Understood, after: Understood) -> bool:
    """Say whether two versions are the same in all that the rules for commands compare.

    What each says about an import that no command left here uses says nothing of the whole.
    """
    return (
        [(one.rule, one.fact) for one in before.findings]
        == [(one.rule, one.fact) for one in after.findings]
        and len(before.schemas) == len(after.schemas) == 1
        and [_outline(one) for one in before.schemas] == [_outline(one) for one in after.schemas]
    )


def _outline(schema: Schema) -> object:
    return schema.name, [
        (interface.name, interface.reserved, [
            (command.name, command.wire, command.oneway, bool(command.response))
            for command in interface.commands
        ])
        for interface in schema.interfaces
    ]  # fmt: skip


def _modules(
    old: Old, source: Source, narrowed: Narrowed, was: Schema, schema: Schema
) -> Iterator[tuple[str, str]]:
    digest, new_digest = _digest(old.text, was), _digest(source.text, schema)
    taken = frozenset(_names(narrowed.left_out))
    staying = (one.name for interface in schema.interfaces for one in interface.commands)
    # Of two that are spelt alike, one is called otherwise because of the other.
    if not taken.isdisjoint(_names(staying)):
        raise Unclear
    before = {path: text for path, text, _ in printed(present(was))}
    for path, text, check in printed(present(schema)):
        whole = old.read(schema.name, path)
        if not _is_of(whole, digest):
            raise Unclear
        if _SCHEMA.sub("", text, count=1) != _SCHEMA.sub("", before[path], count=1):
            check()
            # What is left out here may use what this does not use any more.
            if path == IMPORTED:
                raise Unclear
            found = patch(whole, before[path], text)
            # Beside what was left out, what is called like that would be called otherwise.
            if found.words & taken:
                raise Unclear
            whole = found.applied(whole)
        yield path, _SCHEMA.sub(new_digest, whole, count=1)


def _digest(text: str, schema: Schema) -> str:
    imports = {imported.schema.name: imported.schema for imported in schema.imports}
    return digest_of(text, imports)[:16]


def _names(commands: Iterable[str]) -> Iterator[str]:
    """Yield all names that commands of these names may give to anything."""
    for name in commands:
        method = naming.snake_case(name)
        yield from (name, f"{name}Result", method, f"{method}_", method.upper())
