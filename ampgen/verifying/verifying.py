"""Check a module's text against its view, the quick way where that is enough."""

from __future__ import annotations

from ampgen.verifying.judging import judge, tree_of
from ampgen.verifying.misprinted import Misprinted
from ampgen.verifying.proving import proved
from ampgen.verifying.vocabulary import FUNCTIONS, IMPORTER
from ampgen.views import Module, PublicNames


def verify(name: str, text: str, module: Module, *, trusting: bool) -> None:
    """Check a module's text against its view.

    ``trusting`` is for templates of the user's own, which may print what they like as long as it
    is Python. Raises ``Misprinted``.
    """
    functions = FUNCTIONS | IMPORTER if isinstance(module, PublicNames) else FUNCTIONS
    try:
        if trusting:
            tree_of(text)
        elif not proved(text, module, functions):
            judge(text, module, functions)
    except Misprinted as problem:
        raise Misprinted(f"{name}: {problem}") from problem
