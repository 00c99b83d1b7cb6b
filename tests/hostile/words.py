"""Every name that generated code, its runtime, Twisted and Python have a use for."""

from __future__ import annotations

import ast
import builtins
import enum
import keyword
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from twisted.application import service
from twisted.internet import defer, protocol
from twisted.protocols import amp

_TOP = Path(__file__).parents[2]
_PRINTED = (_TOP / "tests" / "accepted", _TOP / "ampgen" / "wire")
_MORE = """
    arguments response errors fatalErrors commandName responseType commandType extra key
    requiresAnswer reverseErrors allErrors makeArguments parseArguments makeResponse parseResponse
    responder args with_traceback add_note mro name value names values items keys get pop args
    kw kwargs cls self f fn func a b x y z obj objects strings proto box boxes t v k e i j n s d
    result results failure error code description tag tags data at end size payload part parts
    true false null none nil undefined this super import_ from_ class_ self_ timeout_ call_timeout
    Result Client Responder PartialResponder Protocol Factory Tap Service connect_ connect service
    operations Operation connection limits reactor endpoint server client role peer other
    from_bytes to_bytes real imag numerator denominator as_integer_ratio bit_length conjugate
    model commands protocol codecs wire py typed init main test setup
    annotations annotation generator_stop division absolute_import
    match case type print exec await async nonlocal
    str int bytes float bool decimal datetime path fd json list map big
    schema import record enum error interface command oneway raises reserved answers fatal over as
    python answer allow since deprecated nonfinite timeout
    A AA aA Aa A_ a_ a__ A1 a1 aB AB_C a_b_c X_ x_1
""".split()


class Named:
    """Where names come from that nothing prints."""

    SOURCES = (
        *(defer.Deferred, defer.DeferredList, amp.AMP, amp.Command, amp.Box, amp.AmpBox),
        *(amp.Argument, amp.AmpList, protocol.Protocol, protocol.Factory, service.Service),
        *(enum.Enum, enum.IntEnum, enum.Flag, enum.EnumMeta, Exception, object, type, dict),
        *(str, bytes, int, float, list, tuple, amp, builtins, defer),
    )


@cache
def printed() -> tuple[str, ...]:
    """Return the names within generated packages and what is copied into them, in order."""
    found: set[str] = set()
    for folder in _PRINTED:
        for file in sorted(folder.rglob("*.py")):
            found.update(_within(file.read_text("utf-8")))
    return tuple(sorted(found))


def _within(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg
        elif isinstance(node, ast.alias):
            yield from f"{node.name}.{node.asname or ''}".split(".")
        elif isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from node.module.split(".")


@cache
def every() -> tuple[str, ...]:
    """Return all names, and each as it is spelt where it begins otherwise, in order."""
    found = {*_MORE, *keyword.kwlist, *keyword.softkwlist, *sys.stdlib_module_names, *printed()}
    for source in Named.SOURCES:
        found.update(dir(source))
    spelt = {word for name in found for word in (name, name.lower(), name.strip("_"))}
    spelt |= {"".join(part.capitalize() for part in name.split("_")) for name in found}
    return tuple(sorted(name for name in spelt if name.isidentifier() and name.isascii()))
