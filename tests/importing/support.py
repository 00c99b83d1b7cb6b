"""Hand-written commands in files, and schemas of them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from ampgen import importing
from ampgen.findings import Finding, Refused
from ampgen.schema import Schema
from ampgen.text import Source
from ampgen.understanding import understand

HEAD = "from twisted.protocols import amp\n"


def written(folder: Path, **modules: str) -> list[str]:
    """Write modules, ``a__b`` being ``a/b.py``, and return the paths of their files."""
    paths: list[str] = []
    for name, text in modules.items():
        file = folder.joinpath(*name.split("__")).with_suffix(".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(HEAD + dedent(text), "utf-8")
        paths.append(str(file))
    return paths


def schema_of(folder: Path, text: str, partial: bool = False, **others: str) -> str:
    """Return the schema of the commands of one module, without its first line."""
    file, *_ = written(folder, commands=text, **others)
    found = importing.read([file], [])
    settled = importing.to_schema(found, "imported", "Commands", partial)
    return settled.text.replace("schema imported\n", "", 1).strip("\n")


def commands_of(folder: Path, text: str, **others: str) -> list[str]:
    """Return the commands of one module as they stand in its schema, each in one line."""
    schema = schema_of(folder, text, False, **others)
    body = schema[schema.index("interface Commands {") :].split("{\n", 1)[1].rpartition("}")[0]
    lines = [" ".join(part.split()) for part in body.split("\n\n")]
    return [line.replace("( ", "(").replace(", )", ")") for line in lines]


def told(folder: Path, text: str, partial: bool = False, **others: str) -> list[Finding]:
    """Return what there is to say about the commands of one module."""
    file, *_ = written(folder, commands=text, **others)
    found = importing.read([file], [])
    try:
        return list(importing.to_schema(found, "imported", "Commands", partial).findings)
    except Refused as refused:
        return list(refused.findings)


def meant(settled: importing.Settled) -> Schema:
    """Return what an imported schema means."""
    return understand([Source("imported.amp", settled.text)], []).schemas[0]


def rules(findings: list[Finding]) -> list[str]:
    """Return ``line rule`` of each finding; the first line of a module is its import of AMP."""
    return [f"{one.frame.place.line} {one.rule}" for one in findings]
