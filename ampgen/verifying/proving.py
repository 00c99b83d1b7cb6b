"""Prove a module's text right by the shapes of its statements.

To parse and to walk all of a large module takes longer than everything else that the compiler
does, and most of its statements differ in nothing but names and values. So the text is taken
apart into docstrings, imports and lines, each line into words; the shape of each statement, in
which names and literals stand for all of their kind, is parsed and judged once.

Why what is proved here is right, too, to ``judging``, which looks at every node:

- Statements. What is cut at lines that begin at the margin, and parses piece by piece, parses as
  a whole to the same statements.
- Nodes, and what is called. Python's grammar knows keywords, and no other spelling of a word: so
  a statement has the tree of its shape, in which ``shapes`` finds the same nodes, the same
  methods, and each name in the place that its kind claims.
- Names. A name that claims to be used or called must be among those that claim to be bound, and
  ``shapes`` has found both claims to be true.
- Values and docstrings. Only what is surely a literal, or a docstring, of its own is counted.
- Imports and comments are compared as text.

Whatever else is met is not proved, which says nothing about it. ``judging`` has the last word.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ampgen.verifying.reading import (
    ATTRIBUTE,
    BOUND,
    CALLED,
    DOCUMENT,
    LOCAL,
    USED,
    Typed,
    Unclear,
    Words,
)
from ampgen.verifying.shapes import Verdict, judged
from ampgen.verifying.vocabulary import IMPORTS, in_header
from ampgen.views import Module

_IMPORT = re.compile(
    r"(?P<indent> *)(?:from [A-Za-z0-9_.]+ )?import (?:[^()\n;#\\]+|\([^()\n;#\\]+\)|(?P<open>\())"
)
# Begins a line that begins a statement of the module.
_MARGIN = "\0"
_GOES_ON = re.compile(r"[ )\]}\"]|else:|$")
# Begins a class whose methods stand where they are looked for.
_CLASS = re.compile(r'class [^\n]*:\n    "d"(?:\n|$)')
# Stands before a method and its decorators.
_METHOD = re.compile(r"\n\n(?=    (?:@|def ))")
_STATEMENT = re.compile(r"\n(?=[A-Za-z_])(?!else:)")
BLOCK = 500_000
"""How many characters of a module are taken apart at a time, at least."""
_FLUSH = re.compile(r"\n[^ \n]")
_UNINDENTED = {depth: re.compile(rf"\n(?!\n| {{{depth}}})") for depth in (0, 4, 8, 12)}


def proved(text: str, module: Module, functions: frozenset[str]) -> bool:
    """Say whether a module's text is proved to be what its view says.

    ``functions`` are Python's own that it may call.
    """
    try:
        return _proved(text, module, functions)
    except (Unclear, SyntaxError, ValueError):
        return False


def _proved(text: str, module: Module, functions: frozenset[str]) -> bool:
    if DOCUMENT in text or _MARGIN in text:
        return False
    proof = _Proof(module)
    return all(map(proof.goes_on, _blocks(text))) and proof.ends(functions)


def _blocks(text: str) -> Iterator[str]:
    """Cut a text between statements of the module, so that little of it is held in parts."""
    start = 0
    while (cut := _STATEMENT.search(text, start + BLOCK)) is not None:
        end = cut.start() + 1
        quotes = text.count('"""', start, end)
        while quotes % 2 and (cut := _STATEMENT.search(text, end)) is not None:
            quotes += text.count('"""', end, cut.start() + 1)
            end = cut.start() + 1
        if quotes % 2:
            break
        yield text[start:end]
        start = end
    yield text[start:]


