"""The arguments that Twisted has, and what the language calls them."""

from __future__ import annotations

from collections.abc import Mapping

from ampgen.builtins import (
    BOOL,
    BYTES,
    DATETIME,
    DECIMAL,
    FD,
    FLOAT,
    INT,
    PATH,
    STR,
    Scalar,
)
from ampgen.schema import PythonName

SCALARS: Mapping[str, Scalar] = {
    scalar.amp: scalar for scalar in (INT, BYTES, STR, FLOAT, BOOL, DECIMAL, DATETIME, PATH, FD)
}
"""By the name of the class in ``twisted.protocols.amp``."""

YIELDS: Mapping[Scalar, PythonName] = {
    INT: PythonName("builtins", "int"),
    BYTES: PythonName("builtins", "bytes"),
    STR: PythonName("builtins", "str"),
    FLOAT: PythonName("builtins", "float"),
    BOOL: PythonName("builtins", "bool"),
    DECIMAL: PythonName("decimal", "Decimal"),
    DATETIME: PythonName("datetime", "datetime"),
    PATH: PythonName("twisted.python.filepath", "FilePath"),
    FD: PythonName("builtins", "int"),
}
"""The type of the values that each yields."""

ANYTHING = PythonName("builtins", "object")

ARGUMENTS = frozenset({*SCALARS, "ListOf", "AmpList", "Argument"})
BOXES = frozenset({"Box", "AmpBox"})
"""The boxes of a command that does nothing else with them."""

ATTRIBUTES = frozenset(
    "arguments response errors fatalErrors requiresAnswer commandName commandType responseType "
    "allErrors reverseErrors".split()
)
"""What Twisted looks at of a command, and what it adds."""

ENCODERS = ("makeArguments", "parseArguments", "makeResponse", "parseResponse", "_doCommand")
"""The methods of a command that make and read what travels."""
