"""Two versions of what a schema uses of another one."""

from __future__ import annotations

import re

_IMPORT = "import"
_DECLARED = re.compile(r"(?:enum|record|error|type|interface|protocol) (\w+)")


def differs(was: str, now: str) -> bool:
    """Say whether something is not as it was that is used still."""
    before, after = _parts(was), _parts(now)
    return any(after.get(name, text) != text for name, text in before.items() if name != _IMPORT)


def completed(was: str, now: str) -> str:
    """Return how it was, together with what is used only now.

    Nobody has used that before, and so nobody breaks by it, however it was.
    """
    before, after = _parts(was), _parts(now)
    imports = [one for parts in (before, after) for one in parts.pop(_IMPORT, "").splitlines()]
    head, *parts = {**after, **before}.values()
    whole = [head, *filter(None, ["\n".join(dict.fromkeys(imports))]), *parts]
    return "\n\n".join(whole) + "\n"


def _parts(text: str) -> dict[str, str]:
    """Return the declarations of a text by their names, behind its first line and its imports."""
    found: dict[str, str] = {}
    for part in text.rstrip("\n").split("\n\n"):
        name = _DECLARED.match(part)
        found[name[1] if name else part.partition(" ")[0]] = part
    return found
