"""Names that are taken elsewhere, tried many at a time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from twisted.protocols import amp

from ampgen.findings import Refused
from ampgen.text import Source
from ampgen.understanding import understand
from tests.building import build, importable
from tests.hostile.calling import Called
from tests.hostile.naming import PLACES


def accepted(place: str, names: Sequence[str]) -> list[str]:
    """Return the names that are no mistake by themselves; fail where a refusal has no way out."""
    found: list[str] = []
    for name in names:
        try:
            understand([Source("t.amp", f"schema t\n{PLACES[place]([name])}")], [])
        except Refused as refused:
            for one in refused.findings:
                assert one.help and one.frame.place.line > 1, (place, name, one)
            continue
        found.append(name)
    return found


def called(
    place: str, names: Sequence[str], folder: Path, number: int = 0
) -> tuple[list[str], list[str]]:
    """Build a schema with names that are accepted in a place, and call all that it declares.

    Returns what went wrong, and the names that clash with others of them.
    """
    schema = f"taken_{place.replace(' ', '_').lower()}_{number}"
    given = list(names)
    clashing: list[str] = []
    while True:
        text = f"schema {schema}\n{PLACES[place](given)}"
        try:
            (meant,) = build({f"{schema}.amp": text}, folder)
            break
        except Refused as refused:
            lines = text.split("\n")
            told = {
                word
                for one in refused.findings
                for word in re.findall(r"\w+", lines[one.frame.place.line - 1])
            } & set(given)
            if not told:
                return [f"{place}: {refused.findings[0]}"], []
            clashing += sorted(told)
            given = [name for name in given if name not in told]
    for file, code in _given(given).items():
        (folder / file).write_text(code)
    with importable(folder):
        wrong = Called(meant).wrong
    shutil.rmtree(folder / schema)
    return wrong, clashing


_IMPORTED = """
enum K { a b }
record R { a: int k: K }
error E
interface I { command C(r: R) -> (k: K) raises E }
"""


def imported(names: Sequence[str], folder: Path) -> list[str]:
    """Build a schema that imports others, of these names, and call through all of them.

    Returns what went wrong.
    """
    root = folder / "root"
    (root / "taken").mkdir(parents=True)
    known = [f"s{number}" for number in range(len(names))]
    imports = [f"import taken.{name} as {one}" for name, one in zip(names, known)]
    text = ["schema importing", *imports, "interface U {"]
    for name, one in zip(names, known):
        (root / "taken" / f"{name}.amp").write_text(f"schema taken.{name}\n{_IMPORTED}")
        text.append(
            f"command D{one}(r: {one}.R, l: list[{one}.R], k: {one}.K = a)"
            f" -> (r: {one}.R?, m: map[{one}.K, int]) raises {one}.E"
        )
    text.append("}")
    for one in known:
        text.append(f"protocol P{one} {{ server answers U, {one}.I client answers {one}.I }}")
    schemas = build({str(root / "importing.amp"): "\n".join(text)}, folder, [root])
    with importable(folder):
        return [wrong for schema in schemas for wrong in Called(schema).wrong]


def arguments_given(names: Sequence[str]) -> dict[str, type[Any]]:
    """Return argument classes of these names."""
    return {name: type(name, (_Argument,), {}) for name in names}


def errors_given(names: Sequence[str]) -> dict[str, type[Exception]]:
    """Return exceptions of these names."""
    return {name: type(name, (Exception,), {}) for name in names}


class _Argument(amp.Unicode):
    def __init__(self, number: int, optional: bool = False) -> None:
        make: Any = super().__init__
        make(optional=optional)


def _given(names: Sequence[str]) -> dict[str, str]:
    """Return the modules that have the classes of Python that schemas name."""
    return {
        f"given_{kind}.py": f"import tests.hostile.taking\n"
        f"globals().update(tests.hostile.taking.{made}({list(names)!r}))\n"
        for kind, made in (("names", "arguments_given"), ("errors", "errors_given"))
    }
