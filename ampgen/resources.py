"""Where the folders that travel with the compiler are, and what was made of them ahead."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from ampgen.digesting import sha256
from ampgen.explaining import because
from ampgen.findings import Unusable


def resource_folder(name: str) -> Path:
    """Return the folder ``grammar`` or ``templates``.

    In an installed package it stands beside this module; in a checkout, and so in an editable
    install, it stands at the top.
    """
    package = Path(__file__).resolve().parent
    installed = package / name
    return installed if installed.is_dir() else package.parent / name


def resource_text(folder: str, name: str) -> str:
    """Return the text of a file that travels with the compiler. Raises ``Unusable``."""
    path = resource_folder(folder) / name
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise Unusable(f"{because('read', path, error)}; install ampgen again") from error


def digest_of(sources: Iterable[bytes]) -> str:
    """Return what tells these sources from all others."""
    whole = sha256(0)
    for source in sources:
        whole.update(b"%d\n%b" % (len(source), source))
    return whole.hexdigest()


def made(name: str, sources: Iterable[bytes]) -> dict[str, object] | None:
    """Return what a module of ``ampgen.made`` holds, if it was made of exactly these sources.

    The modules are made when the compiler is built or installed, and a checkout needs none.
    """
    try:
        module = import_module(f"ampgen.made.{name}")
    except (ImportError, SyntaxError, ValueError):
        return None
    return vars(module) if getattr(module, "DIGEST", "") == digest_of(sources) else None
