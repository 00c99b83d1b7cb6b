"""From docstrings and comments to documentation of a schema."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping

from ampgen.escaping import visible

# Sphinx's and epytext's way to say what an argument is.
_FIELD = re.compile(r"\s*[:@](param|arg|argument|ivar)\s+(?:\w+\s+)?(\w[\w-]*)\s*:\s*(.*)")
# What generated classes say where the schema says nothing.
_NOTHING = re.compile(
    r"The (?:command|error) ``\w+``\."
    r"|The commands of [\w.]+, for code that uses Twisted's AMP by itself\."
)


def divided(doc: str) -> tuple[str, Mapping[str, str]]:
    """Return what a docstring says about a command as a whole, and about each of its fields."""
    whole: list[str] = []
    fields: dict[str, list[str]] = {}
    current: list[str] = whole
    indent = 0
    for line in inspect.cleandoc(doc).split("\n"):
        match = _FIELD.match(line)
        depth = len(line) - len(line.lstrip())
        if match:
            current = fields.setdefault(match[2], [])
            current.append(match[3])
            indent = depth
        elif current is not whole and line.strip() and depth > indent:
            current.append(line.strip())
        elif current is not whole and not line.strip():
            current = whole
        else:
            current = whole
            current.append(line.rstrip())
    text = "\n".join(whole).strip("\n")
    return text, {name: " ".join(lines).strip() for name, lines in fields.items()}


def printed(doc: str) -> str:
    """Return documentation as the lines of a schema that stand before something."""
    if not doc.strip() or _NOTHING.fullmatch(doc.strip()):
        return ""
    lines = [visible(line.expandtabs(4).rstrip()) for line in doc.strip("\n").split("\n")]
    return "".join(f"/// {line}".rstrip() + "\n" for line in lines)
