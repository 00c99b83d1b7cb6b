"""Make ahead what the compiler would otherwise make of its grammar and templates in every run.

A wheel holds what was made. So does the tree of an editable install, and of a checkout in which
somebody ran ``python -m ampgen.making``; what was made of other sources is never used.
"""

from __future__ import annotations

from ampgen.making.making import contents, make

__all__ = ["contents", "make"]
