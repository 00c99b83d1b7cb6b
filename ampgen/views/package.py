"""A whole package as printed."""

from __future__ import annotations

from collections.abc import Iterator

from ampgen.frozen import dataclass
from ampgen.views.codecs import CodecsModule
from ampgen.views.commands import CommandsModule
from ampgen.views.common import Module, Pair
from ampgen.views.model import ModelModule
from ampgen.views.protocol import ProtocolModule
from ampgen.views.stubs import ClientModule, ResponderModule


@dataclass(frozen=True, slots=True)
class PublicNames(Module):
    """``__init__``: every public name, imported when it is asked for.

    ``exports`` are the literals of ``__all__``. ``homes`` are the literals of each name and of
    the module that it comes from. ``names`` is how the module calls what it imports itself.
    """

    exports: tuple[str, ...]
    homes: tuple[Pair, ...]
    names: ImporterNames


@dataclass(frozen=True, slots=True)
class ImporterNames:
    """How ``__init__`` calls what it imports for itself."""

    TYPE_CHECKING: str
    import_module: str


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
