"""The built-in types of the language: one row each."""

from __future__ import annotations

from ampgen.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Scalar:
    """A built-in type that is one value on the wire.

    ``name`` is the language's word, ``amp`` the class of ``twisted.protocols.amp`` that carries
    it, ``python`` the type a program sees. ``key`` says whether it may be the key of a map.
    """

    name: str
    amp: str
    python: str
    key: bool = True


INT = Scalar("int", "Integer", "int")
BYTES = Scalar("bytes", "String", "bytes")
STR = Scalar("str", "Unicode", "str")
FLOAT = Scalar("float", "Float", "float")
BOOL = Scalar("bool", "Boolean", "bool")
DECIMAL = Scalar("decimal", "Decimal", "decimal.Decimal")
DATETIME = Scalar("datetime", "DateTime", "datetime.datetime")
PATH = Scalar("path", "Path", "FilePath")
FD = Scalar("fd", "Descriptor", "int", key=False)
JSON = Scalar("json", "Unicode", "JSON", key=False)

SCALARS = {
    scalar.name: scalar
    for scalar in (INT, BYTES, STR, FLOAT, BOOL, DECIMAL, DATETIME, PATH, FD, JSON)
}
