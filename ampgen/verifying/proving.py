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
from ampgen.verifying.shapes import is_right
from ampgen.verifying.vocabulary import IMPORTS
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
    parts = text.split('"""')
    if len(parts) % 2 == 0 or not _documented(parts, module.documents):
        return False
    code, bound = _without_imports(DOCUMENT.join(parts[::2]), module)
    del parts
    lines = code.split("\n")
    counts = Counter(lines)
    words = Words()
    different = list(counts)
    shapes, said = words.shapes(different)
    marked = [one if _GOES_ON.match(one) else _MARGIN + one for one in shapes]
    shape_of = dict(zip(different, marked))
    head, *statements = "\n".join(map(shape_of.__getitem__, lines)).split(f"\n{_MARGIN}")
    return (
        head.strip("\n") == '"d"'
        and _named(words, bound, functions)
        and _commented(words, module)
        and _valued(words, said, counts, module)
        and all(map(is_right, {part for one in set(statements) for part in _parts(one)}))
    )


def _parts(statement: str) -> Iterator[str]:
    """Yield a statement, a class as itself and its methods, each in a class of its own."""
    if not _CLASS.match(statement):
        yield f"{statement}\n"
        return
    first, *methods = _METHOD.split(statement)
    yield f"{first}\n"
    for method in methods:
        yield f"class {BOUND}:\n{method}\n"


def _documented(parts: Sequence[str], documents: Sequence[str]) -> bool:
    """Say whether every docstring of the view is among those of the text, the odd parts."""
    found: Counter[str] = Counter()
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
        found[body.strip()] += 1
    wanted = Counter(documents)
    # Python takes out what indentation all lines have; a line that has none leaves it nothing.
    return wanted <= found and not any(
        "\t" in one or ("\n" in one and not re.search(r"\n[^ \n]", one)) for one in wanted
    )


def _without_imports(code: str, module: Module) -> tuple[str, set[str]]:
    """Return the code with another statement in place of each import, and the names they bind."""
    imports = module.imports
    known = {*imports.standard, *imports.others, *imports.own, *imports.checking, *IMPORTS}
    bound: set[str] = set()
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
        end = code.find(f"\n{indent})", match.end()) + len(indent) + 2 if match["open"] else 0
        end = end or match.end()
        statement = code[start + len(indent) : end].replace(f"\n{indent}", "\n")
        if statement not in known or code[end : end + 1] not in ("\n", ""):
            raise Unclear
        bound.update(_bound_by(statement))
        kept += [code[done:start], indent, "pass"]
        done = end
        position = code.find("import ", done)
    kept.append(code[done:])
    return "".join(kept), bound


def _bound_by(statement: str) -> Iterable[str]:
    (tree,) = ast.parse(statement).body
    if not isinstance(tree, ast.Import | ast.ImportFrom):
        raise Unclear
    return [part.asname or part.name.partition(".")[0] for part in tree.names]


def _named(words: Words, imported: set[str], functions: frozenset[str]) -> bool:
    """Say whether every name is bound, and what is called defined, imported or known."""
    names = words.names
    defined = {*imported, *functions, *names[BOUND]}
    bound = {"NotImplemented", *defined, *names[LOCAL]}
    return (
        names[CALLED] <= {"int", *defined}
        and all(
            isinstance(getattr(builtins, name, None), type)
            for name in (names[USED] | names[CALLED]) - bound
        )
        and not any(
            name.startswith("__") and name not in ("__init__", "__deprecated__")
            for name in names[ATTRIBUTE]
        )
    )


def _commented(words: Words, module: Module) -> bool:
    digest = f"# ampgen-digest: schema={module.digest} file="
    return all(comment.startswith(digest) for comment in words.comments)


def _valued(words: Words, said: Sequence[str], counts: Counter[str], module: Module) -> bool:
    """Say whether every value of the view is printed as often as the view has it."""
    wanted: Counter[Typed] = Counter((type(one).__name__, one) for one in module.constants)
    found: Counter[Typed] = Counter()

    def find(literals: Iterable[str], times: int) -> None:
        for word, count in Counter(literals).items():
            for value in words.literals.get(word, ()):
                found[value] += count * times

    find(said, 1)
    if wanted <= found:
        return True
    repeated = [line for line, count in counts.items() if count > 1]
    for line in repeated:
        find(words.shapes([line])[1], counts[line] - 1)
    return wanted <= found
