"""The names inside one function of straight-line code."""

from __future__ import annotations

import keyword
from collections.abc import Set as AbstractSet

# The variables that functions have besides the fields of a box.
VARIABLES = frozenset(
    {
        "at",
        "data",
        "digits",
        "end",
        "hashes",
        "key",
        "name",
        "parts",
        "payload",
        "result",
        "size",
        "stop",
        "tag",
        "value",
        "values",
        "whole",
    }
)
# What the functions of boxes use besides their fields: those, and what they call by its name.
_USED = (VARIABLES - {"hashes", "name", "parts", "values", "whole"}) | {
    "new",
    "UNDERSCORE",
    "Any",
    "FilePath",
    "JSON",
    "Unusual",
    # Built-ins and modules that they call or that annotations within them name.
    "bool",
    "builtins",
    "bytes",
    "datetime",
    "decimal",
    "dict",
    "float",
    "int",
    "len",
    "list",
    "str",
    "tuple",
    "type",
}


class Locals:
    """Hands out names that collide neither with each other nor with anything a function uses.

    ``module`` are the names of the module, which a local one must not hide.
    """

    def __init__(self, module: AbstractSet[str]) -> None:
        # Asked and not copied: a schema may have thousands of classes and twice as many functions.
        self._module = module
        self._taken = set(_USED)

    def name(self, wanted: str) -> str:
        # Names that begin so are, or may be, functions.
        while (
            wanted in self._taken
            or wanted in self._module
            or keyword.iskeyword(wanted)
            or (wanted.startswith(("read_", "write_")) and not wanted.endswith("_"))
        ):
            wanted += "_"
        self._taken.add(wanted)
        return wanted
