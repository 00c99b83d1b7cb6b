"""Templates as jinja2 prints them: a user's own, and those of programs to start from."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import jinja2
from jinja2.filters import do_indent
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ampgen.resources import resource_folder


def printer(name: str, templates: Path | None) -> Callable[..., str]:
    """Return what prints a template, given a view by the name that the template calls it.

    ``templates`` is a folder of the user's own that is searched before ours.
    """
    return environment(templates).get_template(name).render


@cache
def environment(templates: Path | None) -> jinja2.Environment:
    """Return jinja2 as templates are written for it."""
    folders = [resource_folder("templates")]
    if templates is None:
        # Ours are as safe as the modules beside them, and guarded they would take five times as
        # long. Somebody else's may ask Python for nothing.
        made = _configured(jinja2.Environment, folders)
        made.filters["indent"] = _indent
        return made
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
