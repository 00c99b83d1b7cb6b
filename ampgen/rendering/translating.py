"""Our own templates as Python's functions, which need no jinja2 and print several times faster.

A translated template prints what jinja2 prints of it. Only what our templates use is known here;
whatever else one comes to use is an error as soon as it is translated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import nodes

from ampgen.rendering.templating import environment

_MODULES = (
    "__init__.py",
    "_imported.py",
    "model.py",
    "commands.py",
    "client.py",
    "responder.py",
    "protocol.py",
    "_codecs.py",
)
_HEAD = '''\
"""The templates of modules. Made by ampgen.rendering.translating; do not edit."""

_EMPTY = ""
_NEWLINE = "\\n"
# As many short texts are held at a time.
_MANY = 1000


def indented(text, width):
    first, *rest = text.split(_NEWLINE)
    pad = " " * width
    return _NEWLINE.join([first, *(pad + line if line else "" for line in rest)])
'''


class Untranslatable(Exception):
    """A template uses what is not known here."""


def translated() -> str:
    """Return a module of Python with a function for each template of a module."""
    parts = [_HEAD]
    for number, path in enumerate(_MODULES):
        lines = _Translation().body(_parsed(f"{path}.jinja").body, 1)
        parts.append(
            "\n".join(
                [
                    f"\n\ndef _print_{number}(module_):",
                    "    whole = []",
                    "    out = []",
                    "    write = out.append",
                    *lines,
                    "    return _EMPTY.join(whole) + _EMPTY.join(out)\n",
                ]
            )
        )
    table = "".join(f"    {path!r}: _print_{number},\n" for number, path in enumerate(_MODULES))
    parts.append(f"\n\nPRINTERS = {{\n{table}}}\n")
    return "".join(parts)


def _parsed(name: str) -> nodes.Template:
    found = environment(None)
    assert found.loader is not None
    return found.parse(found.loader.get_source(found, name)[0])


class _Translation:
    """The lines of one template. Templates that it includes are put in their places."""

    def __init__(self) -> None:
        self._known = {"module"}

    def body(self, body: Sequence[nodes.Node], depth: int) -> list[str]:
        return [line for node in body for line in self._node(node, depth)]

    def _node(self, node: nodes.Node, depth: int) -> Iterator[str]:
        indent = "    " * depth
        if isinstance(node, nodes.Output):
            text = "".join(map(self._piece, node.nodes))
            yield f'{indent}write(f"{text}")'
        elif isinstance(node, nodes.Include) and isinstance(node.template, nodes.Const):
            yield from self.body(_parsed(node.template.value).body, depth)
        elif isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            # It is known from here on, as it is in what is included.
            self._known.add(node.target.name)
            yield f"{indent}{_variable(node.target.name)} = {self._value(node.node)}"
        elif isinstance(node, nodes.If):
            yield f"{indent}if {self._value(node.test)}:"
            yield from self.body(node.body, depth + 1)
            for other in node.elif_:
                yield f"{indent}elif {self._value(other.test)}:"
                yield from self.body(other.body, depth + 1)
            if node.else_:
                yield f"{indent}else:"
                yield from self.body(node.else_, depth + 1)
        elif isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
            yield from self._loop(node, node.target.name, depth)
        else:
            raise Untranslatable(repr(node))

    def _loop(self, node: nodes.For, name: str, depth: int) -> Iterator[str]:
        indent = "    " * depth
        outer = set(self._known)
        over = self._value(node.iter)
        self._known.add(name)
        variable = _variable(name)
        if node.test is not None:
            over = f"[{variable} for {variable} in {over} if {self._value(node.test)}]"
        yield f"{indent}for {variable} in {over}:"
        yield from self.body(node.body, depth + 1)
        if depth == 1:
            yield f"{indent}    if len(out) > _MANY:"
            yield f"{indent}        whole.append(_EMPTY.join(out))"
            yield f"{indent}        out.clear()"
        self._known = outer
        if node.else_:
            yield f"{indent}if not {over}:"
            yield from self.body(node.else_, depth + 1)

    def _piece(self, node: nodes.Node) -> str:
        """Return a part of what is printed, as it stands in a formatted string."""
        if isinstance(node, nodes.TemplateData):
            text = node.data.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            return text.replace("{", "{{").replace("}", "}}")
        return f"{{{self._value(node)}}}"

    def _value(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Name) and node.name in self._known:
            return _variable(node.name)
        if isinstance(node, nodes.Const):
            return repr(node.value)
        if isinstance(node, nodes.Getattr):
            return f"{self._value(node.node)}.{node.attr}"
        if isinstance(node, nodes.Tuple):
            return f"({', '.join(map(self._value, node.items))},)"
        if isinstance(node, nodes.Not):
            return f"not {self._value(node.node)}"
        if isinstance(node, nodes.Or):
            return f"({self._value(node.left)} or {self._value(node.right)})"
        if isinstance(node, nodes.Filter) and node.node is not None:
            return self._filtered(node, node.node)
        raise Untranslatable(repr(node))

    def _filtered(self, node: nodes.Filter, of: nodes.Node) -> str:
        arguments = [self._value(argument) for argument in node.args]
        if node.name == "default" and isinstance(of, nodes.Name) and len(arguments) == 1:
            return _variable(of.name) if of.name in self._known else arguments[0]
        if node.name == "indent" and len(arguments) < 2:
            value = self._value(of)
            width = arguments[0] if arguments else "4"
            return f"indented({value}, {width}) if _NEWLINE in {value} else {value}"
        raise Untranslatable(repr(node))


def _variable(name: str) -> str:
    return f"{name}_"
