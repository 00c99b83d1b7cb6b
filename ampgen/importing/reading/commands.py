"""From classes to commands."""

from __future__ import annotations

import ast
import sys

from ampgen.importing import telling
from ampgen.importing.arguments import ATTRIBUTES, BOXES, ENCODERS
from ampgen.importing.found import Answers, FoundCommand, FoundError, FoundField
from ampgen.importing.reading.attributes import (
    attribute,
    descends,
    inherited,
    is_command,
    order,
)
from ampgen.importing.reading.kinds import Kinds
from ampgen.importing.reading.program import Program
from ampgen.importing.reading.values import (
    Class,
    External,
    Function,
    Items,
    Later,
    Module,
    Scope,
    Table,
    Unknown,
    Unset,
    Value,
)
from ampgen.importing.reading.yielding import python_name
from ampgen.schema import PythonName

_TELLING = ("arguments", "response", "commandName", "requiresAnswer", "fatalErrors")


class Commands:
    """Reads the commands of a program's given modules."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._kinds = Kinds(program)

    def read(self, modules: tuple[Module, ...]) -> tuple[FoundCommand, ...]:
        """Return the commands of modules, in the order of their text; the others are told."""
        found: list[FoundCommand] = []
        for module in modules:
            for cls in self._of(module):
                if is_command(cls):
                    command = self._command(cls)
                    if command is not None:
                        found.append(command)
                else:
                    self._suspect(cls)
            self._inside_functions(module)
        return tuple(found)

    def answers(self, modules: tuple[Module, ...]) -> tuple[Answers, ...]:
        """Return the classes with responders, and what they answer."""
        found: list[Answers] = []
        for module in modules:
            for cls in self._of(module):
                names = [python_name(command) for command in cls.answers if is_command(command)]
                commands = dict.fromkeys(name for name in names if name is not None)
                if commands:
                    found.append(Answers(cls.name, tuple(commands)))
        return tuple(found)

    def _of(self, module: Module) -> list[Class]:
        classes = [cls for cls in self._program.classes if cls.module is module]
        return sorted(classes, key=lambda cls: cls.place.start)

    def _command(self, cls: Class) -> FoundCommand | None:
        """Return the command that a class is, or None where it is told why not."""
        before = len([one for one in self._program.findings if one.severity.value == "error"])
        name = python_name(cls)
        if name is None:
            self._program.tell(telling.hidden(cls.name, cls.place))
            return None
        if any(isinstance(one, External) and one.amp == "StartTLS" for one in order(cls)):
            fact = f"`{cls.name}` derives from `StartTLS`"
            label = "its arguments are objects of the program that never travel"
            help = "keep it as it is: generated connections answer what `Limits` allow"
            self._program.tell(telling.unsayable(fact, cls.place, label, help))
            return None
        self._check_certain(cls)
        self._check_methods(cls)
        for finding in telling.attributed(cls.name, _own_names(cls), cls.place):
            self._program.tell(finding)
        wire = self._wire(cls)
        arguments = self._fields(cls, "arguments")
        oneway = self._oneway(cls)
        response = self._fields(cls, "response")
        errors = self._errors(cls)
        after = len([one for one in self._program.findings if one.severity.value == "error"])
        if after > before or wire is None:
            return None
        doc = cls.doc
        if not doc and cls.node is not None:
            first = min([cls.node.lineno, *(one.lineno for one in cls.node.decorator_list)])
            doc = self._kinds.comments(cls.module.source).above(first)
        return FoundCommand(name, wire, arguments, response, errors, oneway, doc, cls.place)

    def _check_certain(self, cls: Class) -> None:
        reason = _uncertain(cls)
        if reason is not None:
            fact = f"what `{cls.name}` is cannot be known without running the code"
            self._kinds.tell_unknown(fact, cls.place, reason)
        for one in order(cls)[1:]:
            if isinstance(one, Unknown):
                fact = f"a base class of `{cls.name}` cannot be known"
                self._kinds.tell_unknown(fact, cls.place, one)
            elif isinstance(one, External) and not one.amp and not _from_library(one):
                fact = f"`{cls.name}` derives from `{one.path}`, which was not found"
                self._program.tell(telling.unseen(fact, cls.place, one.path.rpartition(".")[0]))

    def _check_methods(self, cls: Class) -> None:
        own = {name: inherited(cls, name) for name in ENCODERS}
        names = [name for name, method in own.items() if method is not Unset]
        for name in ("commandType", "responseType"):
            box = inherited(cls, name)
            if box is Unset or (isinstance(box, External) and box.amp in BOXES):
                continue
            if isinstance(box, Class) and not descends(box, {"Box", "AmpBox", "QuitBox"}):
                names.append(name)
            else:
                self._program.tell(telling.boxed(cls.name, name, cls.place))
        if names:
            first = own.get(names[0])
            place = first.place if isinstance(first, Function) else cls.place
            self._program.tell(telling.overridden(cls.name, names, place))
        if any(
            isinstance(one, External) and one.amp == "ProtocolSwitchCommand" for one in order(cls)
        ):
            self._program.tell(telling.switched(cls.name, cls.place))

    def _wire(self, cls: Class) -> bytes | None:
        # Not inherited: without one of its own a command travels by its class's name.
        value = cls.names.get("commandName", cls.name.encode())
        if isinstance(value, str):
            return value.encode()
        if isinstance(value, bytes):
            return value
        reason = value if isinstance(value, Unknown) else Unknown("not a name", cls.place)
        self._kinds.tell_unknown(f"`{cls.name}.commandName` cannot be known", cls.place, reason)
        return None

    def _attribute(self, cls: Class, name: str) -> Value:
        return attribute(self._program, cls, name, cls.place)

    def _fields(self, cls: Class, name: str) -> tuple[FoundField, ...]:
        return self._kinds.fields(self._attribute(cls, name), f"`{cls.name}.{name}`", cls.place)

    def _oneway(self, cls: Class) -> bool:
        value = self._attribute(cls, "requiresAnswer")
        if isinstance(value, (bool, int)) or value is None:
            return not value
        reason = value if isinstance(value, Unknown) else Unknown("it is computed", cls.place)
        fact = f"whether `{cls.name}` requires an answer cannot be known"
        self._kinds.tell_unknown(fact, cls.place, reason)
        return False

    def _errors(self, cls: Class) -> tuple[FoundError, ...]:
        """Return the errors of a command and of all that it derives from, as Twisted adds them."""
        fatal = {name for _, _, name in self._table(cls, self._attribute(cls, "fatalErrors"))}
        found: dict[PythonName, FoundError] = {}
        for attribute_name in ("errors", "fatalErrors"):
            for one in reversed(order(cls)):
                if not isinstance(one, Class) or attribute_name not in one.names:
                    continue
                table = one.names[attribute_name]
                place = table.place if isinstance(table, (Table, Items)) else cls.place
                for key, code, name in self._table(cls, table):
                    doc = key.doc if isinstance(key, Class) else ""
                    last = name.name.rpartition(".")[2]
                    found[name] = FoundError(last, name, code, name in fatal, doc, place)
        return tuple(found.values())

    def _table(self, cls: Class, value: Value) -> list[tuple[External | Class, bytes, PythonName]]:
        """Return the rows of a table of errors, a dictionary or a list of pairs."""
        rows: list[tuple[External | Class, bytes, PythonName]] = []
        pairs: list[tuple[Value, Value]] = []
        if isinstance(value, Table):
            pairs += value
        elif isinstance(value, Items):
            for item in value.items:
                if isinstance(item, Items) and len(item.items) == 2:
                    pairs.append((item.items[0], item.items[1]))
                else:
                    pairs.append((item, item))
        else:
            pairs.append((value, value))
        for key, code in pairs:
            code = code.encode() if isinstance(code, str) else code
            if not isinstance(key, (External, Class)) or not isinstance(code, bytes):
                reason = next((one for one in (key, code) if isinstance(one, Unknown)), None)
                reason = reason or Unknown("not an exception and its code", cls.place)
                fact = f"the errors of `{cls.name}` cannot be known"
                self._kinds.tell_unknown(fact, cls.place, reason)
                continue
            name = python_name(key)
            if name is None:
                fact = f"an exception of `{cls.name}` is made inside a function"
                help = "move the class to the top of its module"
                label = "a schema cannot name it"
                self._program.tell(telling.unsayable(fact, cls.place, label, help))
                continue
            rows.append((key, code, name))
        return rows

    def _suspect(self, cls: Class) -> None:
        """Tell about a class that looks like a command, and whose bases nobody knows."""
        unknown = [
            one
            for one in order(cls)[1:]
            if isinstance(one, Unknown)
            or (isinstance(one, External) and not one.amp and not _from_library(one))
        ]
        alike = [name for name in _TELLING if name in cls.names]
        if not unknown or not alike or "<locals>" in cls.qualname:
            return
        base = unknown[0]
        if isinstance(base, External):
            fact = f"whether `{cls.name}` is a command cannot be known: there is no `{base.path}`"
            self._program.tell(telling.unseen(fact, cls.place, base.path.rpartition(".")[0]))
        else:
            fact = f"whether `{cls.name}` is a command cannot be known"
            self._kinds.tell_unknown(fact, cls.place, base)

    def _inside_functions(self, module: Module) -> None:
        """Tell about commands that functions make which nobody calls while a module is read."""
        seen = {id(cls.node) for cls in self._program.classes}
        for value in list(module.names.values()):
            functions = [value] if isinstance(value, Function) else []
            if isinstance(value, Class) and value.module is module:
                functions = [one for one in value.names.values() if isinstance(one, Function)]
            for function in functions:
                if function.module is not module or id(function.node) in self._program.told:
                    continue
                for node in ast.walk(function.node):
                    if isinstance(node, ast.ClassDef) and id(node) not in seen:
                        if any(_is_command_name(base, function.around) for base in node.bases):
                            place = self._program.places(module.source).name(node)
                            self._program.tell(telling.hidden(node.name, place))


def _own_names(cls: Class) -> list[str]:
    """Return the names of what a command has that Twisted knows nothing of."""
    found: set[str] = set()
    for one in order(cls):
        if not isinstance(one, Class) or (one is not cls and is_command(one)):
            continue
        for name, value in one.names.items():
            within = isinstance(value, (Later, Module)) or is_command(value)
            if not within and not name.startswith("_"):
                found.add(name)
    return sorted(found - ATTRIBUTES - {*ENCODERS})


def _uncertain(cls: Class) -> Unknown | None:
    """Return what may change a class, or one that it derives from, when it is made."""
    for one in order(cls):
        if not isinstance(one, Class):
            continue
        if one.unsure is not None:
            return one.unsure
        hook = one.names.get("__init_subclass__")
        if one is not cls and isinstance(hook, Function):
            return Unknown(f"`{one.name}.__init_subclass__` may change it", hook.place)
    return None


def _from_library(base: External) -> bool:
    return base.path.partition(".")[0] in sys.stdlib_module_names or base.path.startswith(
        "builtins."
    )


def _is_command_name(base: ast.expr, scope: Scope) -> bool:
    names: list[str] = []
    node = base
    while isinstance(node, ast.Attribute):
        names.insert(0, node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return False
    value = scope.find(node.id)
    if isinstance(value, External) and names:
        value = External(".".join([value.path, *names]))
    return is_command(value)
