"""Black's shape for generated code, whatever a user's own settings say."""

from __future__ import annotations

import black
from black.mode import TargetVersion
from black.parsing import InvalidInput
from black.report import NothingChanged

_MODE = black.Mode(
    target_versions={TargetVersion.PY310, TargetVersion.PY311, TargetVersion.PY312},
    line_length=88,
)


class Unformattable(Exception):
    """The text is no Python."""


def formatted(text: str) -> str:
    """Return a module's text in the shape that black leaves alone.

    Raises ``Unformattable`` where the text is no Python.
    """
    try:
        return black.format_file_contents(text, fast=True, mode=_MODE)
    except NothingChanged:
        return text
    except InvalidInput as error:
        raise Unformattable(str(error)) from error
