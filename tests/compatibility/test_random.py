"""Any two versions of a schema: where a call goes wrong, a change was told that says so.

``AMPGEN_CHANGES=1000 python -m pytest tests/compatibility/test_random.py`` tries a thousand pairs.
"""

from __future__ import annotations

import itertools
import os
import shutil

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from ampgen.breaking.changes import Change
from ampgen.breaking.comparing import Comparison
from ampgen.breaking.effects import Pairing
from ampgen.breaking.wording import finding
from ampgen.builtins import Scalar
from ampgen.diagnosing import text as shown
from ampgen.schema import Big, Command, Enum, Field, ListOf, MapOf, Record, Type
from ampgen.text import Source
from ampgen.understanding import understand
from tests.building import build, importable
from tests.compatibility.running import Call, Version, outcomes
from tests.compatibility.test_matrix import SAMPLES

CHANGES = int(os.environ.get("AMPGEN_CHANGES", "25"))
PHASES = [phase for phase in Phase if phase != Phase.shrink or "AMPGEN_SHRINK" in os.environ]
NUMBERS = itertools.count()
SCALARS = ("int", "str", "bytes", "float", "bool", "decimal", "json", "path", "datetime")
_SWAPPED = ('Busy = "Full" error Full = "Busy"',)
DEFAULTS = {"int": ["1", "2"], "str": ['"a"', '"b"'], "Level": ["low"], "bool": ["true"]}


def one(*options: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(options)


@st.composite
def kinds(draw: st.DrawFn, large: bool) -> str:
    """Draw a type; few, so that two versions often agree."""
    scalar: str = draw(one("int", "int", "str", *SCALARS))
    shape: str = draw(
        one(
            *("{}", "{}", "{}", "list[{}]", "Level", "Point", "list[Point]", "big"),
            *("map[str, {}]", "map[int, Level]", "Line", "list[Level]"),
            *("list[Entry]", "map[str, int]"),
        )
    )
    if shape == "big":
        return draw(one("big[bytes]", "big[str]")) if large else "list[Level]"
    return shape.format(scalar)


@st.composite
def fields(draw: st.DrawFn, names: str, large: bool) -> list[str]:
    found: list[str] = []
    # Two fields may have each other's key.
    swapped = not draw(st.integers(0, 9))
    for name in names:
        if draw(st.integers(0, 4)):
            kind: str = draw(kinds(large))
            more: str = draw(
                one("", "", "", "?", *[f" = {one}" for one in DEFAULTS.get(kind, [])])
            )
            wire: str = draw(one(*["" for _ in range(9)], '@wire("w") ' if name in "ac" else ""))
            if swapped:
                wire = f'@wire("{names[len(names) - 1 - names.index(name)]}") '
            found.append(f"{wire}{name}: {kind}{more}")
    return found


Parts = tuple[str, ...]


@st.composite
def schemas(draw: st.DrawFn) -> Parts:
    """Draw what a schema is made of: an enum, a record, an error, two commands, and a role."""
    numbers = not draw(st.integers(0, 5))
    members = [
        f"{name}{draw(one(*(codes if numbers else ('', '', *values))))}"
        for name, values, codes in (
            ("high", (' = "H"', ' = "low"'), (" = 2", " = 3")),
            ("top", (' = "T"', ' = "2"'), (" = 4", " = 5")),
        )
        if draw(st.integers(0, 3))
    ]
    low = " = 1" if numbers else ' = "L"' if any('"low"' in one for one in members) else ""
    opened: str = draw(one("", "", "_"))
    inner = [
        field
        for field in draw(fields("xy", False))
        if "Point" not in field and "Line" not in field
    ]
    codes: str = draw(one("Busy error Full", 'Busy error Full = "FULL"', *_SWAPPED))
    kind = ": int" if numbers else ""
    parts = [f"{kind} {{ low{low} {' '.join(members)} {opened} }}", " ".join(inner), codes]
    for _ in range(2):
        parts.append("oneway" if not draw(st.integers(0, 5)) else "")
        parts.append(", ".join(draw(fields("ab", True))))
        parts.append(", ".join(draw(fields("cd", True))))
        parts.append(draw(one("", "raises Busy", "raises Full", "raises Busy, fatal Full")))
    parts.append(draw(one("server", "client")))
    return tuple(parts)


def text(parts: Parts) -> str:
    level, point, codes, *others, role = parts
    commands = [
        _command(name, *others[start : start + 4]) for name, start in (("Do", 0), ("Other", 4))
    ]
    return "\n".join(
        (
            f"enum Level{level}",
            f"record Point {{ {point} }}",
            "record Line { ends: list[Point] by: map[str, Point] }",
            "record Entry { key: str value: int }",
            f"error {codes}",
            f"interface Work {{ {' '.join(commands)} }}",
            f"protocol Link {{ {role} answers Work }}",
        )
    )


def _command(name: str, oneway: str, asked: str, answered: str, raises: str) -> str:
    if oneway:
        return f"oneway command {name}({asked})"
    return f"command {name}({asked}) -> ({answered}) {raises}"


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, str]:
    """Draw two versions that are the same but for one part, or two."""
    old: Parts = draw(schemas())
    other: Parts = draw(schemas())
    changed: set[int] = draw(st.sets(st.integers(0, len(old) - 1), min_size=1, max_size=2))
    new = tuple(other[at] if at in changed else part for at, part in enumerate(old))
    return text(old), text(new)


