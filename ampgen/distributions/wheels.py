"""The schemas of a wheel that need not be installed.

The format is that of the specification "Binary distribution format" (PEP 427). A wheel may come
from anywhere: only what is looked for is unpacked, in memory, and only as much as it may have.
"""

from __future__ import annotations

import os
import re
import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from ampgen import reading
from ampgen.distributions.claims import Claim, claimed, claims, covered, origin
from ampgen.distributions.installed import file_parts, why_not
from ampgen.explaining import because, shown
from ampgen.findings import Unusable
from ampgen.frozen import dataclass, field
from ampgen.loading import Barred, Found, NOT_MADE
from ampgen.noticing import notice
from ampgen.schema import Origin
from ampgen.sealing import Made, made_from
from ampgen.text import Source

_LARGEST = 1 << 20  # bytes of a file of metadata
_HEAD = 4096  # bytes of a generated module in which its digest stands
_INFO = re.compile(r"([^/]+\.dist-info)/METADATA")
# What the parts of a path may not be, wherever a wheel is unpacked.
_ODD = re.compile(r"(^|[/\\])\.{1,2}([/\\]|$)|^[/\\]|^[A-Za-z]:|[\0\\]")
# The library also looks for the last letter of a name that may have none.
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, LookupError, OverflowError)


@dataclass(frozen=True)
class Wheel:
    """A wheel file and the names of what is in it."""

    path: Path
    origin: Origin
    claims: tuple[Claim, ...]
    members: frozenset[str] = field(repr=False)

    def find(self, schema: str) -> Found | Barred | None:
        for claim in self.claims:
            if claim.covers(schema) and claim.package:
                for parts in file_parts(schema, claim.package):
                    member = "/".join((*claim.package.split("."), *parts))
                    if member in self.members:
                        return Found(
                            self._name(member),
                            partial(self.source, member),
                            self.origin,
                            self._made_from(schema),
                        )
        return None

    def why(self, schema: str) -> str:
        """Return why a schema that is claimed is not there; empty where it is not claimed."""
        for claim in self.claims:
            if claim.covers(schema):
                return why_not(self.origin, claim, schema)
        return ""

    def names(self) -> Iterator[str]:
        """Yield the names of schemas that could be had."""
        # As many as anybody would look through for one that was meant.
        members = self.schemas()[:200]
        for package, prefixes in claimed(self.claims).items():
            for member in members:
                name = member.removesuffix(".amp").replace("/", ".")
                for one in dict.fromkeys((name, name.removeprefix(f"{package}."))):
                    if covered(one, prefixes) and self.find(one) is not None:
                        yield one

    def schemas(self) -> list[str]:
        """Return the schema files in the wheel."""
        return sorted(name for name in self.members if name.endswith(".amp"))

    def source(self, member: str) -> Source:
        """Return a schema file of the wheel. Raises as ``ampgen.reading.read``."""
        return reading.decode(self._name(member), self._read(member, reading.LARGEST + 1))

    def _made_from(self, schema: str) -> Made | None:
        init = schema.replace(".", "/") + "/__init__.py"
        if init not in self.members:
            return NOT_MADE
        return made_from(self._read(init, _HEAD).decode("utf-8", "replace"))

    def _read(self, member: str, most: int) -> bytes:
        with _telling(self.path), zipfile.ZipFile(self.path) as archive:
            return _unpacked(archive, member, most)

    def _name(self, member: str) -> str:
        return str(self.path / member)


def open_wheel(path: Path) -> Wheel:
    """Return a wheel. Raises ``Unusable`` where a file is none, or cannot be read."""
    notice(path)
    if os.path.lexists(path) and not path.is_file():
        # A FIFO would block, and a device may never end.
        raise Unusable(f"cannot read {shown(path)}: it is not a regular file")
    with _telling(path), zipfile.ZipFile(path) as archive:
        names = [info.filename for info in archive.infolist() if not info.is_dir()]
        infos = [match[1] for match in map(_INFO.fullmatch, names) if match is not None]
        if len(infos) != 1:
            count = "no" if not infos else "more than one"
            raise Unusable(f"cannot read {shown(path)}: it is no wheel; it has {count} METADATA")
        files = {name: b"" for name in ("METADATA", "entry_points.txt")}
        for name in files:
            if f"{infos[0]}/{name}" in names:
                files[name] = _unpacked(archive, f"{infos[0]}/{name}", _LARGEST)
    known = origin(files["METADATA"])
    if known is None:
        raise Unusable(f"cannot read {shown(path)}: its METADATA has no proper name and version")
    members = frozenset(name for name in names if not _ODD.search(name))
    return Wheel(path, known, claims(files["entry_points.txt"]), members)


def _unpacked(archive: zipfile.ZipFile, member: str, most: int) -> bytes:
    """Return the first bytes of a file in an archive."""
    if archive.getinfo(member).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError("no tool packs wheels otherwise")
    with archive.open(member) as file:
        return file.read(most)


@contextmanager
def _telling(path: Path) -> Generator[None]:
    """Turn what can go wrong with an archive into one line about it."""
    try:
        yield
    except OSError as error:
        raise Unusable(because("read", path, error)) from error
    except _DAMAGED as error:
        raise Unusable(f"cannot read {shown(path)}: it is no wheel, or a damaged one") from error
    except (RuntimeError, ValueError) as error:
        # So says the library of what is encrypted, or packed in a way that it does not know.
        raise Unusable(f"cannot read {shown(path)}: it is packed in an unknown way") from error
