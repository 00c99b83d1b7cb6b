"""All schemas that one distribution ships, for who compares them with others."""

from __future__ import annotations

from pathlib import Path

from ampgen import reading
from ampgen.distributions.claims import normalised
from ampgen.distributions.editable import recorded
from ampgen.distributions.environments import Environment
from ampgen.distributions.installed import Installed, scanned
from ampgen.distributions.wheels import open_wheel
from ampgen.explaining import shown
from ampgen.findings import Unusable
from ampgen.frozen import dataclass
from ampgen.schema import Origin
from ampgen.text import Source

MOST = 1000
"""Schema files that are read of one distribution at most."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A distribution and the text of every schema file in it, claimed or not."""

    origin: Origin
    sources: tuple[Source, ...]


def shipped(what: str | Path, environment: Environment) -> Shipped:
    """Return the schemas of a wheel, by its path, or of an installed distribution, by its name.

    Raises ``Unusable`` where there is none of that name or it cannot be read, and ``Refused``
    where a schema file is no text.
    """
    if isinstance(what, Path):
        wheel = open_wheel(what)
        members = wheel.schemas()
        _check_count(len(members), shown(what))
        return Shipped(wheel.origin, tuple(map(wheel.source, members)))
    found = scanned(environment.folders, normalised(what))
    if not found:
        raise Unusable(f"there is no distribution {shown(what)} in {environment.place}")
    files = _files(found[0])
    _check_count(len(files), str(found[0].origin))
    return Shipped(found[0].origin, tuple(map(reading.read, files)))


def _files(distribution: Installed) -> list[Path]:
    home = distribution.info.parent
    names = [name for name in recorded(distribution.info) if name.endswith(".amp")]
    files = [home / name for name in names if reading.inside(home / name, home)]
    # An editable install has recorded only the way to its packages.
    return sorted(dict.fromkeys([*files, *distribution.files()]))


def _check_count(count: int, name: str) -> None:
    if count > MOST:
        raise Unusable(f"{name} holds {count:,} schema files; at most {MOST:,} are read")
