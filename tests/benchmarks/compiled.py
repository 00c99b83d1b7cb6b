"""The package that is measured: `bench.amp`, compiled into a temporary folder."""

from __future__ import annotations

import compileall
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from ..building import build

SCHEMA = Path(__file__).with_name("bench.amp")


@contextmanager
def package(made: Path | None = None) -> Generator[Path, None, None]:
    """The folder that holds the package; one that was made before is used as it is."""
    if made is not None:
        yield made
        return
    with tempfile.TemporaryDirectory() as folder:
        build({SCHEMA.name: SCHEMA.read_text("utf-8")}, Path(folder))
        compileall.compile_dir(folder, quiet=2)
        yield Path(folder)
