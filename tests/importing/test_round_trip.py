"""A schema survives being compiled and imported again."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from ampgen import importing, schema
from ampgen.builtins import JSON, STR, Scalar
from ampgen.importing.tabling import same
from ampgen.importing.verifying import verify
from tests.building import build
from tests.importing.support import meant
from tests.real.stand_ins import write_stand_ins
from tests.real.test_real import HERE as REAL
from tests.real.test_real import PROJECTS

ACCEPTED = REAL.parent / "accepted"


def erased(whole: schema.Type, around: tuple[schema.Record, ...] = ()) -> object:
    """Return what a hand-written command can say of a type: how it travels."""
    if isinstance(whole, Scalar):
        return STR.amp if whole is JSON else whole.amp
    if isinstance(whole, schema.Enum):
        return whole.base.amp
    if isinstance(whole, schema.Record):
        if whole in around:
            return ("boxes", len(around) - around.index(whole))
        return ("boxes", fields(whole.fields, (*around, whole)))
    if isinstance(whole, schema.ListOf):
        inner = erased(whole.element, around)
        return inner if isinstance(whole.element, schema.Record) else ("list", inner)
    if isinstance(whole, schema.MapOf):
        # A pair travels as a box of its own: one further out than it looks.
        pair = [(b"key", erased(whole.key)), (b"value", erased(whole.value, (*around, PAIR)))]
        return ("boxes", tuple((wire, kind, False) for wire, kind in pair))
    if isinstance(whole, schema.Big):
        return ("big", erased(whole.value, around), whole.first)
    return ("own", whole.argument, tuple(map(handed, whole.parameters)))


PAIR = schema.Record("pair", "", (), (), "", place=None)  # type: ignore[arg-type]  # is nowhere


def handed(parameter: schema.Parameter) -> object:
    return parameter if isinstance(parameter, schema.Literal) else erased(parameter)


def fields(of: Iterable[schema.Field], around: tuple[schema.Record, ...] = ()) -> object:
    return tuple(
        (one.wire, erased(one.type, around), one.optional or one.default is not None) for one in of
    )


def meaning(whole: schema.Schema) -> dict[str, object]:
    """Return all that hand-written commands could say, by the commands' names."""
    return {
        command.name: (
            command.wire,
            command.oneway,
            fields(command.arguments),
            fields(command.response),
            {(one.error.code, one.fatal) for one in command.raises},
        )
        for interface in whole.interfaces
        for command in interface.commands
    }


def imported(module: str, folder: Path, name: str) -> importing.Settled:
    runner = importing.Runner(sys.executable, (str(folder),), 60)
    found = importing.introspect([module], runner)
    return importing.to_schema(found, name, None, False)


def check(texts: dict[str, str], roots: list[Path], folder: Path, listed: object = None) -> None:
    """Compile schemas, import what was generated, compile that, and import it again."""
    schemas = build(texts, folder, roots)
    write_stand_ins(schemas, listed, folder)
    runner = importing.Runner(sys.executable, (str(folder),), 60)
    for original in schemas:
        if not original.interfaces:
            continue
        module = f"{original.name}.commands"
        first = imported(module, folder, "once")
        assert first.findings == ()
        assert meaning(meant(first)) == meaning(original)
        rows = verify(first, [module], runner)
        assert same(rows), rows
        build({"once.amp": first.text}, folder)
        again = imported("once.commands", folder, "once")
        assert without_python(again.text) == without_python(first.text)


def without_python(text: str) -> list[str]:
    """Return a schema without the modules of what exists already, and who answers what."""
    return [line.partition(" python ")[0] for line in text.split("\n") if "interface" not in line]


@pytest.mark.parametrize(
    ("project", "name"), [(project, name) for project, names in PROJECTS.items() for name in names]
)
def test_real_protocols_survive(project: str, name: str, tmp_path: Path) -> None:
    text = (REAL / f"{name}.amp").read_text("utf-8")
    listed = json.loads((REAL / "data" / f"{project}.json").read_text("utf-8"))
    check({f"{name}.amp": text}, [], tmp_path, listed)


@pytest.mark.parametrize("case", ["errors", "registration", "values", "wire_names"])
def test_accepted_schemas_survive(case: str, tmp_path: Path) -> None:
    text = (ACCEPTED / case / "schema.amp").read_text("utf-8")
    check({"schema.amp": text}, [ACCEPTED / case], tmp_path)
