"""Errors and an application's own types."""

from __future__ import annotations

import builtins
import keyword
import re

from ampgen import schema, syntax
from ampgen.checking.annotating import read_annotations
from ampgen.checking.defaulting import LONGEST_VALUE
from ampgen.checking.literals import bytes_of, is_missing, spelled, text_of, whole_number
from ampgen.checking.problems import Problems
from ampgen.checking.typing import Types

_DOTTED = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")
# Codes that AMP itself gives to what nobody declared.
_CODES_OF_AMP = {b"UNKNOWN": "an undeclared error", b"UNHANDLED": "an unknown command"}
_MORE_THAN_A_MESSAGE = frozenset(
    {"UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError", "ExceptionGroup"}
)


def read_error(problems: Problems, written: syntax.Error, name: str) -> schema.Error:
    """Return an error of the schema called ``name``."""
    notes = read_annotations(problems, written.notes, "a declaration")
    code, place = written.name.text.encode(), written.place
    if written.code is not None and not is_missing(written.code):
        code, place = bytes_of(written.code), written.code.place
    if code in _CODES_OF_AMP:
        problems.add(
            "reserved-code",
            f"`{spelled(code)}` is AMP's own code for {_CODES_OF_AMP[code]}",
            place,
            "a reserved code",
            f'choose another: `error {written.name.text} = "{written.name.text.upper()}_ERROR"`',
        )
    elif len(code) > LONGEST_VALUE:
        problems.add(
            "code-too-long",
            f"a code has at most {LONGEST_VALUE:,} bytes",
            place,
            f"{len(code):,} bytes",
            "shorten it",
        )
    python = None
    if written.python is not None:
        python = read_python_name(problems, written.python, "Class")
        if python is not None:
            _check_exception(problems, written.python, python)
    return schema.Error(
        written.name.text,
        name,
        code,
        python,
        written.notes.doc,
        notes.deprecated,
        notes.since,
        place=written.place,
    )


def read_custom(
    problems: Problems, written: syntax.Custom, name: str, types: Types
) -> schema.Custom | None:
    """Return an application's own type of the schema called ``name``, or None if it is wrong."""
    notes = read_annotations(problems, written.notes, "a declaration")
    argument = read_python_name(problems, written.argument, "Class")
    python = read_python_name(problems, written.python, "Type")
    _check_class(problems, written.argument, argument, "a class of arguments")
    _check_class(problems, written.python, python, "a type")
    over = types.resolve(written.over, "over")
    if over is not None and not _is_built_in(over):
        problems.add(
            "bad-over",
            f"`{written.name.text}` travels as a built-in type",
            written.over.place,
            "not a built-in scalar or a list of them",
            "write what its bytes are, as in `over str` or `over bytes`",
        )
    parameters: list[schema.Parameter] = []
    for one in written.parameters:
        if isinstance(one, syntax.String):
            parameters.append(schema.Literal(text_of(one)))
        elif isinstance(one, syntax.Number):
            number = whole_number(one)
            if number is not None:
                parameters.append(schema.Literal(number))
            elif one.text:
                parameters.append(schema.Literal(float(one.text)))
        elif one.path.text in ("true", "false") and one.arguments is None:
            parameters.append(schema.Literal(one.path.text == "true"))
        else:
            resolved = types.resolve(one, "parameter")
            if isinstance(resolved, schema.Custom) and resolved.name == written.name.text:
                resolved = None
            if resolved is not None:
                parameters.append(resolved)
    if argument is None or python is None or over is None:
        return None
    return schema.Custom(
        written.name.text,
        name,
        argument,
        tuple(parameters),
        python,
        over,
        written.notes.doc,
        notes.deprecated,
        notes.since,
        place=written.place,
    )


def _is_built_in(meant: schema.Type) -> bool:
    if isinstance(meant, schema.ListOf):
        return _is_built_in(meant.element)
    return not isinstance(
        meant, (schema.MapOf, schema.Big, schema.Custom, schema.Enum, schema.Record)
    )


def read_python_name(
    problems: Problems, written: syntax.String, what: str
) -> schema.PythonName | None:
    """Return a name ``module:Class``, or None where it is not one."""
    if is_missing(written):
        return None
    text = text_of(written)
    module, colon, name = text.partition(":")
    parts = [*module.split("."), *name.split(".")]
    if (
        colon
        and _DOTTED.fullmatch(module)
        and _DOTTED.fullmatch(name)
        and not any(keyword.iskeyword(part) for part in parts)
    ):
        private = [part for part in name.split(".") if part.startswith("__")]
        if not private:
            return schema.PythonName(module, name)
        # Within a class Python would read another name.
        problems.add(
            "bad-python-name",
            f"`{private[0]}` begins with two underscores: it is Python's, or private to a class",
            written.place,
            "cannot be named from outside",
            "give the class another name there",
        )
        return None
    module, _, name = text.rpartition(".")
    dotted = bool(_DOTTED.fullmatch(text)) and bool(module)
    problems.add(
        "bad-python-name",
        f"a name in Python is written `module:{what}`",
        written.place,
        "not of that form",
        f'write `"{module}:{name}"`' if dotted else f'as in `"acme.model:{what}"`',
    )
    return None


def _check_class(
    problems: Problems, written: syntax.String, python: schema.PythonName | None, what: str
) -> None:
    """Tell about what is built into Python and is not what belongs here."""
    if python is None or python.module != "builtins":
        return
    if what != "a type" or not isinstance(getattr(builtins, python.name, None), type):
        problems.add(
            "bad-python-name",
            f"`{python.name}` of Python's own `builtins` is not {what}",
            written.place,
            f"not {what}",
            (
                'name a class, as in `"builtins:complex"`'
                if what == "a type"
                else "name a class of your own that derives from Twisted's `amp.Argument`"
            ),
        )


def _check_exception(
    problems: Problems, written: syntax.String, python: schema.PythonName
) -> None:
    if python.module != "builtins":
        return
    found: object = getattr(builtins, python.name, None)
    if python.name in _MORE_THAN_A_MESSAGE:
        problems.add(
            "bad-exception",
            f"`{python.name}` cannot be made from a message alone",
            written.place,
            "needs more than a message",
            "an error carries one message: let ampgen make the exception, or derive one",
        )
    elif not (isinstance(found, type) and issubclass(found, Exception)):
        problems.add(
            "bad-exception",
            f"`{python.name}` is no exception that a program may raise",
            written.place,
            "not an `Exception`",
            "name a class that derives from `Exception`",
        )
