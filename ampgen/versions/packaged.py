"""What a schema imported when its package was made, as the package tells it.

A package may come from anywhere. It is read as text, line by line in the one form that is written,
and never imported: whatever is not of that form tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ampgen.frozen import dataclass
from ampgen.loading import Found
from ampgen.reading import DESCRIPTION, LARGEST, glimpse
from ampgen.schema import Origin, Schema
from ampgen.sealing import IMPORTED, INIT, made_from
from ampgen.text import Source
from ampgen.understanding import Understood, understand

MODULES = {INIT: 4096, IMPORTED: LARGEST + 1}
"""The modules of a package that tell, and how many bytes of them do at most."""

_BEGIN, _END = "\nSCHEMAS = {\n", "\n}\n"
_ESCAPE = r"""\\(?:["'\\nrt]|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})"""
_LITERAL = re.compile(rf"""(?:"(?:[^"\\]|{_ESCAPE})*"|'(?:[^'\\]|{_ESCAPE})*')""")
_ESCAPED = re.compile(_ESCAPE)
_SHORT = {"n": "\n", "r": "\r", "t": "\t"}
_NAME = re.compile(r'    "([a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*)": \[')
_INDENT = " " * 8


def imported_by(package: Path) -> dict[str, Source]:
    """Return what the package in a folder was made with of what distributions ship, by schema.

    That is as much of each schema as was used. There is nothing where the package does not tell.
    """
    found = (glimpse(package / name, most) for name, most in MODULES.items())
    return imported_as_told(*(data or b"" for data in found))


def imported_as_told(init: bytes, data: bytes) -> dict[str, Source]:
    """Return the same, given what is in the package's ``MODULES``."""
    try:
        texts = dict(_texts(data.decode()))
        sources = {name: text.encode().decode() for name, text in texts.items()}
    except (ValueError, OverflowError):
        return {}
    made = made_from(init.decode("utf-8", "replace"))
    origins: Mapping[str, str] = made.imports if made is not None else {}
    return {
        name: Source(_called(name, origins.get(name, "")), text) for name, text in sources.items()
    }


def _called(name: str, origin: str) -> str:
    """Return what messages call the text of a schema that is no file."""
    known = Origin(*origin.partition(" ")[::2]).proper
    return f"<{name} of {origin if known else 'an earlier version'}>"


def _texts(module: str) -> Iterator[tuple[str, str]]:
    """Yield the schemas that a module holds, each with its text. Raises ``ValueError``."""
    if len(module) > LARGEST:
        raise ValueError("nobody wrote that much")
    body = module.replace("\r\n", "\n").partition(_BEGIN)[2].removesuffix(_END)
    lines = iter(body.split("\n"))
    for line in lines:
        name = _NAME.fullmatch(line)
        if name is None:
            raise ValueError("this is not how a schema begins")
        yield name[1], "".join(
            f"{_said(one)}\n" for one in iter(lambda: next(lines, ""), "    ],")
        )


def _said(line: str) -> str:
    """Return what a line says, which is one literal."""
    text = line[len(_INDENT) : -1]
    if line != f"{_INDENT}{text}," or not _LITERAL.fullmatch(text):
        raise ValueError("this is not a line of a schema")
    return _ESCAPED.sub(_character, text[1:-1])


def _character(match: re.Match[str]) -> str:
    """Return what an escape stands for. Raises ``ValueError`` where it is no character."""
    code = match[0][2:]
    return chr(int(code, 16)) if code else _SHORT.get(match[0][1], match[0][1])


def meaning_with(schemas: Sequence[Schema], imported: Mapping[str, Source]) -> Understood:
    """Return what schemas would mean if some that they import had these texts.

    Raises ``Refused`` where they cannot be imported so.
    """
    reached = {each.name: each for one in schemas for each in one.reachable()}
    texts = {name: one.place.source for name, one in reached.items()}
    return understand([one.place.source for one in schemas], [Texts({**texts, **imported})])


def have_text(schemas: Iterable[Schema]) -> bool:
    """Say whether schemas were read from texts of their own, and not from a description."""
    return not any(one.place.source.name.endswith(DESCRIPTION) for one in schemas)


@dataclass(frozen=True, slots=True)
class Texts:
    """Schemas by their names, to be found by them."""

    texts: Mapping[str, Source]

    @property
    def place(self) -> str:
        return "what the package was made with"

    def find(self, name: str) -> Found | None:
        source = self.texts.get(name)
        return None if source is None else Found(source.name, lambda: source)

    def why(self, name: str) -> str:
        return ""

    def names(self) -> Iterable[str]:
        return self.texts
