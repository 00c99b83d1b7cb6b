"""The schemas that distributions ship: installed ones, and wheels that are not installed.

A distribution says in its metadata which schemas it ships and which of its packages holds them::

    [project.entry-points."ampgen.schemas"]
    "acme.common" = "acme_schemas"

Then the schema ``acme.common`` is the file ``acme_schemas/acme/common.amp``. All of this is read as
files: nothing of a distribution is ever imported or run.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ampgen.distributions.environments import Environment, environment
from ampgen.distributions.finder import Published

if TYPE_CHECKING:
    from ampgen.distributions.shipping import Shipped

__all__ = ["Environment", "Published", "environment", "shipped"]


def shipped(what: str | Path, environment: Environment) -> Shipped:
    """Return the schemas of a wheel, by its path, or of an installed distribution, by its name.

    Raises ``Unusable`` where there is none of that name or it cannot be read, and ``Refused``
    where a schema file is no text.
    """
    # Only here: a run that compiles looks for single schemas, if for any.
    from ampgen.distributions.shipping import shipped as read

    return read(what, environment)
