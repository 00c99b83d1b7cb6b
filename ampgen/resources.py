"""Where the folders that travel with the compiler are."""

from __future__ import annotations

from pathlib import Path


def resource_folder(name: str) -> Path:
    """Return the folder ``grammar`` or ``templates``.

    In an installed package it stands beside this module; in a checkout, and so in an editable
    install, it stands at the top.
    """
    package = Path(__file__).resolve().parent
    installed = package / name
    return installed if installed.is_dir() else package.parent / name
