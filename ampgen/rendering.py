"""From a package as printed to the text of its files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2
from jinja2.filters import do_indent
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ampgen.formatting import formatted, wholly_formatted
from ampgen.resources import resource_folder
from ampgen.verifying import verify
from ampgen.views import Package, Program

_WIRE = Path(__file__).resolve().parent / "wire"


def render(package: Package, templates: Path | None = None) -> dict[str, str]:
    """Return the text of each file of a package by its posix path within the package's folder.

    ``templates`` is a folder of the user's own that is searched before ours; a template there may
    include ours. Raises ``ampgen.verifying.Misprinted`` where a text is not what the package says.
    """
    environment = _environment(templates)
    files = {"py.typed": "", **_wire()}
    for path, module in package.modules():
        text = environment.get_template(f"{path}.jinja").render(module=module)
        text = formatted(text) if templates is None else wholly_formatted(text)
        verify(f"{package.schema}: {path}", text, module, trusting=templates is not None)
        files[path] = text
    return files


def render_program(template: str, program: Program) -> str:
    """Return the text of a program to start from; ``template`` is its name without the ending."""
    text = _environment(None).get_template(f"scaffold/{template}.jinja").render(program=program)
    return wholly_formatted(text)


@cache
def _environment(templates: Path | None) -> jinja2.Environment:
    folders = [resource_folder("templates")]
    if templates is None:
        # Ours are as safe as the modules beside them, and guarded they would take five times as
        # long. Somebody else's may ask Python for nothing.
        environment = _configured(jinja2.Environment, folders)
        environment.filters["indent"] = _indent
        return environment
    return _configured(ImmutableSandboxedEnvironment, [templates, *folders])


def _configured(kind: type[jinja2.Environment], folders: list[Path]) -> jinja2.Environment:
    return kind(
        loader=jinja2.FileSystemLoader(folders),
        undefined=jinja2.StrictUndefined,
        # What is printed is Python, in which HTML's escapes would be mistakes.
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _indent(text: str, width: int = 4) -> str:
    """Do what the filter does, which takes ten times as long over a text of one line."""
    return do_indent(text, width) if "\n" in text else text


@cache
def _wire() -> dict[str, str]:
    return {f"_wire/{path.name}": path.read_text("utf-8") for path in sorted(_WIRE.glob("*.py"))}
