"""Prove that generated commands can take the place of hand-written ones."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ampgen.compiling import packages
from ampgen.importing.executing import Runner, failed
from ampgen.importing.settling import Settled
from ampgen.text import Source
from ampgen.understanding import understand

# A name of its own: the schema's may be that of a module that the hand-written code imports.
_PACKAGE = "verified_amp"


@dataclass(frozen=True, slots=True)
class Row:
    """What comparing one command showed; ``requests`` and ``responses`` count boxes."""

    command: str
    generated: str
    requests: int
    responses: int
    differences: tuple[str, ...]
    notes: tuple[str, ...]


def verify(settled: Settled, modules: Sequence[str], runner: Runner) -> tuple[Row, ...]:
    """Compile a schema, and compare each of its commands with the one it was made from.

    Raises ``Unusable`` where the modules or the package cannot be imported.
    """
    head = re.compile(r"^schema \S+", re.MULTILINE)
    text = head.sub(f"schema {_PACKAGE}", settled.text, count=1)
    meant = understand([Source(f"{_PACKAGE}.amp", text)], []).schemas
    with tempfile.TemporaryDirectory(prefix="ampgen-") as folder:
        for file, code in packages(meant)[_PACKAGE].items():
            path = Path(folder, _PACKAGE, file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(code, "utf-8")
        said = replace(runner, path=(folder, *runner.path)).run(
            "comparing",
            modules=list(modules),
            package=_PACKAGE,
            commands=[
                [one.python.module, one.python.name, settled.names[one.python]]
                for one in settled.commands
            ],
        )
    if "failed" in said:
        raise failed(said["failed"])
    return tuple(
        Row(
            one.python.name,
            settled.names[one.python],
            row["requests"],
            row["responses"],
            tuple(row["differences"]),
            tuple(row["notes"]),
        )
        for one, row in zip(settled.commands, said["rows"])
    )
