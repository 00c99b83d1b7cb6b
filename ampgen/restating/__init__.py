"""From a schema as meant back to the schema as written, whoever made it.

The checker knows every rule, and takes a schema as written. So a schema that a program made, or
that was read from a description, is restated and checked like text. Only what no text could bring
up is looked after here: names that are no names, values of a wrong class.
"""

from __future__ import annotations

from ampgen.restating.restating import restate

__all__ = ["restate"]
