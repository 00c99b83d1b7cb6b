"""Wheels and sdists of any back end, completed with schemas and generated packages.

The formats are those of the specifications "Binary distribution format" (PEP 427) and "Source
distribution file format" (PEP 625).
"""

from __future__ import annotations

import base64
import csv
import gzip
import hashlib
import io
import os
import re
import tarfile
import zipfile
from collections.abc import Container, Iterable, Mapping
from pathlib import Path

from ampgen.building.project import Made
from ampgen.building.sweeping import TELLING, left_over

_MODE = 0o100644 << 16
_RECORD = re.compile(r"[^/]+\.dist-info/RECORD")


def complete_wheel(wheel: Path, made: Made) -> None:
    """Let a wheel hold exactly the packages that the schemas make, and the schemas.

    What else is in the wheel stays as it is. A wheel that is right already is not touched.
    """
    wanted = {path: file.read_bytes() for path, file in made.files().items()}
    with zipfile.ZipFile(wheel) as archive:
        stale: frozenset[str] = frozenset(_stale(archive, made))
        there = set(archive.namelist())
        missing = {
            name: data
            for name, data in wanted.items()
            if name not in there or archive.read(name) != data
        }
    if stale or missing:
        _rewrite(wheel, stale, missing)


def add_path(wheel: Path, folder: Path) -> None:
    """Let an editable wheel make what is in a folder importable, if it does not yet."""
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.endswith(".pth")]
        lines = [line for name in names for line in archive.read(name).decode().splitlines()]
    if os.fspath(folder) not in map(os.path.normpath, lines):
        name = wheel.name.partition("-")[0]
        nothing: frozenset[str] = frozenset()
        _rewrite(wheel, nothing, {f"_ampgen_{name}.pth": f"{folder}\n".encode()})


def _rewrite(wheel: Path, left_out: Container[str], added: Mapping[str, bytes]) -> None:
    """Write a wheel anew without some files and with others, which replace what is there."""
    completed = wheel.with_name(f".{wheel.name}.{os.getpid()}")
    try:
        with (
            zipfile.ZipFile(wheel) as archive,
            zipfile.ZipFile(completed, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            record = next(name for name in archive.namelist() if _RECORD.fullmatch(name))
            # All that is added has the time of what the back end wrote: builds can be repeated.
            time = archive.getinfo(record).date_time
            for info in archive.infolist():
                if not (
                    info.filename in left_out or info.filename in added or info.filename == record
                ):
                    new.writestr(info, archive.read(info))
            for name, data in added.items():
                new.writestr(_info(name, time), data)
            rows = csv.reader(io.StringIO(archive.read(record).decode()))
            kept = [row for row in rows if row and row[0] not in left_out and row[0] not in added]
            new.writestr(_info(record, time), _recorded(kept, added))
        os.replace(completed, wheel)
    finally:
        completed.unlink(missing_ok=True)


def complete_sdist(sdist: Path, made: Made) -> None:
    """Let an sdist, a ``.tar.gz``, hold the schemas; raises ``BuildFailed`` as ``Made.sources``."""
    sources = made.sources()
    with tarfile.open(sdist, "r:gz") as archive:
        members = archive.getmembers()
        top = members[0].name.split("/")[0]
        there = {member.name for member in members}
        missing = {
            f"{top}/{path}": file for path, file in sources.items() if f"{top}/{path}" not in there
        }
        if not missing:
            return
        time = max(int(member.mtime) for member in members)
        completed = sdist.with_name(f".{sdist.name}.{os.getpid()}")
        try:
            with (
                open(completed, "wb") as stream,
                gzip.GzipFile(
                    sdist.name.removesuffix(".gz"), "wb", fileobj=stream, mtime=0
                ) as zipped,
                tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT) as new,
            ):
                for member in members:
                    data = archive.extractfile(member) if member.isreg() else None
                    new.addfile(member, data)
                for name, file in missing.items():
                    content = file.read_bytes()
                    member = tarfile.TarInfo(name)
                    member.size, member.mtime, member.mode = len(content), time, 0o644
                    new.addfile(member, io.BytesIO(content))
            os.replace(completed, sdist)
        finally:
            completed.unlink(missing_ok=True)


def _stale(archive: zipfile.ZipFile, made: Made) -> Iterable[str]:
    """Yield what is in packages that were made here, and is not what the schemas make now."""
    names = archive.namelist()
    folders = [f"{place}/" for place in made.folders()]
    for name in names:
        place, _, file = name.rpartition("/")
        if file == TELLING and place:
            text = archive.read(name).decode("utf-8", "replace")
            if left_over(place, text, made.packages):
                folders.append(f"{place}/")
    wanted = made.files()
    yield from (name for name in names if name not in wanted and name.startswith(tuple(folders)))


def _info(name: str, time: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, time)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = _MODE
    return info


def _recorded(kept: Iterable[list[str]], added: Mapping[str, bytes]) -> str:
    """Return the text of RECORD: a row for each file, and last its own, which has no hash."""
    own = [row for row in kept if _RECORD.fullmatch(row[0])]
    rows = [row for row in kept if not _RECORD.fullmatch(row[0])]
    for name, data in added.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.append([name, f"sha256={digest}", str(len(data))])
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([*rows, *own])
    return text.getvalue()
