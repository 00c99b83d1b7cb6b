"""From hand-written commands to a schema, and the proof that it is the same protocol.

Code is read (`reading`) or, if the user says so, run in a process of its own (`executing`,
`introspected`, `child`); either way it becomes commands as they were found (`found`), which are put
together to a schema (`composing`) that the compiler accepts (`settling`). `verifying` compares what
is generated from it with the hand-written commands; it alone needs the whole compiler.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ampgen.findings import Finding, Frame, Refused, Unusable
from ampgen.importing.executing import Runner
from ampgen.importing.found import Found
from ampgen.importing.introspected import introspect
from ampgen.importing.listing import read_listed
from ampgen.importing.naming import schema_name_is_right, schema_of
from ampgen.importing.reading import read_programs
from ampgen.importing.reading.files import python_source
from ampgen.importing.settling import Settled, settle
from ampgen.text import Place

__all__ = [
    "Runner",
    "Settled",
    "introspect",
    "read",
    "schema_name_is_right",
    "suggested_name",
    "to_schema",
]


def read(files: Sequence[str], roots: Sequence[Path]) -> Found:
    """Return the commands of files, without running them.

    They are Python, or JSON if they are called ``.json``; ``roots`` are folders below which Python
    modules are found that the files import. Raises ``Unusable`` where one cannot be read.
    """
    listed = [file for file in files if file.endswith(".json")]
    programs = [file for file in files if not file.endswith(".json")]
    found = read_programs(programs, roots) if programs else Found((), (), ())
    for file in listed:
        other = read_listed(python_source(file), _module_of(file))
        found = replace(
            found,
            commands=(*found.commands, *other.commands),
            findings=(*found.findings, *other.findings),
            docs={**found.docs, **other.docs},
        )
    if not found.commands and not found.findings:
        place = Place(python_source(files[0]), 0, 0)
        fact = "there is no command here" if len(files) == 1 else "there are no commands here"
        help = "a command is a class that derives from `twisted.protocols.amp.Command`"
        if not programs:
            help = "see what a list of commands looks like in `ampgen explain json-commands`"
        finding = Finding("python-no-commands", fact, Frame(place, ""), help)
        found = replace(found, findings=(finding,))
    return found


def _module_of(file: str) -> str:
    return re.sub(r"\W+", "_", Path(file).stem, flags=re.ASCII).strip("_") or "commands"


def suggested_name(found: Found, out: Path | None) -> str:
    """Return what the schema of commands is called if nobody says."""
    stem = "" if out is None else out.name.removesuffix(".amp")
    if schema_name_is_right(stem):
        return stem
    modules = dict.fromkeys(one.python.module for one in found.commands)
    name = schema_of(modules or ["imported"])
    return name if schema_name_is_right(name) else "imported_amp"


def to_schema(found: Found, schema: str, interface: str | None, partial: bool) -> Settled:
    """Return the schema of commands.

    With ``partial`` what no schema can say is left out and told as warnings. Raises ``Refused``
    with all findings where something is wrong and may not be left out, and ``Unusable`` where
    nothing is left.
    """
    settled = settle(found, schema, interface, partial)
    if not settled.commands:
        raise Refused(settled.findings) if settled.findings else Unusable("there are no commands")
    return settled
