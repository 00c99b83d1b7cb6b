"""The schemas that distributions ship: installed ones, and wheels that are not installed.

A distribution says in its metadata which schemas it ships and which of its packages holds them::

    [project.entry-points."ampgen.schemas"]
    "acme.common" = "acme_schemas"

Then the schema ``acme.common`` is the file ``acme_schemas/acme/common.amp``. All of this is read as
files: nothing of a distribution is ever imported or run.
"""

from __future__ import annotations

from ampgen.distributions.environments import Environment, environment
from ampgen.distributions.finder import Published
from ampgen.distributions.shipping import Shipped, shipped

__all__ = ["Environment", "Published", "Shipped", "environment", "shipped"]
