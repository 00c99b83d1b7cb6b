"""``ampgen compile --watch``: compile again whenever a schema changes."""

from __future__ import annotations

import gc
import os
import re
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from ampgen.cli.compilation import Compilation
from ampgen.cli.reporting import say
from ampgen.cli.statuses import Exit
from ampgen.explaining import shown
from ampgen.findings import Unusable
from ampgen.settings import Misconfigured, places
from ampgen.writing import Written

_PAUSE = 0.3  # seconds
_IMPORT = re.compile(rb"^[ \t]*import[ \t]+([a-z_][a-z0-9_.]*)", re.MULTILINE)
_SCHEMA = re.compile(rb"^[ \t]*schema[ \t]+([a-z_][a-z0-9_.]*)", re.MULTILINE)

_Stamp = tuple[int, int, int] | None


def watched(compilation: Compilation) -> int:
    """Compile, and again after each change, until the user ends it; return the exit status."""
    say("watching; Ctrl-C ends it")
    try:
        while True:
            outcome = _configured(compilation)
            before = _stamps(compilation)
            say(f"{time.strftime('%H:%M:%S')} {outcome or _compiled(compilation)}")
            gc.collect()  # Nobody else does, and this process goes on.
            while _stamps(compilation) == before:
                time.sleep(_PAUSE)
            # An editor may write in several steps: wait until it has come to rest.
            while before != (before := _stamps(compilation)):
                time.sleep(_PAUSE / 3)
    except KeyboardInterrupt:
        click.echo(err=True)
        return Exit.FINE


def _configured(compilation: Compilation) -> str:
    """Read the settings again, and return what is wrong with them, or nothing."""
    try:
        compilation.configure()
    except (Unusable, Misconfigured) as error:
        return str(error)
    return ""


def _compiled(compilation: Compilation) -> str:
    """Compile, and return what came of it."""
    try:
        done = compilation.write()
    except (Unusable, Misconfigured) as error:
        return str(error)
    except click.UsageError as error:
        return error.format_message()
    return "refused" if done is None else _told(done.written)


def _told(written: Sequence[Written]) -> str:
    changed = [f"{shown(package.folder)}/" for package in written if package.changed]
    return f"wrote {', '.join(changed)}" if changed else "nothing to change"


def _stamps(compilation: Compilation) -> dict[str, _Stamp]:
    """Return when each file that matters was changed; None for one that is not there yet."""
    try:
        names: Sequence[str] = compilation.names()
    except (Misconfigured, click.UsageError):
        names = ()
    files = [*_reachable(names, compilation.roots), *compilation.templates()]
    files += compilation.shipped
    files += map(os.fspath, places(Path.cwd()))
    return {name: _stamp(name) for name in files}


def _reachable(names: Iterable[str], roots: Sequence[Path]) -> list[str]:
    """Return the named files and every file that an import of theirs may mean.

    A line of a comment that looks like an import is taken for one: that watches a file too many.
    """
    pending = list(names)
    found: dict[str, None] = {}
    while pending:
        name = pending.pop()
        if name in found:
            continue
        found[name] = None
        try:
            text = Path(name).read_bytes()
        except OSError:
            continue
        for match in _IMPORT.finditer(text):
            path = match[1].decode().replace(".", os.sep) + ".amp"
            pending += [os.path.join(root, path) for root in roots or _own_roots(name, text)]
    return sorted(found)


def _own_roots(name: str, text: bytes) -> tuple[Path, ...]:
    """Return where the imports of a schema are looked for when no root is given."""
    folders = Path(os.path.abspath(name)).parents
    match = _SCHEMA.search(text)
    depth = match[1].count(b".") if match else 0
    return folders[0], folders[min(depth, len(folders) - 1)]


def _stamp(name: str) -> _Stamp:
    try:
        status = os.stat(name)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
