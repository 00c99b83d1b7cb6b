"""The finished text against what it was printed from: all of its tree, and what is wrong."""

from __future__ import annotations

import ast
import builtins
import io
import tokenize
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from ampgen.verifying.misprinted import Misprinted
from ampgen.verifying.vocabulary import COMMENTS, IMPORTS, METHODS, NODES, in_header
from ampgen.views import Constant, Module

Nodes: TypeAlias = "Sequence[ast.AST]"


def judge(text: str, module: Module, functions: frozenset[str]) -> None:
    """Check a module's text against its view, node by node.

    ``functions`` are Python's own that it may call. Raises ``Misprinted``.
    """
    for problem in _problems(text, list(ast.walk(tree_of(text))), module, functions):
        raise Misprinted(problem)


def tree_of(text: str) -> ast.Module:
    """Return the tree of a text. Raises ``Misprinted`` where it is not Python."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError) as error:
        raise Misprinted(f"not Python: {error}") from error


def _problems(text: str, nodes: Nodes, module: Module, functions: frozenset[str]) -> Iterator[str]:
    yield from _wrong_nodes(nodes)
    yield from _wrong_imports(nodes, module)
    yield from _wrong_names(nodes, functions)
    yield from _wrong_calls(nodes, functions)
    yield from _wrong_comments(text, module)
    missing = Counter(map(typed, module.constants)) - Counter(_constants(nodes))
    for kind, value in missing:
        yield f"the {kind} {value!r} of the schema was not printed as it is"
    unsaid = Counter(module.documents) - Counter(_documents(nodes))
    for document in unsaid:
        yield f"the docstring {document!r} was not printed as it is"


def _wrong_nodes(nodes: Nodes) -> Iterator[str]:
    for node in nodes:
        if not isinstance(node, NODES):
            yield f"there is a {type(node).__name__}"
        elif isinstance(node, ast.Attribute) and node.attr.startswith("__"):
            if node.attr not in ("__init__", "__deprecated__"):
                yield f"the attribute `{node.attr}` is used"


def _wrong_imports(nodes: Nodes, module: Module) -> Iterator[str]:
    imports = module.imports
    lines = [*imports.standard, *imports.others, *imports.own, *imports.checking, *IMPORTS]
    known = set(imported(list(ast.walk(ast.parse("\n".join(lines))))))
    for line in imported(nodes):
        if line not in known:
            yield f"there is `{line}`"


def imported(nodes: Nodes) -> Iterator[str]:
    """Yield what is imported, one name each."""
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for part in node.names:
                alone: ast.stmt = ast.Import([part])
                if isinstance(node, ast.ImportFrom):
                    alone = ast.ImportFrom(node.module, [part], node.level)
                yield ast.unparse(alone)


def _wrong_names(nodes: Nodes, functions: frozenset[str]) -> Iterator[str]:
    """Find names that nothing in the module binds, but for Python's own classes."""
    bound = {"NotImplemented", *functions, *_bound(nodes)}
    for node in nodes:
        if isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
    for node in nodes:
        if isinstance(node, ast.Name) and node.id not in bound:
            if not isinstance(getattr(builtins, node.id, None), type):
                yield f"`{node.id}` is used and never defined"


def _wrong_calls(nodes: Nodes, functions: frozenset[str]) -> Iterator[str]:
    """Find calls of what is neither imported, nor defined here, nor a known method."""
    known = {"int", *functions, *_bound(nodes)}
    for node in nodes:
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name):
            if called.id not in known:
                yield f"`{called.id}` is called"
        elif isinstance(called, ast.Attribute):
            base = called.value
            while isinstance(base, ast.Attribute):
                base = base.value
            of_known = isinstance(base, ast.Name) and base.id in known
            if not of_known and called.attr not in METHODS:
                yield f"`.{called.attr}` is called"
        else:
            yield f"the result of a {type(called).__name__} is called"


def _bound(nodes: Nodes) -> Iterator[str]:
    """Yield the names that are imported, defined or assigned."""
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for part in node.names:
                yield part.asname or part.name.partition(".")[0]
        elif isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
    for node in nodes:
        targets: list[ast.expr] = []
        if isinstance(node, ast.AnnAssign):
            targets.append(node.target)
        elif isinstance(node, ast.Assign):
            targets += node.targets
        for target in targets:
            if isinstance(target, ast.Name):
                yield target.id


def _wrong_comments(text: str, module: Module) -> Iterator[str]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and token.string not in COMMENTS:
            if not in_header(token.string, module):
                yield f"there is a comment {token.string!r}"


def _constants(nodes: Nodes) -> Iterator[tuple[str, Constant]]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes | int | float):
            yield typed(node.value)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            if isinstance(node.operand, ast.Constant):
                value = node.operand.value
                if isinstance(value, int | float):
                    yield typed(-value)


def typed(value: Constant) -> tuple[str, Constant]:
    """Return a value that is equal only to those of its own type."""
    return type(value).__name__, value


def _documents(nodes: Nodes) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            # A blank may keep a quote of the text apart from those that close it.
            yield (ast.get_docstring(node) or "").strip()
