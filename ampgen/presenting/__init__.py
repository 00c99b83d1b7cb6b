"""From a schema as meant to a package as printed: every choice about looks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ampgen.presenting.client import present_client
from ampgen.presenting.codecs import present_codecs
from ampgen.presenting.commands import present_commands
from ampgen.presenting.exports import present_exports
from ampgen.presenting.model import present_model
from ampgen.presenting.programs import present_missing
from ampgen.presenting.programs import present_client as present_client_program
from ampgen.presenting.programs import present_server as present_server_program
from ampgen.presenting.protocol import present_protocol
from ampgen.presenting.responder import present_responder
from ampgen.schema import Schema
from ampgen.sealing import IMPORTED, INIT
from ampgen.views import Module, Package

__all__ = [
    "present",
    "present_client_program",
    "present_missing",
    "present_server_program",
]


_MODULES: tuple[tuple[str, Callable[[Schema], Module]], ...] = (
    (INIT, present_exports),
    ("model.py", present_model),
    ("commands.py", present_commands),
    ("client.py", present_client),
    ("responder.py", present_responder),
    ("protocol.py", present_protocol),
    ("_codecs.py", present_codecs),
)


def present(schema: Schema) -> Package:
    """Return the package of a schema as it will be printed."""
    modules = _MODULES
    if any(one.origin is not None for one in schema.reachable()[1:]):
        # Only here, because few schemas import what is shipped.
        from ampgen.presenting.imported import present_imported

        # Not as the last one: that is the largest, and may be printed elsewhere meanwhile.
        modules = ((IMPORTED, present_imported), *modules)
    return Package(schema.name, tuple((path, partial(make, schema)) for path, make in modules))
