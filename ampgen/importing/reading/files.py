"""Read Python files, as Python itself would decode them."""

from __future__ import annotations

import io
import os
import tokenize

from ampgen.explaining import reason, shown
from ampgen.findings import Unusable
from ampgen.text import Source

LARGEST = 16 * 1024 * 1024


def python_source(file: str) -> Source:
    """Return a Python file as a source that is called by the path as given. Raises ``Unusable``."""
    try:
        with open(file, "rb") as stream:
            data = stream.read(LARGEST + 1)
    except IsADirectoryError as error:
        way = f"it is a folder: name its files, as in {shown(os.path.join(file, '*.py'))}"
        raise Unusable(f"cannot read {shown(file)}: {way}") from error
    except OSError as error:
        raise Unusable(f"cannot read {shown(file)}: {reason(error)}") from error
    except ValueError as error:
        raise Unusable(f"cannot read {shown(file)}: not the name of a file") from error
    if len(data) > LARGEST:
        raise Unusable(f"cannot read {shown(file)}: it has more than 16 MiB")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, LookupError, UnicodeDecodeError) as error:
        raise Unusable(f"cannot read {shown(file)}: {_undecodable(data, error)}") from error
    return Source(file, text.replace("\r\n", "\n").replace("\r", "\n"))


def _undecodable(data: bytes, error: Exception) -> str:
    """Return why a file is no text, and the way out."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "it is UTF-16: store it as UTF-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        if not isinstance(error, LookupError) and "unknown encoding" not in str(error):
            line = data.count(b"\n", 0, wrong.start) + 1
            return (
                f"line {line} is not UTF-8: store it as UTF-8, or say in its first line what it "
                "is, as in `# -*- coding: latin-1 -*-`"
            )
    return f"{error}; correct what its first line says, or store it as UTF-8"


def near(file: str) -> str:
    """Return a path as somebody would write it who is in the current folder."""
    here = os.path.join(os.getcwd(), "")
    return file.removeprefix(here)
