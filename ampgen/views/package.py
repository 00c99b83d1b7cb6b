"""A whole package as printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ampgen.frozen import dataclass
from ampgen.views.common import Module, Pair


@dataclass(frozen=True, slots=True)
class PublicNames(Module):
    """``__init__``: every public name, imported when it is asked for.

    ``exports`` are the literals of ``__all__``. ``homes`` are the literals of each name and of
    the module that it comes from. ``names`` is how the module calls what it imports itself.
    ``origins`` say which schema came from which distribution, a comment each.
    """

    exports: tuple[str, ...]
    homes: tuple[Pair, ...]
    names: ImporterNames
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImporterNames:
    """How ``__init__`` calls what it imports for itself."""

    TYPE_CHECKING: str
    import_module: str


@dataclass(frozen=True, slots=True)
class ImportedModule(Module):
    """``_imported.py``: what distributions shipped when the package was made.

    ``schemas`` are the imported ones, as far as they are used.
    """

    schemas: tuple[ImportedText, ...]


@dataclass(frozen=True, slots=True)
class ImportedText:
    """A schema's text: the literals of its name and of each line."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """A whole package. Each module that has a template is presented when it is asked for.

    ``makers`` give the views by the paths within the package's folder: those of a large schema
    are large, and one is needed at a time.
    """

    schema: str
    makers: tuple[tuple[str, Callable[[], Module]], ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """The path of each module within the package's folder."""
        return tuple(path for path, _ in self.makers)

    def module(self, path: str) -> Module:
        """Return the view of a module."""
        return dict(self.makers)[path]()

    def modules(self) -> Iterator[tuple[str, Module]]:
        """Yield each module with its path."""
        for path, make in self.makers:
            yield path, make()
