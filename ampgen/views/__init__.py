"""The package as printed: ready text for the templates, every choice about looks made.

These classes are the contract of the templates, of ours and of a user's own folder. All text that
stems from a schema is a literal or a checked identifier by now; a template only prints it.
A text may have several lines: it is printed with the ``indent`` filter at the depth where it
stands.
"""

from __future__ import annotations

from ampgen.views.codecs import CodecsModule, Function, OperationValue, RecordFields
from ampgen.views.commands import CommandClass, CommandsModule, SubArguments
from ampgen.views.common import Constant, Imports, Module, Pair, Parameter
from ampgen.views.model import EnumClass, EnumMember, ErrorClass, ModelModule, ValueClass
from ampgen.views.package import (
    ImportedModule,
    ImportedText,
    ImporterNames,
    Package,
    PublicNames,
)
from ampgen.views.programs import Program, Skeleton, Start
from ampgen.views.protocol import (
    Attribute,
    HandlerParameter,
    ProtocolClasses,
    ProtocolModule,
    ProtocolNames,
    Side,
)
from ampgen.views.stubs import ClientClass, ClientModule, Method, ResponderClass, ResponderModule

__all__ = [
    "Attribute",
    "ClientClass",
    "ClientModule",
    "CodecsModule",
    "CommandClass",
    "CommandsModule",
    "Constant",
    "EnumClass",
    "EnumMember",
    "ErrorClass",
    "Function",
    "HandlerParameter",
    "ImportedModule",
    "ImportedText",
    "ImporterNames",
    "Imports",
    "Method",
    "ModelModule",
    "Module",
    "OperationValue",
    "Package",
    "Pair",
    "Parameter",
    "Program",
    "ProtocolClasses",
    "ProtocolModule",
    "ProtocolNames",
    "PublicNames",
    "RecordFields",
    "ResponderClass",
    "ResponderModule",
    "Side",
    "Skeleton",
    "Start",
    "SubArguments",
    "ValueClass",
]