@st.composite
def values(draw: st.DrawFn, kind: Type) -> Any:
    match kind:
        case Scalar():
            # `null` is no value of its own: a field that is None is left out.
            return draw(one(*[sample for sample in SAMPLES[kind.name] if sample is not None]))
        case ListOf():
            return draw(st.lists(values(kind.element), max_size=3))
        case MapOf():
            return draw(st.dictionaries(values(kind.key), values(kind.value), max_size=2))
        case Big():
            whole: Any = draw(values(kind.value))
            return draw(one(whole, whole * (100_000 // len(whole)) if whole else whole))
        case Enum():
            names = [member.name for member in kind.members]
            odd = 99 if isinstance(kind.members[0].value, int) else "odd"
            return draw(one(*names, *([odd] if kind.open else [])))
        case Record():
            return draw(contents(kind.fields))
        case _:
            raise AssertionError(kind)


@st.composite
def contents(draw: st.DrawFn, fields: tuple[Field, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields:
        required = not field.optional and field.default is None
        if required or draw(st.booleans()):
            value: Any = draw(values(field.type))
            if value is not None or required:
                found[field.name] = value
    return found


@st.composite
def calls(draw: st.DrawFn, caller: Version, responder: Version) -> list[Call]:
    """Draw a call of each command of the caller, and what the responder makes of it."""
    made: list[Call] = []
    theirs = {command.name: command for command in commands(responder)}
    for command in commands(caller):
        there = theirs[command.name]
        raised = [raised.error.name for raised in there.raises]
        made.append(
            Call(
                command.name,
                draw(contents(command.arguments)),
                draw(contents(there.response)),
                draw(one("", "", *raised)),
            )
        )
    return made


def commands(version: Version) -> tuple[Command, ...]:
    return version.schema.interfaces[0].commands


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("random")


@settings(
    max_examples=CHANGES,
    deadline=None,
    phases=PHASES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    print_blob=True,
)
@given(pair=changes(), data=st.data())
def test_where_a_call_goes_wrong_a_change_says_so(
    pair: tuple[str, str], data: st.DataObject, folder: Path
) -> None:
    old, new = pair
    before, after = (understand([Source("s.amp", f"schema s\n{one}")], ()) for one in pair)
    found = Comparison(before, after, "any").changes()
    assert shown([finding(change) for change in found]) or not found
    number = next(NUMBERS)
    names = [f"old{number}", f"new{number}"]
    built = [
        build({f"{name}.amp": f"schema {name}\n{one}"}, folder)[0]
        for name, one in zip(names, pair)
    ]
    note(f"{old}\n---\n{new}")
    try:
        with importable(folder):
            versions = [Version.load(schema) for schema in built]
            for pairing, caller, responder in (
                (Pairing.OLD_CALLER, versions[0], versions[1]),
                (Pairing.NEW_CALLER, versions[1], versions[0]),
            ):
                for call in data.draw(calls(caller, responder)):
                    for one_kind, other, outcome in outcomes(caller, responder, call):
                        told = f"{pairing.value}: {str(call)[:500]}, {one_kind} asks {other}: {outcome}"
                        meant = "X" if fatal(caller, call) and fatal(responder, call) else "ok"
                        assert outcome == meant or explained(found, pairing, outcome), told
    finally:
        for name in names:
            shutil.rmtree(folder / name)


def fatal(version: Version, call: Call) -> bool:
    """Return whether an error is meant to end the connection."""
    return any(
        raised.fatal and raised.error.name == call.raises
        for command in commands(version)
        for raised in command.raises
        if command.name == call.command
    )


_WORST = ("ok", "E", "X", "S")


def explained(found: tuple[Change, ...], pairing: Pairing, outcome: str) -> bool:
    """Return whether a change was found by which calls in a pairing end so, or worse."""
    said = [change.effects.of(pairing) for change in found]
    letters = [letter.value for one in said for letter in (one.generated, one.plain)]
    return any(_WORST.index(letter) >= _WORST.index(outcome) for letter in letters) or (
        # The sides do not call a field the same, and so its values are not compared.
        outcome == "S"
        and any(change.rule == "python-name-changed" for change in found)
    )
