"""``model.py`` as printed."""

from __future__ import annotations


from ampgen.frozen import dataclass
from ampgen.views.common import Module, Parameter


@dataclass(frozen=True, slots=True)
class EnumMember:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class EnumClass:
    """``base`` is how the module calls ``enum.Enum``."""

    name: str
    base: str
    doc: str
    members: tuple[EnumMember, ...]


@dataclass(frozen=True, slots=True)
class ValueClass:
    """A record or a result.

    ``match_args``, which are its slots too, and ``shown`` (the text of its repr) are ready
    literals, perhaps in brackets; ``equality`` is a statement.
    """

    name: str
    doc: str
    attributes: tuple[Parameter, ...]
    match_args: str
    equality: str
    shown: str


@dataclass(frozen=True, slots=True)
class ErrorClass:
    name: str
    base: str
    doc: str


@dataclass(frozen=True, slots=True)
class ModelModule(Module):
    enums: tuple[EnumClass, ...]
    values: tuple[ValueClass, ...]
    errors: tuple[ErrorClass, ...]
