"""``__init__.py``: every public name of the package."""

from __future__ import annotations

from ampgen import naming
from ampgen.presenting.documents import text
from ampgen.presenting.model import defined
from ampgen.presenting.scope import Scope
from ampgen.schema import Schema
from ampgen.views import ImporterNames, Pair, PublicNames

# Names of ``_wire`` that programs use; a schema's own name of the same spelling goes first.
_WIRE = (
    "Answer",
    "Answered",
    "Asked",
    "CallTimedOut",
    "Handler",
    "JSON",
    "Limits",
    "Refused",
    "ResponseError",
    "UndeclaredError",
    "ValueTooLong",
    "WrongType",
    "WrongValue",
)


def present_exports(schema: Schema) -> PublicNames:
    modules: list[tuple[str, list[str]]] = [
        (".client", [naming.client_class(interface) for interface in schema.interfaces]),
        (
            ".commands",
            [command.name for interface in schema.interfaces for command in interface.commands],
        ),
        (".model", defined(schema)),
        (
            ".protocol",
            [
                name
                for protocol in schema.protocols
                for role in protocol.roles
                for name in (
                    naming.protocol_class(protocol, role),
                    naming.factory_class(protocol, role),
                    naming.connect_function(protocol, role),
                    naming.service_function(protocol, role),
                )
            ]
            + [naming.tap_class(protocol) for protocol in schema.protocols],
        ),
        (
            ".responder",
            [
                name
                for interface in schema.interfaces
                for name in (
                    naming.partial_responder_class(interface),
                    naming.responder_class(interface),
                )
            ],
        ),
    ]
    declared = {name for _, names in modules for name in names}
    modules.append(("._wire", [name for name in _WIRE if name not in declared]))
    scope = Scope()
    homes = {
        scope.bare(module, name, checking=True): module
        for module, names in sorted(modules)
        for name in names
    }
    # Asked for last: a schema's own names are the ones that stay as they are.
    names = ImporterNames(scope.checking(), scope.bare("importlib", "import_module"))
    return PublicNames(
        digest=schema.digest[:16],
        doc=scope.docstring(text(_Whole(schema), f"The package of the schema {schema.name}.")),
        imports=scope.imports(),
        constants=scope.constants,
        documents=scope.documents,
        exports=tuple(f'"{name}"' for name in sorted(homes)),
        homes=tuple(Pair(f'"{name}"', f'"{home}"') for name, home in sorted(homes.items())),
        names=names,
        origins=_origins(schema),
    )


def _origins(schema: Schema) -> tuple[str, ...]:
    """Return a line for each schema that a distribution ships, of all that are imported."""
    imported = schema.reachable()[1:]
    return tuple(
        sorted(f"{one.name} from {one.origin}" for one in imported if one.origin is not None)
    )


class _Whole:
    """A schema as something documented; it is neither deprecated nor new."""

    deprecated = None
    since = None

    def __init__(self, schema: Schema) -> None:
        self.doc = schema.doc
