"""Programs to start from, and what a program that was started lacks of a newer schema."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ampgen import naming
from ampgen.presenting import present_client_program, present_missing, present_server_program
from ampgen.rendering import render_program
from ampgen.schema import Interface, Schema


def scaffold(schema: Schema) -> dict[str, str]:
    """Return the text of a server and of a client, by file name."""
    return {
        "server.py": render_program("server.py", present_server_program(schema)),
        "client.py": render_program("client.py", present_client_program(schema)),
    }


def missing(schema: Schema, python: str) -> str:
    """Return the methods, as Python text, that the schema asks for and a program lacks.

    ``python`` is the program's text, which is read and never run. For each interface its classes
    are those with the responder of the interface among their bases, however far. An interface
    that the server answers and nothing derives from is missing as a whole; one that only the
    client answers is then taken to be at home elsewhere. Empty where nothing is missing. Raises
    ``SyntaxError`` where the text is no Python.
    """
    classes = _Classes(ast.parse(python))
    parts: list[str] = []
    for interface, needed in _answered(schema):
        answering = classes.answering(interface)
        if not answering:
            if needed:
                program = present_missing(schema, interface, interface.commands)
                parts.append(render_program("missing_class.py", program))
            continue
        for name in answering:
            defined = classes.members(name)
            lacking = [
                command for command in interface.commands if naming.method(command) not in defined
            ]
            if lacking:
                program = present_missing(schema, interface, lacking, name)
                parts.append(render_program("missing_methods.py", program))
    return "\n\n".join(parts)


def _answered(schema: Schema) -> Iterator[tuple[Interface, bool]]:
    """Yield each interface that somebody answers, and whether a server does."""
    server: dict[Interface, bool] = {}
    for protocol in schema.protocols:
        connecting = naming.connecting_role(protocol)
        for role in protocol.roles:
            for interface in role.answers:
                server[interface] = server.get(interface, False) or role is not connecting
    yield from server.items()


class _Classes:
    """The classes of a module, by what is written in it."""

    def __init__(self, tree: ast.Module) -> None:
        self._aliases: dict[str, str] = {}
        self._classes: dict[str, ast.ClassDef] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                for part in node.names:
                    self._aliases[part.asname or part.name] = part.name
            elif isinstance(node, ast.ClassDef):
                self._classes[node.name] = node

    def answering(self, interface: Interface) -> list[str]:
        """Return the classes that answer an interface and that no other class derives from."""
        wanted = {
            naming.responder_class(interface),
            naming.partial_responder_class(interface),
        }
        found = [name for name in self._classes if wanted & set(self._bases(name))]
        return [
            name
            for name in found
            if not any(name in self._bases(other) for other in found if other != name)
        ]

    def members(self, name: str) -> set[str]:
        """Return what a class and its bases in the module define."""
        members: set[str] = set()
        for one in (name, *self._bases(name)):
            if one in self._classes:
                members |= set(_members(self._classes[one]))
        return members

    def _bases(self, name: str) -> list[str]:
        """Return the names of all bases of a class, as they are where they come from."""
        bases: list[str] = []
        waiting = [name]
        while waiting:
            known = self._classes.get(waiting.pop())
            for base in known.bases if known else ():
                called = base.attr if isinstance(base, ast.Attribute) else ""
                if isinstance(base, ast.Name):
                    called = self._aliases.get(base.id, base.id)
                if called and called not in bases:
                    bases.append(called)
                    waiting.append(called)
        return bases


def _members(node: ast.ClassDef) -> Iterator[str]:
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            yield statement.name
        elif isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    yield target.id
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            if statement.value is not None:
                yield statement.target.id
