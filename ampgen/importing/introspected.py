"""From what a child process says about commands to commands as they were found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ampgen.builtins import FD
from ampgen.findings import Finding, Frame, Severity
from ampgen.importing import telling
from ampgen.importing.arguments import ANYTHING, ATTRIBUTES, ENCODERS, SCALARS, YIELDS
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
from ampgen.importing.sources import FieldPath, ModuleSource
from ampgen.schema import PythonName
from ampgen.text import Place, Source


def introspect(modules: Sequence[str], runner: Runner) -> Found:
    """Return the commands of modules, by importing them.

    Raises ``Unusable`` where they cannot be imported.
    """
    said = runner.run("introspecting", modules=list(modules))
    if "failed" in said:
        raise failed(said["failed"])
    files: dict[str, str] = said["files"]
    sources = {name: ModuleSource(name, file, runner.path) for name, file in files.items()}
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


@dataclass(frozen=True, slots=True)
class _At:
    """A field, or a part of one, as messages call it, and the way to it in the source."""

    shown: str
    path: FieldPath

    def within(self, wire: str) -> _At:
        return _At(f"`{wire}` within {self.shown}", (*self.path, wire))

    def each(self) -> _At:
        return _At(f"each of {self.shown}", self.path)


class _Command:
    """One command that a child process told about."""

    def __init__(self, said: Any, text: ModuleSource, findings: list[Finding]) -> None:
        self._said = said
        self._text = text
        self._findings = findings
        self._qualname: str = said["qualname"]
        self._place = text.place(self._qualname)
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
        own = [name for name in said["names"] if name not in {*ATTRIBUTES, *ENCODERS}]
        self._findings += telling.attributed(self._name, own, self._place)
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
            said["doc"] or self._text.comment(self._qualname),
            self._place,
        )

    def _error(self, said: Any) -> FoundError | None:
        if not said["nameable"]:
            fact = f"the exception `{said['name']}` of `{self._name}` has no name to import it by"
            help = "move the class to the top of its module"
            self._unsayable(fact, "a schema cannot name it", help)
            return None
        last = said["name"].rpartition(".")[2]
        name = PythonName(said["module"], said["name"])
        code = said["code"].encode("latin-1")
        attribute = "fatalErrors" if said["fatal"] else "errors"
        place = self._text.declared(self._qualname, attribute)
        return FoundError(last, name, code, said["fatal"], said["doc"], place)

    def _fields(self, said: Any, where: str) -> tuple[FoundField, ...]:
        fields = (
            self._field(
                one, _At(f"`{one['wire']}` in `{self._name}.{where}`", (where, one["wire"]))
            )
            for one in said
        )
        return tuple(field for field in fields if field is not None)

    def _field(self, said: Any, at: _At) -> FoundField | None:
        kind = self._kind(said["kind"], at, len(at.path) > 2)
        if kind is None:
            return None
        place, doc = self._beside(at)
        return FoundField(said["wire"].encode("latin-1"), kind, said["optional"], doc, place)

    def _beside(self, at: _At) -> tuple[Place, str]:
        return self._text.beside(self._qualname, self._name, at.path)

    def _unsayable(self, fact: str, label: str, help: str, at: _At | None = None) -> None:
        place = self._place if at is None else self._beside(at)[0]
        self._findings.append(telling.unsayable(fact, place, label, help))

    def _kind(self, said: Any, at: _At, inside: bool) -> Kind | None:
        match said["is"]:
            case "scalar":
                return self._scalar(said["name"], at, inside)
            case "list":
                return self._list(said, at)
            case "boxes":
                fields = [self._field(one, at.within(one["wire"])) for one in said["fields"]]
                return Boxes(tuple(field for field in fields if field is not None))
            case "again":
                return Again(said["levels"])
            case "pieces":
                inner = self._kind(said["of"], at, inside)
                return None if inner is None else Pieces(inner, said["first"])
            case "own":
                return self._own(said, at)
            case _:
                self._unsayable(
                    f"{at.shown} is a bare `{said['name']}`",
                    "it has no bytes",
                    "write an `Argument` class of its own that has `toString` and `fromString`",
                    at,
                )
                return None

    def _scalar(self, name: str, at: _At, inside: bool) -> Kind | None:
        scalar = SCALARS[name]
        if scalar is FD and inside:
            self._unsayable(
                f"{at.shown} is a file descriptor inside a list",
                "Twisted takes the peer's number for one of ours",
                "give every descriptor an argument of its own",
                at,
            )
            return None
        return scalar

    def _list(self, said: Any, at: _At) -> Kind | None:
        element = self._kind(said["of"], at.each(), True)
        if isinstance(element, (Boxes, Again)):
            self._unsayable(
                f"{at.shown} is a list of lists of boxes",
                "`ListOf` cannot send an `AmpList`",
                "put the inner part into a box with one key",
                at,
            )
            return None
        return None if element is None else Many(element)

    def _own(self, said: Any, at: _At) -> Kind | None:
        name: str = said["name"]
        strange = [one["shown"] for one in said["made"] if one["is"] == "unsayable"]
        strange += [f"{keyword}=…" for keyword in said["keywords"]]
        if not said["nameable"]:
            self._unsayable(
                f"the class of {at.shown} has no name to import it by",
                "a schema cannot name it",
                "move the class to the top of its module",
                at,
            )
            return None
        if strange:
            self._unsayable(
                f"`{name}` of {at.shown} is made with `{strange[0]}`",
                "a schema hands over types, numbers, strings and bools, by their places",
                f"derive a class from `{name}` that needs nothing, and use that",
                at,
            )
            return None
        parameters: list[Parameter] = []
        for one in said["made"]:
            part = one["value"] if one["is"] == "value" else self._kind(one, at, True)
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
