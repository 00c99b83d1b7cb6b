"""What things are called in the generated package: the one place that decides it."""

from __future__ import annotations

import keyword
import re
from functools import lru_cache

from ampgen.schema import Command, Interface, Protocol, Role

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

# The modules of a generated package.
MODULES = frozenset({"model", "commands", "client", "responder", "protocol"})


@lru_cache(4096)
def snake_case(name: str) -> str:
    """Spell a name as Python spells functions: ``getHTTPUrl`` becomes ``get_http_url``."""
    return _HUMP.sub("_", name).lower()


def pascal_case(name: str) -> str:
    """Spell a name as Python spells classes: ``job_worker`` becomes ``JobWorker``."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def _printable(name: str) -> str:
    """Spell a name as PEP 8 does where it would be a keyword: `From` becomes `from_`."""
    return f"{name}_" if keyword.iskeyword(name) or name == "self" else name


def result_class(command: Command) -> str:
    """Name the class of a response that is not empty."""
    return f"{command.name}Result"


def client_class(interface: Interface) -> str:
    return f"{interface.name}Client"


def responder_class(interface: Interface) -> str:
    return f"{interface.name}Responder"


def partial_responder_class(interface: Interface) -> str:
    return f"{interface.name}PartialResponder"


def protocol_class(protocol: Protocol, role: Role) -> str:
    return f"{protocol.name}{pascal_case(role.name)}Protocol"


def factory_class(protocol: Protocol, role: Role) -> str:
    return f"{protocol.name}{pascal_case(role.name)}Factory"


def tap_class(protocol: Protocol) -> str:
    return f"{protocol.name}Tap"


def connecting_role(protocol: Protocol) -> Role:
    """Return the role that ``connect_…`` without a role takes: the client, else the second."""
    for role in protocol.roles:
        if role.name == "client":
            return role
    return protocol.roles[1]


def connect_function(protocol: Protocol, role: Role) -> str:
    name = f"connect_{snake_case(protocol.name)}"
    return name if role == connecting_role(protocol) else f"{name}_as_{role.name}"


def service_function(protocol: Protocol, role: Role) -> str:
    name = f"{snake_case(protocol.name)}_service"
    return name if role == connecting_role(protocol) else f"{name}_as_{role.name}"


def method(command: Command) -> str:
    """Name the method of clients and responders."""
    return _printable(snake_case(command.name))


@lru_cache(4096)
def parameter(name: str) -> str:
    """Name the parameter of a method that an argument becomes."""
    return _printable(snake_case(name))


def timeout_parameter(command: Command) -> str:
    """Name the parameter that is a call's own deadline."""
    taken = any(parameter(argument.name) == "timeout" for argument in command.arguments)
    return "call_timeout" if taken else "timeout"


def client_attribute(interface: Interface) -> str:
    """Name the attribute of a connection that is the client of the other side's interface."""
    return client_attribute_of(interface.name)


def client_attribute_of(name: str) -> str:
    """Name that attribute for an interface of a name."""
    return _printable(snake_case(name))


def variable(protocol: Protocol) -> str:
    """Name the variable of a program that holds a connection."""
    return _printable(snake_case(protocol.name))
