"""Older versions of schemas: from git, a folder, a file, a wheel, a distribution, a description.

Nothing of an old version is checked out, unpacked, imported or run.
"""

from __future__ import annotations

from ampgen.versions.finding import Nothing, versions
from ampgen.versions.selecting import Wanted
from ampgen.versions.version import Version

__all__ = ["Nothing", "Version", "Wanted", "versions"]
