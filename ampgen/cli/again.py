"""A second run of ``ampgen compile`` after a change of a few commands: without the command line.

What the words of the command line mean is known from the run before, and so is that nothing else
is different. What cannot be done here is left to a whole run, with all there is to say about it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from ampgen.noticing import BEING, Noticing, notice, rest
from ampgen.remembering.returning import Last, Made, returned

Packages = Mapping[str, Mapping[str, str]]


def made_again(arguments: Sequence[str], started: int) -> tuple[str, str] | None:
    """Make packages again of which hardly anything changed since the last such run.

    Return what there is to write on standard output and standard error, or None where a whole run
    is needed, and nothing was done. ``started`` is when this process began, in nanoseconds since
    the epoch.
    """
    last = returned(arguments)
    if last is None:
        return None
    # Only here, because most runs have nothing to do, or are the first for their schema.
    from ampgen.explaining import shown
    from ampgen.findings import Refused, Unusable
    from ampgen.writing import folder_of, write

    out = Path(last.made.out)
    try:
        with Noticing() as noticing:
            found = _packages(last.made, out)
        if found is None:
            return None
        text, packages = found
        written = write(packages, out)
    except (Refused, Unusable):
        return None
    folders = {folder_of(out, name): files for name, files in packages.items()}
    _remember(last, text, noticing, folders, started)
    said = "".join(
        f"{'wrote' if package.changed else 'unchanged'} {shown(package.folder)}/\n"
        for package in written
    )
    return said, last.told[1]


def _packages(made: Made, out: Path) -> tuple[str, Packages] | None:
    """Return the schema's text as it is now, and its packages. Raises what a whole run raises."""
    from ampgen.loading import Finder
    from ampgen.reading import read
    from ampgen.remaking import Old, remake
    from ampgen.text import Source
    from ampgen.understanding import Understood, understand
    from ampgen.writing import folder_of

    roots = tuple(map(Path, made.roots))
    finders: list[Finder] = []
    if "import" in made.text:
        # Only then, because it takes long to import, too.
        from ampgen.distributions import Published, environment

        finders = [Published(environment(tuple(map(Path, made.environments))))]

    def meaning(source: Source) -> Understood:
        return understand([source], roots, finders, python=made.python)

    notice(made.name, BEING)
    source = read(made.name)
    old = Old(made.text, lambda name, path: (folder_of(out, name) / path).read_text("utf-8"))
    packages = remake(old, source, meaning, alone=made.alone)
    return None if packages is None else (source.text, packages)


def _remember(
    last: Last,
    text: str,
    noticing: Noticing,
    folders: Mapping[Path, Mapping[str, str]],
    started: int,
) -> None:
    from ampgen.remembering.keeping import remember, running

    written = time.time_ns()
    # Meanwhile what was written comes of age.
    program = running(started)
    rest(written)
    # What was not made again is as right as what that run looked at, but for its own places.
    places = tuple(map(str, folders))
    for (how, path), found in last.found.items():
        if not path.startswith(places):
            noticing.found.setdefault((how, path), found)
    made = last.made.of(text)
    remember(noticing, program, Path(made.out), folders, last.told, made)
