"""Programs to start from, as printed."""

from __future__ import annotations


from ampgen.frozen import dataclass
from ampgen.views.common import Imports
from ampgen.views.stubs import Method


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A class that answers an interface and has yet to be filled in.

    ``methods`` have ready docstrings, and ``override`` is how the file calls that decorator.
    """

    name: str
    base: str
    doc: str
    override: str
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """What a program does with one protocol.

    For a server ``entry`` is a factory, for a client a connector; ``handlers`` are the arguments
    that make what answers. ``variable`` is what a client calls what it gets, ``uses`` are calls
    to try.
    """

    entry: str
    handlers: str
    endpoint: str
    variable: str
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """A server or a client to start from.

    ``endpoints``, ``task`` and ``Deferred`` are how it calls what it imports under these names.
    """

    doc: str
    imports: Imports
    any: str
    endpoints: str
    task: str
    Deferred: str
    override: str
    skeletons: tuple[Skeleton, ...]
    starts: tuple[Start, ...]
