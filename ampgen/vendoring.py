"""Copies of the schemas that distributions ship, and the record of where each came from.

A folder of copies is an include root, ``a/b/c.amp`` for the schema ``a.b.c``, and holds besides
them one file, ``ampgen-vendored.json``::

    {
      "ampgen": 1,
      "schemas": {
        "acme.common": {
          "distribution": "acme-schemas",
          "version": "1.2.0",
          "sha256": "…"
        }
      }
    }

``sha256`` is the digest of a copy's text in UTF-8, its lines ending in LF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

from ampgen import reading
from ampgen import digesting
from ampgen.explaining import shown
from ampgen.findings import Unusable
from ampgen.frozen import dataclass
from ampgen.schema import Origin, Schema
from ampgen.text import Source

RECORD = "ampgen-vendored.json"
_VERSION = 1
_LARGEST = 1 << 20  # bytes of a record
_NAME = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a copy came from, and the digest that it had then."""

    origin: Origin
    digest: str

    def matches(self, text: str) -> bool:
        return digest_of(text) == self.digest


def path_of(schema: str) -> str:
    """Return the posix path of a copy within its folder."""
    return schema.replace(".", "/") + ".amp"


def digest_of(text: str) -> str:
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    return digesting.digest_of(plain.encode("utf-8", "surrogateescape"))


def copies(schemas: Iterable[Schema]) -> dict[str, str]:
    """Return the files of a folder of copies, by posix path: those schemas that came from
    distributions, and the record."""
    shipped = {one.name: one for one in schemas if one.origin is not None}
    if not shipped:
        return {}
    files = {path_of(name): one.place.source.text for name, one in sorted(shipped.items())}
    return {**files, RECORD: _record(shipped)}


def recorded(folder: Path) -> Mapping[str, Copy]:
    """Return the copies that the record of a folder tells of, by schema; none without a record.

    Raises ``Unusable`` where it is not as it was written.
    """
    path = folder / RECORD
    data = reading.beginning(path, _LARGEST)
    if data is None:
        return {}
    found = _read(data)
    if found is None:
        raise Unusable(
            f"cannot read {shown(path)}: it is not as `ampgen vendor` writes it; take it out, and "
            "the copies, and vendor again"
        )
    return found


def kept(folder: Path) -> dict[str, Source]:
    """Return the copies in a folder that are as they came, by schema. Raises as ``recorded``."""
    found: dict[str, Source] = {}
    for name, copy in recorded(folder).items():
        path = folder / path_of(name)
        text = (reading.glimpse(path, reading.LARGEST + 1) or b"").decode("utf-8", "replace")
        if copy.matches(text):
            plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
            found[name] = Source(str(path), plain)
    return found


def _record(shipped: Mapping[str, Schema]) -> str:
    # Only now, because hardly any run writes a record.
    from json import dumps

    held = {
        name: {
            "distribution": one.origin.distribution,
            "version": one.origin.version,
            "sha256": digest_of(one.place.source.text),
        }
        for name, one in sorted(shipped.items())
        if one.origin is not None
    }
    return dumps({"ampgen": _VERSION, "schemas": held}, indent=2) + "\n"


def _read(data: bytes) -> dict[str, Copy] | None:
    # Only now, because hardly any folder has one.
    from json import loads

    try:
        document: object = loads(data)
    except (ValueError, RecursionError):
        return None
    match document:
        case {"ampgen": 1, "schemas": dict()}:
            held = cast("dict[str, dict[str, object]]", document)["schemas"]
        case _:
            return None
    found = {name: _copy(name, one) for name, one in held.items()}
    right = {name: one for name, one in found.items() if one is not None}
    return right if len(right) == len(found) else None


def _copy(name: str, held: object) -> Copy | None:
    match held:
        case {"distribution": str(distribution), "version": str(version), "sha256": str(digest)}:
            origin = Origin(distribution, version)
            right = _NAME.fullmatch(name) and origin.proper and _DIGEST.fullmatch(digest)
            return Copy(origin, digest) if right else None
        case _:
            return None
