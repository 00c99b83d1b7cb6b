"""Compile schemas as they are imported, in memory: for notebooks and first steps.

``import ampgen.hook`` is all. From then on ``import registration`` finds ``registration.amp`` in
the folders of ``sys.path``, and ``import acme.users`` finds ``acme/users.amp``, where there is no
package of that name. Nothing is written. A mistake in a schema is an ``ImportError`` that says
what ``ampgen check`` says; a schema that was edited is compiled again by ``importlib.reload``.

A program that is deployed has no use for this: it carries the packages that ``ampgen compile``
writes, and needs neither the compiler nor the time that it takes.
"""

from __future__ import annotations

from ampgen.importhook import install, remove

__all__ = ["install", "remove"]

install()
