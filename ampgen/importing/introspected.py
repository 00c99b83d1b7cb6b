"""From what a child process says about commands to commands as they were found."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from ampgen.builtins import FD
from ampgen.explaining import shown
from ampgen.findings import Finding, Frame, Severity, Unusable
from ampgen.importing import telling
from ampgen.importing.arguments import ANYTHING, SCALARS, YIELDS
from ampgen.importing.executing import Runner, failed
from ampgen.importing.found import (
    Again,
    Answers,
    Boxes,
    Found,
    FoundCommand,
    FoundError,
    FoundField,
    Kind,
    Many,
    Own,
    Parameter,
    Pieces,
)
from ampgen.importing.reading.comments import Comments
from ampgen.importing.reading.files import python_source
from ampgen.importing.reading.places import Places
from ampgen.schema import PythonName
from ampgen.text import Place, Source


def introspect(modules: Sequence[str], runner: Runner) -> Found:
    """Return the commands of modules, by importing them.

    Raises ``Unusable`` where they cannot be imported.
    """
    said = runner.run("introspecting", modules=list(modules))
    if "failed" in said:
        raise failed(said["failed"])
    sources = {module: _Text(module, file) for module, file in said["files"].items()}
    findings: list[Finding] = []
    commands: list[FoundCommand] = []
    for one in said["commands"]:
        command = _Command(one, sources[one["module"]], findings).found()
        if command is not None:
            commands.append(command)
    order = {module: index for index, module in enumerate(said["docs"])}
    commands.sort(key=lambda one: (order[one.python.module], one.place.start))
    answers = tuple(
        Answers(one["name"], tuple(PythonName(*name) for name in one["commands"]))
        for one in said["answers"]
    )
    remarks = tuple(f"also imported {name}" for name in said["modules"]) + tuple(
        f"could not import {name}: {text}" for name, text in said["skipped"]
    )
    if not said["commands"]:
        findings.append(_nothing(modules, said["elsewhere"]))
    return Found(tuple(commands), answers, tuple(findings), said["docs"], remarks)


def _nothing(modules: Sequence[str], elsewhere: Sequence[str]) -> Finding:
    names = " and ".join(f"`{name}`" for name in modules)
    place = Place(Source(modules[0], ""), 0, 0)
    help = "name the module that defines them"
    if elsewhere:
        ways = " or ".join(f"`--execute {name}`" for name in elsewhere[:3])
        help = f"it imports commands from elsewhere: {ways}"
    return Finding("python-no-commands", f"{names} defines no commands", Frame(place, ""), help)


class _Text:
    """The source of a module, as far as there is one."""

    def __init__(self, module: str, file: str) -> None:
        self._classes: dict[str, ast.ClassDef] = {}
        try:
            self.source = python_source(shown(file)) if file else Source(module, "")
            tree = ast.parse(self.source.text)
        except (Unusable, SyntaxError, ValueError, RecursionError):
            self.source = Source(module, "")
            tree = ast.Module([], [])
        self.places = Places(self.source)
        self.comments = Comments(self.source)
        self._note(tree.body, "")

    def _note(self, body: Sequence[ast.stmt], prefix: str) -> None:
        for node in body:
            if isinstance(node, ast.ClassDef):
                self._classes[prefix + node.name] = node
                self._note(node.body, f"{prefix}{node.name}.")
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self._note(node.body, f"{prefix}{node.name}.<locals>.")
            elif isinstance(node, (ast.If, ast.Try, ast.With, ast.For, ast.While)):
                self._note(node.body, prefix)
                for other in (getattr(node, "orelse", ()), getattr(node, "finalbody", ())):
                    self._note(other, prefix)

    def node(self, qualname: str) -> ast.ClassDef | None:
        return self._classes.get(qualname)

    def place(self, node: ast.ClassDef | None) -> Place:
        return Place(self.source, 0, 0) if node is None else self.places.name(node)


class _Command:
    """One command that a child process told about."""

    def __init__(self, said: Any, text: _Text, findings: list[Finding]) -> None:
        self._said = said
        self._text = text
        self._findings = findings
        self._node = text.node(said["qualname"])
        self._place = text.place(self._node)
        self._name: str = said["name"]

    def found(self) -> FoundCommand | None:
        """Return the command, or None where it is told why it cannot be one."""
        before = len(self._findings)
        said = self._said
        if said["tls"]:
            label = "its arguments are objects of the program that never travel"
            help = "keep it as it is: generated connections answer what `Limits` allow"
            self._unsayable(f"`{self._name}` derives from `StartTLS`", label, help)
            return None
        strange = [name for name, box in said["boxes"].items() if box == "other"]
        if said["encoders"] or strange:
            names = [*said["encoders"], *strange]
            self._findings.append(telling.overridden(self._name, names, self._place))
        for name, box in said["boxes"].items():
            if box == "box" and not said["switch"]:
                self._findings.append(telling.boxed(self._name, name, self._place))
        if said["switch"]:
            self._findings.append(telling.switched(self._name, self._place))
        arguments = self._fields(said["arguments"], "arguments")
        response = self._fields(said["response"], "response")
        errors = tuple(error for one in said["errors"] if (error := self._error(one)))
        if any(one.severity is Severity.ERROR for one in self._findings[before:]):
            return None
        return FoundCommand(
            PythonName(said["module"], said["name"]),
            said["wire"].encode("latin-1"),
            arguments,
            response,
            errors,
            said["oneway"],
            said["doc"] or self._comment(),
            self._place,
        )

    def _comment(self) -> str:
        if self._node is None:
            return ""
        lines = [self._node.lineno, *(one.lineno for one in self._node.decorator_list)]
        return self._text.comments.above(min(lines))

    def _error(self, said: Any) -> FoundError | None:
        if not said["nameable"]:
            fact = f"the exception `{said['name']}` of `{self._name}` has no name to import it by"
            help = "move the class to the top of its module"
            self._unsayable(fact, "a schema cannot name it", help)
            return None
        last = said["name"].rpartition(".")[2]
        name = PythonName(said["module"], said["name"])
        code = said["code"].encode("latin-1")
        place = self._declared("fatalErrors" if said["fatal"] else "errors")
        return FoundError(last, name, code, said["fatal"], said["doc"], place)

    def _declared(self, attribute: str) -> Place:
        """Return where the class says what an attribute is, or else where it begins itself."""
        for node in () if self._node is None else self._node.body:
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if any(isinstance(one, ast.Name) and one.id == attribute for one in targets):
                    return self._text.places.of(node.value)
        return self._place

    def _fields(self, said: Any, where: str) -> tuple[FoundField, ...]:
        fields: list[FoundField] = []
        for one in said:
            wire = one["wire"].encode("latin-1")
            shown = f"`{one['wire']}` in `{self._name}.{where}`"
            kind = self._kind(one["kind"], shown, False)
            if kind is not None:
                place, doc = self._beside(wire)
                fields.append(FoundField(wire, kind, one["optional"], doc, place))
        return tuple(fields)

    def _beside(self, wire: bytes) -> tuple[Place, str]:
        """Return where a field stands in the source of its class, and what is said there."""
        for node in ast.walk(self._node) if self._node is not None else ():
            if isinstance(node, ast.Tuple) and len(node.elts) == 2:
                key = node.elts[0]
                if isinstance(key, ast.Constant) and key.value in (wire, wire.decode("latin-1")):
                    place = self._text.places.of(node)
                    return place, self._text.comments.about(place)
        return self._place, ""

    def _unsayable(self, fact: str, label: str, help: str) -> None:
        self._findings.append(telling.unsayable(fact, self._place, label, help))

    def _kind(self, said: Any, shown: str, inside: bool) -> Kind | None:
        match said["is"]:
            case "scalar":
                return self._scalar(said["name"], shown, inside)
            case "list":
                return self._list(said, shown)
            case "boxes":
                fields: list[FoundField] = []
                for one in said["fields"]:
                    kind = self._kind(one["kind"], f"`{one['wire']}` within {shown}", True)
                    if kind is not None:
                        wire = one["wire"].encode("latin-1")
                        place, doc = self._beside(wire)
                        fields.append(FoundField(wire, kind, one["optional"], doc, place))
                return Boxes(tuple(fields))
            case "again":
                return Again(said["levels"])
            case "pieces":
                inner = self._kind(said["of"], shown, inside)
                return None if inner is None else Pieces(inner, said["first"])
            case "own":
                return self._own(said, shown)
            case _:
                self._unsayable(
                    f"{shown} is a bare `{said['name']}`",
                    "it has no bytes",
                    "write an `Argument` class of its own that has `toString` and `fromString`",
                )
                return None

    def _scalar(self, name: str, shown: str, inside: bool) -> Kind | None:
        scalar = SCALARS[name]
        if scalar is FD and inside:
            self._unsayable(
                f"{shown} is a file descriptor inside a list",
                "Twisted takes the peer's number for one of ours",
                "give every descriptor an argument of its own",
            )
            return None
        return scalar

    def _list(self, said: Any, shown: str) -> Kind | None:
        element = self._kind(said["of"], f"each of {shown}", True)
        if isinstance(element, (Boxes, Again)):
            self._unsayable(
                f"{shown} is a list of lists of boxes",
                "`ListOf` cannot send an `AmpList`",
                "put the inner part into a box with one key",
            )
            return None
        return None if element is None else Many(element)

    def _own(self, said: Any, shown: str) -> Kind | None:
        name: str = said["name"]
        strange = [one["shown"] for one in said["made"] if one["is"] == "unsayable"]
        strange += [f"{keyword}=…" for keyword in said["keywords"]]
        if not said["nameable"]:
            self._unsayable(
                f"the class of {shown} has no name to import it by",
                "a schema cannot name it",
                "move the class to the top of its module",
            )
            return None
        if strange:
            self._unsayable(
                f"`{name}` of {shown} is made with `{strange[0]}`",
                "a schema hands over types, numbers, strings and bools, by their places",
                f"derive a class from `{name}` that needs nothing, and use that",
            )
            return None
        parameters: list[Parameter] = []
        for one in said["made"]:
            part = one["value"] if one["is"] == "value" else self._kind(one, shown, True)
            if part is None:
                return None
            parameters.append(part)
        over = SCALARS[said["over"]]
        value = said["value"]
        yields = YIELDS[over]
        if value is not None:
            whole = PythonName(value["module"], value["name"])
            yields = whole if value["nameable"] else ANYTHING
        over = SCALARS["String"] if over is FD else over
        return Own(PythonName(said["module"], name), tuple(parameters), yields, over)
