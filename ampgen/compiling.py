"""From schemas to the files of their packages."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ampgen.explaining import because
from ampgen.findings import Unusable
from ampgen.noticing import notice
from ampgen.presenting import present
from ampgen.rendering import rendered, shared
from ampgen.schema import Schema
from ampgen.sealing import seal_each, wire_digest
from ampgen.views import Package

# Commands of a schema whose package is worth a second process.
_LARGE = 60


def packages(
    schemas: Iterable[Schema], templates: Path | None = None
) -> dict[str, dict[str, str]]:
    """Return the text of every file of each schema's package, by schema name and by path.

    Whoever made the schemas, they are checked once more: raises ``Refused`` where one is not what
    text could mean. The rest is as in ``packages_of_checked``.
    """
    # Only here: what was understood just now needs no second look.
    from ampgen.validating import validate

    return packages_of_checked(validate(schemas).schemas, templates)


def packages_of_checked(
    schemas: Iterable[Schema], templates: Path | None = None, *, two: bool = False
) -> dict[str, dict[str, str]]:
    """Return the packages of schemas as the checker made them, and nobody else.

    ``templates`` is a folder of the user's own that is searched before the compiler's. Raises
    ``Unusable`` where something goes wrong with it. ``two`` allows for a second process, which a
    program must allow for that has more to it than this.
    """
    if templates is not None:
        try:
            os.listdir(templates)
            for folder, _, names in os.walk(templates, followlinks=True):
                notice(folder)
                for name in names:
                    notice(os.path.join(folder, name))
        except OSError as error:
            # The search would pass it by in silence and find the compiler's own.
            raise Unusable(because("read", templates, error)) from error
    return {schema.name: _package(schema, templates, two) for schema in schemas}


def _package(schema: Schema, templates: Path | None, two: bool) -> dict[str, str]:
    package = present(schema)
    if templates is None:
        large = sum(len(interface.commands) for interface in schema.interfaces) >= _LARGE
        return _sealed(package, None, two and large)
    try:
        return _sealed(package, templates, False)
    except Exception as error:
        # A template may do anything at all, and whatever goes wrong is for its author to see.
        text = " ".join(str(error).split()) or type(error).__name__
        raise Unusable(f"{_place(error, templates)}: {text}") from error


def _sealed(package: Package, templates: Path | None, two: bool) -> dict[str, str]:
    files = dict(shared())
    files.update(seal_each(rendered(package, templates, two=two), wire_digest(files)))
    return files


def _place(error: Exception, templates: Path) -> str:
    """Return the line of the template that failed, or at least the folder."""
    from traceback import extract_tb

    folder = os.path.abspath(templates)
    for frame in reversed(extract_tb(error.__traceback__)):
        if os.path.abspath(frame.filename).startswith(folder + os.sep):
            return f"{os.path.relpath(frame.filename)}:{frame.lineno}"
    return os.fspath(templates)