class _Proof:
    """What is known of a module so far, and what of its view has not been found yet."""

    def __init__(self, module: Module) -> None:
        imports = module.imports
        self._imports = {
            *(*imports.standard, *imports.others, *imports.own),
            *(*imports.checking, *IMPORTS),
        }
        self._module = module
        self._bound: set[str] = set()
        self._words = Words()
        self._begun = False
        # Values of literals that are alone in their lines count only where none is part of one.
        self._joined = False
        self._alone: Counter[Typed] = Counter()
        # Python takes out what indentation all lines have; a line that has none leaves nothing.
        self._plain = not any(
            "\t" in one or ("\n" in one and not _FLUSH.search(one)) for one in module.documents
        )
        self._documents = Counter(module.documents)
        self._values: Counter[Typed] = Counter(
            (type(one).__name__, one) for one in module.constants
        )

    def goes_on(self, block: str) -> bool:
        """Say whether the next statements of the module are right as far as can be told."""
        parts = block.split('"""')
        if len(parts) % 2 == 0 or not self._read_documents(parts):
            return False
        lines = self._without_imports(DOCUMENT.join(parts[::2])).split("\n")
        counts = Counter(lines)
        different = list(counts)
        shapes, words = self._words.shapes(different)
        marked = [one if _GOES_ON.match(one) else _MARGIN + one for one in shapes]
        shape_of = dict(zip(different, marked))
        whole = "\n".join(map(shape_of.__getitem__, lines))
        head, *statements = f"\n{whole}".split(f"\n{_MARGIN}")
        # A module begins with its docstring, and every other block with a statement.
        if head.strip("\n") != ("" if self._begun else '"d"'):
            return False
        self._begun = True
        self._count(words, 1)
        repeated: dict[int, list[str]] = {}
        for line, count in counts.items():
            if count > 1:
                repeated.setdefault(count, []).append(line)
        for count, several in repeated.items():
            self._count(self._words.shapes(several)[1], count - 1)
        self._words.clear()
        self._words.literals.clear()
        self._words.alone.clear()
        verdicts = {judged(part) for one in set(statements) for part in _parts(one)}
        self._joined = self._joined or Verdict.JOINED in verdicts
        return Verdict.WRONG not in verdicts

    def ends(self, functions: frozenset[str]) -> bool:
        """Say whether all of the view was found, and nothing else."""
        if not self._joined:
            self._values.subtract(self._alone)
        names = self._words.names
        defined = {*self._bound, *functions, *names[BOUND]}
        bound = {"NotImplemented", *defined, *names[LOCAL]}
        return (
            self._plain
            and max(self._documents.values(), default=0) <= 0
            and max(self._values.values(), default=0) <= 0
            and all(in_header(one, self._module) for one in self._words.comments)
            and names[CALLED] <= {"int", *defined}
            and all(
                isinstance(getattr(builtins, name, None), type)
                for name in (names[USED] | names[CALLED]) - bound
            )
            and not any(
                name.startswith("__") and name not in ("__init__", "__deprecated__")
                for name in names[ATTRIBUTE]
            )
        )

    def _count(self, words: Iterable[str], times: int) -> None:
        """Take note that values were found where these words stand."""
        wanted, literals, alone = self._values, self._words.literals, self._words.alone
        for word, count in Counter(words).items():
            for value in literals.get(word, ()):
                if value in wanted:
                    wanted[value] -= count * times
            for value in alone.get(word, ()):
                if value in wanted:
                    self._alone[value] += count * times

    def _read_documents(self, parts: Sequence[str]) -> bool:
        """Take note of docstrings, the odd parts of a text; say whether all of them are plain."""
        wanted = self._documents
        for before, body in zip(parts[::2], parts[1::2]):
            if "\\" in body:
                body = ast.literal_eval(f'"""{body}"""')
            elif not body.isprintable() and not body.replace("\n", "").isprintable():
                return False
            if "\n" in body:
                depth = len(before) - len(before.rstrip(" "))
                if depth not in _UNINDENTED or _UNINDENTED[depth].search(body):
                    return False
                body = body.replace("\n" + " " * depth, "\n")
            body = body.strip()
            if body in wanted:
                wanted[body] -= 1
        return True

    def _without_imports(self, code: str) -> str:
        """Return code with another statement in place of each import, whose names are bound."""
        kept: list[str] = []
        done = 0
        position = code.find("import ")
        while position >= 0:
            start = code.rfind("\n", 0, position) + 1
            match = _IMPORT.match(code, start)
            if match is None or match.end() < position:
                position = code.find("import ", position + 1)
                continue
            indent = match["indent"]
            end = match.end()
            if match["open"]:
                end = code.find(f"\n{indent})", end) + len(indent) + 2
            statement = code[start + len(indent) : end].replace(f"\n{indent}", "\n")
            if statement not in self._imports or code[end : end + 1] not in ("\n", ""):
                raise Unclear
            self._bound.update(_bound_by(statement))
            kept += [code[done:start], indent, "pass"]
            done = end
            position = code.find("import ", done)
        kept.append(code[done:])
        return "".join(kept)


def _parts(statement: str) -> Iterator[str]:
    """Yield a statement, a class as itself and its methods, each in a class of its own."""
    if not _CLASS.match(statement):
        yield f"{statement}\n"
        return
    first, *methods = _METHOD.split(statement)
    yield f"{first}\n"
    for method in methods:
        yield f"class {BOUND}:\n{method}\n"


def _bound_by(statement: str) -> Iterable[str]:
    (tree,) = ast.parse(statement).body
    if not isinstance(tree, ast.Import | ast.ImportFrom):
        raise Unclear
    return [part.asname or part.name.partition(".")[0] for part in tree.names]
