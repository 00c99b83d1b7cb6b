"""``responder.py``: what answers the interfaces, to be derived from."""

from __future__ import annotations

from ampgen import naming
from ampgen.presenting.documents import text
from ampgen.presenting.methods import constants, document, method_names, received, result
from ampgen.presenting.scope import Scope
from ampgen.presenting.shape import tuple_of
from ampgen.presenting.types import Speller
from ampgen.schema import Command, Interface, Schema
from ampgen.views import Method, ResponderClass, ResponderModule


def present_responder(schema: Schema) -> ResponderModule:
    scope = Scope(
        defined=[
            name
            for interface in schema.interfaces
            for name in (
                naming.partial_responder_class(interface),
                naming.responder_class(interface),
            )
        ],
        captured=method_names(schema),
    )
    speller = Speller(scope, schema.name)
    doc = scope.docstring(
        f"What answers the interfaces of {schema.name}: derive from these classes."
    )
    operations = constants(schema)
    responders = tuple(
        _responder(interface, operations, speller) for interface in schema.interfaces
    )
    return ResponderModule(
        digest=schema.digest[:16],
        doc=doc,
        imports=scope.imports(),
        constants=scope.constants,
        documents=scope.documents,
        responders=responders,
    )


def _responder(
    interface: Interface, operations: dict[Command, str], speller: Speller
) -> ResponderClass:
    scope = speller.scope
    methods = tuple(
        _method(command, operations[command], speller) for command in interface.commands
    )
    own = [method.operation for method in methods]
    class_var, operation = scope.bare("typing", "ClassVar"), scope.bare("._wire", "Operation")
    whole = text(interface, f"Answers ``{interface.name}``.")
    gaps = "Commands that are not defined are refused as unhandled."
    operations_type = f"{class_var}[{scope.builtin('tuple')}[{operation}, ...]]"
    return ResponderClass(
        name=naming.responder_class(interface),
        partial=naming.partial_responder_class(interface),
        base=scope.bare("._wire", "Responder"),
        abstractmethod=scope.bare("abc", "abstractmethod") if methods else "",
        unhandled=scope.bare("._wire", "unhandled") if methods else "",
        doc=scope.docstring(whole),
        partial_doc=scope.docstring(f"{whole}\n\n{gaps}"),
        # Said, or classes with several of these as bases would seem to disagree about it.
        operations_type=operations_type,
        operations=tuple_of(own, len(f"    operations: {operations_type} = ")),
        methods=methods,
    )


def _method(command: Command, operation: str, speller: Speller) -> Method:
    scope = speller.scope
    return Method(
        name=naming.method(command),
        parameters=received(command, speller),
        returns=f"{scope.bare('._wire', 'Answer')}[{result(command, speller)}]",
        doc=scope.docstring(document(command, speller, f"Answer ``{command.name}``.")),
        operation=scope.bare("._codecs", operation),
        call="",
        oneway=command.oneway,
        deadline="",
        deadline_type="",
        marker="",
    )
