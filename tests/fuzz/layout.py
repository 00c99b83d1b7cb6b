"""Schemas whose names and texts are as long or as odd as can be: black leaves what is printed alone.

``python -m tests.fuzz.layout --seconds 600`` prints a seed, and for each trouble the step that
brings it back with ``--seed`` and ``--step``. Black takes its time, so a schema is small.
"""

from __future__ import annotations

import difflib
import random
import sys

from ampgen.findings import Refused
from ampgen.formatting import formatted, wholly_formatted
from ampgen.presenting import present
from ampgen.rendering import printing
from ampgen.text import Source
from ampgen.understanding import understand
from ampgen.verifying import verify
from tests.fuzz.running import run

LENGTHS = (1, 2, 3, 5, 8, 13, 21, 30, 34, 38, 42, 46, 50, 60, 80)
SCALARS = "int bytes str float bool decimal datetime path json".split()
WORDS = [
    "short",
    "it's",
    'a "quoted" word',
    '"',
    '"""',
    "\\",
    "\\n",
    "#",
    "é",
    "日本",
    "{x}",
    "%s",
    "x" * 90,
    "word " * 30,
    "    set in",
    "-",
    "* item",
    ":param x: y",
    "\t",
]


def step(chance: random.Random) -> str | None:
    """Print one schema and return what black would change of it."""
    text = schema(chance)
    try:
        (meant,) = understand([Source("odd.amp", text)], []).schemas
    except Refused as refused:
        # What AMP cannot carry is not kept apart here.
        return None if refused.findings[0].rule == "uncarriable" else f"{refused.findings}\n{text}"
    for path, module in present(meant).modules():
        raw = printing.printer(path)(module)
        done = formatted(raw)
        if done != (whole := wholly_formatted(raw)):
            lines = difflib.unified_diff(done.split("\n"), whole.split("\n"), "ours", "black")
            return "\n".join([path, *lines, text])
        verify(path, done, module, trusting=False)
    return None


def schema(chance: random.Random) -> str:
    """Return the text of a schema that is right."""
    return _Schema(chance).text()


class _Schema:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._number = 0
        self._records: list[str] = []
        self._enums: list[str] = []

    def text(self) -> str:
        some = self._some
        parts = [f"{self._doc()}schema odd"]
        parts += [self._enum() for _ in some(2)]
        parts += [self._record() for _ in some(2)]
        errors = [self._name(True) for _ in some(3)]
        parts += [
            f'{self._doc()}error {name}{self._chance.choice(["", f" = {self._literal()}"])}'
            for name in errors
        ]
        interfaces = [self._name(True) for _ in some(2)]
        for name in interfaces:
            commands = "\n".join(self._command(errors) for _ in some(3))
            parts.append(f"{self._doc()}interface {name} {{\n{commands}\n}}")
        if interfaces and self._chance.random() < 0.5:
            roles = self._chance.sample(["server", "client", "x" * 40], 2)
            answered = ", ".join(interfaces)
            parts.append(
                f"{self._doc()}protocol {self._name(True)} {{\n{roles[0]} answers {answered}\n"
                f"{roles[1]} answers {interfaces[0]}\n}}"
            )
        return "\n\n".join(parts) + "\n"

    def _some(self, most: int) -> range:
        return range(self._chance.randint(0, most))

    def _name(self, upper: bool) -> str:
        """Return a name that no other thing has, of a length by which lines are too long."""
        self._number += 1
        size = self._chance.choice(LENGTHS)
        return ("X" if upper else "x") + "y" * size + str(self._number)

    def _doc(self) -> str:
        lines = [
            " ".join(self._chance.choice(WORDS) for _ in self._some(4)) for _ in self._some(4)
        ]
        return "".join(f"/// {line}\n" for line in lines)

    def _literal(self) -> str:
        # The number keeps codes of errors and names on the wire apart.
        self._number += 1
        word = self._chance.choice([one for one in WORDS if "\t" not in one])
        escaped = word.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped[:80].rstrip(chr(92))}{self._number}"'

    def _type(self, deep: int = 0) -> str:
        kinds = [*SCALARS, *self._records, *self._enums]
        one = self._chance.random()
        if one < 0.15 and deep < 2:
            return f"list[{self._type(deep + 1)}]"
        if one < 0.25 and deep < 1:
            return f"map[{self._chance.choice(['str', 'int', 'bytes'])}, {self._type(1)}]"
        return self._chance.choice(kinds)

    def _field(self) -> str:
        kind = self._type()
        end = ""
        if self._chance.random() < 0.25:
            end = "?"
        elif kind.startswith("list") and self._chance.random() < 0.4:
            end = " = []"
        elif self._chance.random() < 0.4:
            end = {
                "int": " = -5",
                "str": f" = {self._literal()}",
                "float": " = 1e300",
                "bool": " = true",
                "decimal": " = 1.50",
            }.get(kind, "")
        wire = f"@wire({self._literal()}) " if self._chance.random() < 0.15 else ""
        old = '@deprecated("use another") ' if self._chance.random() < 0.1 else ""
        return f"{self._doc()}{wire}{old}{self._name(False)}: {kind}{end}"

    def _enum(self) -> str:
        name = self._name(True)
        members = "\n".join(
            f"{self._doc()}{self._name(False)} = {self._literal()}" for _ in self._some(4)
        )
        first = f"{self._name(False)}\n"
        self._enums.append(name)
        return f"{self._doc()}enum {name} {{\n{first}{members}\n}}"

    def _record(self) -> str:
        name = self._name(True)
        fields = "\n".join(self._field() for _ in self._some(5))
        self._records.append(name)
        return f"{self._doc()}record {name} {{\n{fields}\n}}"

    def _command(self, errors: list[str]) -> str:
        arguments = ",\n".join(self._field() for _ in self._some(6))
        oneway = self._chance.random() < 0.15
        answer = ""
        if not oneway and self._chance.random() < 0.7:
            fields = ",\n".join(self._field() for _ in self._some(4))
            answer = f" -> (\n{fields}\n)"
        raised = (
            [] if oneway else self._chance.sample(errors, self._chance.randint(0, len(errors)))
        )
        raises = f" raises {', '.join(raised)}" if raised else ""
        old = '@deprecated("use another")\n' if self._chance.random() < 0.1 else ""
        head = f"{self._doc()}{old}{'oneway ' * oneway}command {self._name(True)}"
        return f"{head}(\n{arguments}\n){answer}{raises}"


if __name__ == "__main__":
    sys.exit(run("print schemas of odd names and texts", step, sys.argv[1:]))
