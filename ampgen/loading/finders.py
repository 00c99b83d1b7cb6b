"""What finds schemas by name, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from ampgen.frozen import dataclass
from ampgen.schema import Origin
from ampgen.sealing import Made
from ampgen.text import Source

NOT_MADE = Made("", {})


@dataclass(frozen=True, slots=True)
class Found:
    """The file of a schema.

    ``name`` is what messages call it. ``read`` returns its text; it raises what
    ``ampgen.reading.read`` raises. ``origin`` is the distribution that it came from, if one ships
    it. ``made_from`` is what the package tells that the distribution should ship with it,
    ``NOT_MADE`` where there is no package, and None where nothing is known.
    """

    name: str
    read: Callable[[], Source]
    origin: Origin | None = None
    made_from: Made | None = None


@dataclass(frozen=True, slots=True)
class Barred:
    """Why a schema that is there may not be taken, in the words of a finding at its import."""

    rule: str
    fact: str
    label: str
    help: str


@dataclass(frozen=True, slots=True)
class Advice:
    """Where else one may have schemas looked for: how ``folder`` and ``environment`` are named."""

    folder: str = "`-I FOLDER` names another folder"
    environment: str = "`--env ENV` names another environment"


class Finder(Protocol):
    """Finds schemas by name. ``place`` says where it looks, and ends a sentence."""

    @property
    def place(self) -> str: ...

    def find(self, name: str) -> Found | Barred | None:
        """Return the file of a schema, why it may not be had, or None."""
        ...

    def why(self, name: str) -> str:
        """Return why nothing was found where something could be expected, or an empty text."""
        ...

    def names(self) -> Iterable[str]:
        """Return names of schemas that could be found."""
        ...
