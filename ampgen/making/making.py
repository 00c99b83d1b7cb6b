"""The modules of ``ampgen.made``."""

from __future__ import annotations

from pathlib import Path

from ampgen.parsing import tables
from ampgen.rendering import printing
from ampgen.rendering.translating import translated
from ampgen.resources import digest_of

_HERE = Path(__file__).resolve().parents[1] / "made"


def contents() -> dict[str, str]:
    """Return the text of each module of ``ampgen.made`` by the name of its file."""
    grammar = tables.sources()
    templates = printing.sources()
    return {
        "__init__.py": '"""What was made ahead. Nothing here is needed."""\n',
        "tables.py": (
            '"""The tables of the grammar. Made by ampgen.making; do not edit."""\n\n'
            f'DIGEST = "{digest_of(grammar)}"\n'
            f"TABLES = {tables.printed(tables.fresh())}\n"
        ),
        "templates.py": f'{translated()}\nDIGEST = "{digest_of(templates)}"\n',
    }


def make(folder: Path = _HERE) -> tuple[Path, ...]:
    """Write the modules, and return their files."""
    folder.mkdir(exist_ok=True)
    files: list[Path] = []
    for name, text in contents().items():
        file = folder / name
        file.write_bytes(text.encode())
        files.append(file)
    return tuple(files)
