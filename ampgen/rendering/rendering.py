"""Print each module of a package, and check what was printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from functools import cache, partial
from pathlib import Path

from ampgen.beside import started
from ampgen.formatting import formatted, wholly_formatted
from ampgen.rendering.printing import printer
from ampgen.verifying import verify
from ampgen.views import Module, Package, Program

_WIRE = Path(__file__).resolve().parents[1] / "wire"


def render(package: Package, templates: Path | None = None) -> dict[str, str]:
    """Return the text of each file of a package by its posix path within the package's folder.

    ``templates`` is a folder of the user's own that is searched before ours; a template there may
    include ours. Raises ``ampgen.verifying.Misprinted`` where a text is not what the package says.
    """
    return {**shared(), **dict(rendered(package, templates))}


def rendered(
    package: Package, templates: Path | None = None, *, two: bool = False
) -> Iterator[tuple[str, str]]:
    """Yield the paths and texts of a package's own files one by one, as ``render`` does.

    With ``two``, the last of them, which is as long as the others together, may be printed in a
    second process meanwhile.
    """
    printing = [(path, partial(_printed, package, path, templates)) for path in package.paths]
    last, work = printing[-1]
    with started(work) if two else nullcontext(work) as result:
        for path, print_it in printing[:-1]:
            yield path, print_it()
        yield last, result()


def printed(package: Package) -> Iterator[tuple[str, str, Callable[[], None]]]:
    """Yield the same with each text's check, to be called before anything is made of the text."""
    for path, module in package.modules():
        text = _print(path, module, None)
        yield path, text, partial(_check, package, path, text, module, False)


def _printed(package: Package, path: str, templates: Path | None) -> str:
    module = package.module(path)
    text = _print(path, module, templates)
    _check(package, path, text, module, templates is not None)
    if templates is not None:
        # Only now, because nobody else needs what it needs.
        from ampgen.verifying.comparing import compare, reworded

        compare(_name(package, path), text, _print(path, reworded(module), templates))
    return text


def _check(package: Package, path: str, text: str, module: Module, trusting: bool) -> None:
    verify(_name(package, path), text, module, trusting=trusting)


def _name(package: Package, path: str) -> str:
    return f"{package.schema}: {path}"


def _print(path: str, module: Module, templates: Path | None) -> str:
    if templates is None:
        return formatted(printer(path)(module))
    # Only now, because nothing else needs jinja2.
    from ampgen.rendering import templating

    return wholly_formatted(templating.printer(f"{path}.jinja", templates)(module=module))


def render_program(template: str, program: Program) -> str:
    """Return the text of a program to start from; ``template`` is its name without the ending."""
    from ampgen.rendering import templating

    text = templating.printer(f"scaffold/{template}.jinja", None)(program=program)
    return wholly_formatted(text)


@cache
def shared() -> Mapping[str, str]:
    """Return the files that are the same in every package."""
    files = {f"_wire/{path.name}": path.read_text("utf-8") for path in sorted(_WIRE.glob("*.py"))}
    return {"py.typed": "", **files}
