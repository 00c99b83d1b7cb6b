"""From the schema as written to the schema as meant, every rule enforced."""

from __future__ import annotations

from ampgen.checking.checking import Imported, check
from ampgen.checking.problems import Problems
from ampgen.checking.referring import check_python
from ampgen.checking.wording import check_import_name, check_schema_name

__all__ = [
    "Imported",
    "Problems",
    "check",
    "check_import_name",
    "check_python",
    "check_schema_name",
]
