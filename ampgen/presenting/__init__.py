"""From a schema as meant to a package as printed: every choice about looks."""

from __future__ import annotations

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
from ampgen.views import Package

__all__ = [
    "present",
    "present_client_program",
    "present_missing",
    "present_server_program",
]


def present(schema: Schema) -> Package:
    """Return the package of a schema as it will be printed."""
    return Package(
        schema=schema.name,
        public=present_exports(schema),
        model=present_model(schema),
        commands=present_commands(schema),
        client=present_client(schema),
        responder=present_responder(schema),
        protocol=present_protocol(schema),
        codecs=present_codecs(schema),
    )
