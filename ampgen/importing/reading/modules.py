"""The modules of a program: which file is which, and what reading it makes known."""

from __future__ import annotations

import ast
import re
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

from ampgen.explaining import shown
from ampgen.findings import Finding, Frame, Unusable
from ampgen.importing.names import module_of
from ampgen.importing.reading.expressions import Expressions
from ampgen.importing.reading.files import near, python_source
from ampgen.importing.reading.program import Program
from ampgen.importing.reading.statements import Statements
from ampgen.importing.reading.values import Class, Module, Scope
from ampgen.text import Place, Source

# Modules that are imported along with the given ones: more are left unread.
_MOST = 300
# Commands do not come from there, and there is a lot of it.
_LIBRARIES = frozenset(sys.stdlib_module_names) | {"twisted", "zope", "ampgen"}


class Modules:
    """Reads the given files, and of others what they use."""

    def __init__(self, roots: Sequence[Path]) -> None:
        """``roots`` are folders below which further modules are looked for."""
        self.program = Program(self._load)
        self._roots = list(roots)
        self._modules: dict[str, Module | None] = {}
        self._expressions = Expressions(self.program)
        self._statements = Statements(self.program, self._expressions)
        self._followed = 0
        self._waiting: dict[int, ast.Module] = {}

    def read(self, files: Sequence[str]) -> tuple[Module, ...]:
        """Return the modules of files, each as its package calls it.

        What is wrong with them is told to the program. Raises ``Unusable`` where a file cannot be
        read.
        """
        modules: list[Module] = []
        for file in files:
            source = python_source(file)
            name, root, package = module_of(Path(file))
            if name in self._modules:
                raise Unusable(f"two files are the module {name}: {shown(file)} is the second")
            module = Module(name, source, given=True)
            module.package = name if package else name.rpartition(".")[0]
            self._modules[name] = module
            if root not in self._roots:
                self._roots.append(root)
            tree = self._parse(source)
            if tree is not None:
                module.doc = ast.get_docstring(tree) or ""
                self._waiting[id(module)] = tree
                modules.append(module)
        for module in modules:
            self._run(module)
        return tuple(modules)

    def _parse(self, source: Source) -> ast.Module | None:
        try:
            with warnings.catch_warnings():
                # What a program should not do is between Python and its author.
                warnings.simplefilter("ignore")
                return ast.parse(source.text)
        except SyntaxError as error:
            self.program.tell(_broken(source, error, self.program))
        except (ValueError, RecursionError, MemoryError) as error:
            place = Place(source, 0, 0)
            fact = "this is not Python that can be read"
            self.program.tell(
                Finding("python-syntax", fact, Frame(place, f"{error}"[:100]), _HELP)
            )
        return None

    def _run(self, module: Module) -> None:
        tree = self._waiting.pop(id(module), None)
        if tree is not None:
            self._follow_body(tree, module)

    def _load(self, name: str) -> Module | None:
        """Return a module that is at hand, after its statements were followed once."""
        if name in self._modules:
            module = self._modules[name]
            if module is not None:
                # One of the given files uses another that comes after it.
                self._run(module)
            return module
        module = None
        file = None if name.partition(".")[0] in _LIBRARIES else self._find(name)
        if file is not None and self._followed < _MOST:
            module = self._follow(name, file)
        self._modules[name] = module
        return module

    def _find(self, name: str) -> Path | None:
        for root in self._roots:
            path = root.joinpath(*name.split("."))
            for file in (path.with_suffix(".py"), path / "__init__.py"):
                if file.is_file():
                    return file
        return None

    def _follow(self, name: str, file: Path) -> Module | None:
        self._followed += 1
        try:
            source = python_source(near(str(file)))
            tree = ast.parse(source.text)
        except (Unusable, SyntaxError, ValueError, RecursionError, MemoryError):
            # Nobody asked for this one: what comes from it is not known, and that is told.
            return None
        module = Module(name, source)
        module.package = name if file.name == "__init__.py" else name.rpartition(".")[0]
        self._modules[name] = module
        self._follow_body(tree, module)
        return module

    def _follow_body(self, tree: ast.Module, module: Module) -> None:
        self._statements.run(tree.body, Scope(module.names, module))
        for name, value in module.names.items():
            # What a function made is called by what the module calls it.
            if (
                isinstance(value, Class)
                and value.module is module
                and "<locals>" in value.qualname
            ):
                value.qualname = name


_HELP = "correct it, or name only the files that hold the commands"


_PYTHON_2 = (
    "it looks like Python 2: bring it up to date first, as `2to3 -w` does (it comes with Python up "
    "to 3.12), or copy the commands into a file of their own"
)
# How Python 2 is written and Python 3 is not, where the parser stumbles over it.
_OLD = re.compile(
    r"\s*(?:print|exec)\s+[^(=\s]|\s*raise\s+[\w.]+\s*,|\s*except\s+[^:]+,\s*\w+\s*:"
    r"|.*(?:\b0[0-7]+\b|\b\d+[lL]\b|\b[uU][rR]['\"]|<>|`[^`]+`)"
)


def _is_old(what: str, line: str) -> bool:
    told = ("print", "exec", "multiple exception types", "octal", "leading zeros")
    return any(word in what for word in told) or _OLD.match(line) is not None


def _broken(source: Source, error: SyntaxError, program: Program) -> Finding:
    line, column = error.lineno or 1, max((error.offset or 1) - 1, 0)
    count = source.text.count("\n") + 1
    line = min(line, count)
    start = program.places(source).offset(line, 0) + min(column, len(source.line(line)))
    what = (error.msg or "invalid syntax").partition(" (")[0]
    help = _PYTHON_2 if _is_old(what, source.line(line)) else _HELP
    frame = Frame(Place(source, start, start), what)
    return Finding("python-syntax", "this is not Python", frame, help)
