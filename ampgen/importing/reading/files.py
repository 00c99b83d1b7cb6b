"""Read Python files, as Python itself would decode them."""

from __future__ import annotations

import io
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
        raise Unusable(f"cannot read {shown(file)}: {error}") from error
    return Source(file, text.replace("\r\n", "\n").replace("\r", "\n"))
