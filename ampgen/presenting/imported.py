"""``_imported.py``: the imported schemas that distributions ship, as far as they are used."""

from __future__ import annotations

from ampgen.abridging import abridge
from ampgen.presenting.scope import Scope
from ampgen.schema import Schema
from ampgen.views import ImportedModule, ImportedText

_DOC = """\
What this package was made with: what it uses of the schemas that distributions ship.

No program needs it. ``ampgen compile`` reads it, as text, to say who breaks by a new version."""


def present_imported(schema: Schema) -> ImportedModule:
    scope = Scope()
    doc = scope.docstring(_DOC)
    schemas = tuple(
        ImportedText(scope.literal(name), tuple(map(scope.literal, text.splitlines())))
        for name, text in abridge(schema).items()
    )
    return ImportedModule(
        digest=schema.digest[:16],
        doc=doc,
        imports=scope.imports(),
        constants=scope.constants,
        documents=scope.documents,
        schemas=schemas,
    )
