"""What an argument of an application's own class is made with."""

from __future__ import annotations

from ampgen.importing.reading.attributes import inherited
from ampgen.importing.reading.values import (
    Builtin,
    Class,
    External,
    Function,
    Instance,
    Items,
    Value,
)


def placed(argument: Instance) -> tuple[list[Value], list[str]]:
    """Return what an argument is made with by its place, and the names of what else it takes."""
    args = list(argument.args)
    others = {key: value for key, value in argument.kwargs.items() if key != "optional"}
    method = inherited(argument.cls, "__init__") if isinstance(argument.cls, Class) else None
    if isinstance(method, Function):
        wanted = method.node.args
        names = [one.arg for one in (*wanted.posonlyargs, *wanted.args)][1:]
        for name in names[len(args) :]:
            if name not in others:
                break
            args.append(others.pop(name))
    return args, [f"{key}=…" for key in others]


def called(value: Value) -> str:
    """Return how a message calls a value that a schema cannot hand over."""
    match value:
        case Class():
            return value.qualname
        case External():
            return value.path.removeprefix("builtins.")
        case Builtin():
            return value.name
        case Function():
            return getattr(value.node, "name", "<lambda>")
        case Items():
            return f"a {value.kind}"
        case _:
            return "…"
