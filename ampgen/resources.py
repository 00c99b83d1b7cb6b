"""Where the folders that travel with the compiler are."""

from __future__ import annotations

from pathlib import Path

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
