"""A whole package as printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ampgen.views.codecs import CodecsModule
from ampgen.views.commands import CommandsModule
from ampgen.views.common import Module
from ampgen.views.model import ModelModule
from ampgen.views.protocol import ProtocolModule
from ampgen.views.stubs import ClientModule, ResponderModule


@dataclass(frozen=True, slots=True)
class PublicNames(Module):
    """``__init__``: it imports all public names, ``exports`` are the literals of ``__all__``."""

    exports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """A whole package, one view for each module that has a template."""

    schema: str
    public: PublicNames
    model: ModelModule
    commands: CommandsModule
    client: ClientModule
    responder: ResponderModule
    protocol: ProtocolModule
    codecs: CodecsModule

    def modules(self) -> Iterator[tuple[str, Module]]:
        """Yield each module with its path within the package's folder."""
        yield "__init__.py", self.public
        yield "model.py", self.model
        yield "commands.py", self.commands
        yield "client.py", self.client
        yield "responder.py", self.responder
        yield "protocol.py", self.protocol
        yield "_codecs.py", self.codecs
