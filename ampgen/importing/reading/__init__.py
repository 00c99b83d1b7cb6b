"""Read commands from the text of Python programs, without running them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ampgen.findings import Finding, Frame
from ampgen.importing.found import Found
from ampgen.importing.reading.commands import Commands
from ampgen.importing.reading.modules import Modules
from ampgen.importing.reading.program import TooMuch
from ampgen.text import Place, Source

__all__ = ["read_programs"]


def read_programs(files: Sequence[str], roots: Sequence[Path]) -> Found:
    """Return the commands that Python files define, and what there is to say about the files.

    ``roots`` are folders below which modules are found that the files import. Raises ``Unusable``
    where a file cannot be read.
    """
    modules = Modules(roots)
    program = modules.program
    commands = Commands(program)
    try:
        read = modules.read(files)
        found = commands.read(read)
        answers = commands.answers(read)
    except (TooMuch, RecursionError):
        place = Place(Source(files[0], ""), 0, 0)
        label = "too much to be followed"
        fact = "what this program makes cannot be known without running it"
        finding = Finding("python-unknown", fact, Frame(place, label), "use `--execute MODULE`")
        return Found((), (), (finding,))
    docs = {module.name: module.doc for module in read}
    return Found(found, answers, tuple(program.findings), docs)
