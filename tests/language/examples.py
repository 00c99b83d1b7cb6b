"""Examples of rules, and how they become files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ampgen import importing
from ampgen.allowing import Allowances
from ampgen.distributions import Published, environment
from ampgen.findings import Finding, Refused
from ampgen.reading import read
from ampgen.recalling import recall
from ampgen.linting import review
from ampgen.rules import habits as rules_of_habits
from ampgen.settings import load
from ampgen.text import Source
from ampgen.understanding import Understood, understand

HABITS = frozenset(rule.id for rule in rules_of_habits.RULES)

_HEADER = re.compile(r"^// --- (.*)(?:\n|\Z)", re.MULTILINE)
_TIMES = re.compile(r"⟨(\d+) × (.*?)⟩", re.DOTALL)
_CHARACTER = re.compile(r"⟨U\+([0-9A-F]{4,5})⟩")
_INSTALLED = "site-packages"
_BYTE = re.compile(rb"\xe2\x9f\xa8byte ([0-9A-F]{2})\xe2\x9f\xa9")


def expand(text: str) -> bytes:
    """Return the bytes that an example describes."""
    text = _TIMES.sub(
        lambda match: "".join(
            match.group(2).replace("#", str(number)) for number in range(int(match.group(1)))
        ),
        text,
    )
    text = _CHARACTER.sub(lambda match: chr(int(match.group(1), 16)), text)
    return _BYTE.sub(lambda match: bytes([int(match.group(1), 16)]), text.encode())


def files(example: str, first: str) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of the files of an example; ``first`` names what has no name."""
    pieces = _HEADER.split(example)
    if pieces[0]:
        yield first, pieces[0]
    for name, text in zip(pieces[1::2], pieces[2::2]):
        many = re.fullmatch(_TIMES, name)
        if many is None:
            yield name, text
            continue
        for number in range(int(many.group(1))):
            yield many.group(2).replace("#", str(number)), text.replace("#", str(number))


def write(example: str, folder: Path, first: str = "users.amp") -> list[Path]:
    """Write the files of an example into a folder and return their paths.

    What is below ``site-packages`` is installed, and is not among them.
    """
    written: list[Path] = []
    for name, text in files(example, first):
        name, _, target = name.partition(" -> ")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if target:
            (path.parent / target).resolve().write_text("schema common\n")
            path.symlink_to(target)
        else:
            path.write_bytes(expand(text))
            if not name.startswith(f"{_INSTALLED}/"):
                written.append(path)
    return written


def findings(paths: list[Path], roots: list[Path], habits: bool = False) -> tuple[Finding, ...]:
    """Return what the compiler says about files, allowances and all, and about ``habits`` too."""
    allowed = Allowances(())
    installed = paths[0].parent / _INSTALLED
    finders = [Published(environment([installed]))] if installed.exists() else []
    try:
        settings = [path for path in paths if path.suffix == ".toml"]
        python = load(settings[0].parent).python if settings else None
        sources = [read(path) for path in paths if path not in settings]
        if sources[0].name.endswith(".json"):
            return recall(sources[0]).findings
        allowed = Allowances(sources)
        found = understand(sources, roots, finders, python=python)
    except Refused as refused:
        return (*allowed.kept(refused.findings), *allowed.complaints(()))
    return review(found, sources, frozenset() if habits else HABITS)


def imported(example: str, folder: Path) -> tuple[Finding, ...]:
    """Return what there is to say about commands in a file that is no schema."""
    (file,) = write(example, folder, "commands.json" if example[0] in "[{" else "commands.py")
    found = importing.read([str(file)], [])
    try:
        return importing.to_schema(found, "imported", None, False).findings
    except Refused as refused:
        return refused.findings


def compiled(text: str, name: str = "test.amp") -> Understood:
    """Return what a schema means."""
    return understand([Source(name, text)], [])


def told(text: str, name: str = "test.amp") -> list[str]:
    """Return what is said about a schema: ``line:column rule fact`` each."""
    try:
        found = compiled(text, name).findings
    except Refused as refused:
        found = refused.findings
    return [
        f"{one.frame.place.line}:{one.frame.place.column} {one.rule} {one.fact}" for one in found
    ]


def rules_of(text: str) -> list[str]:
    """Return the rules that a schema breaks."""
    return [line.split(" ")[1] for line in told(text)]
