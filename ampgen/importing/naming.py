"""Names in the schema for what hand-written code calls otherwise, or calls twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import count
from os.path import commonprefix

from ampgen import syntax
from ampgen.checking import Problems
from ampgen.checking.wording import (
    check_command,
    check_declared,
    check_field,
    check_schema_name,
    hides_member,
)
from ampgen.naming import parameter, pascal_case, snake_case
from ampgen.text import Place, Source

_NOWHERE = Place(Source("", ""), 0, 0)
_Check = Callable[[Problems, syntax.Name], object]
# What generated classes of an interface and of its protocol are called beside its own name.
_OF_INTERFACE = (
    "Client Responder PartialResponder ServerProtocol ClientProtocol ServerFactory ClientFactory Tap"
).split()


class Names:
    """Names of one schema, each for one thing."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def command(self, wanted: str, others: Iterable[str]) -> str:
        """Return a name for a command, and keep that of its result with it."""
        return self._first(wanted, others, check_command, ("", "Result"))

    def declared(self, wanted: str, others: Iterable[str] = (), generated: bool = True) -> str:
        """Return a name for a record, a type or an error."""

        def check(problems: Problems, name: syntax.Name) -> None:
            check_declared(problems, name, "a declaration", generated)

        return self._first(wanted, others, check, ("",))

    def interface(self, wanted: str, others: Iterable[str] = ()) -> str:
        """Return a name for an interface, and keep those of all that is generated for it."""

        def check(problems: Problems, name: syntax.Name) -> None:
            check_declared(problems, name, "an interface", False)
            if hides_member(name.text):
                problems.add("hides-member", "it hides a member", name.place, "here", "rename it")

        return self._first(wanted, others, check, ("", *_OF_INTERFACE))

    def _first(
        self, wanted: str, others: Iterable[str], check: _Check, suffixes: Iterable[str]
    ) -> str:
        for name in _variants(wanted, others, check):
            printed = {f"{name}{suffix}" for suffix in suffixes}
            if not printed & self._taken and _right(name, check):
                self._taken |= printed
                return name
        raise AssertionError("there is always another number")


def fields(wires: Iterable[bytes], where: str) -> list[str]:
    """Return a name for each key of a list; ``where`` is argument, response or record."""
    taken: set[str] = set()
    names: list[str] = []

    def check(problems: Problems, name: syntax.Name) -> None:
        check_field(problems, name, where)

    for wire in wires:
        variants = _variants(wire.decode("utf-8", "replace"), (), check)
        name = next(one for one in variants if parameter(one) not in taken and _right(one, check))
        taken.add(parameter(name))
        names.append(name)
    return names


def _right(name: str, check: _Check) -> bool:
    problems = Problems()
    check(problems, syntax.Name(name, _NOWHERE))
    return not problems.findings


def _variants(wanted: str, others: Iterable[str], check: _Check) -> Iterable[str]:
    """Yield what something may be called, best first, without an end."""
    plain = _identifier(wanted)
    yield plain
    if not _right(plain, check):
        yield f"{plain}_"
    yield from map(_identifier, others)
    yield f"{plain}_"
    for number in count(2):
        yield f"{plain}{number}" if not plain[-1:].isdigit() else f"{plain}_{number}"


def _identifier(text: str) -> str:
    name = re.sub(r"[^A-Za-z0-9_]+", "_", text.replace(".", "_")).strip("_")
    return f"n{name}" if name[:1].isdigit() else name or "unnamed"


def singular(name: str) -> str:
    """Return a name for one of those that a list of this name holds, as classes are spelt."""
    word = pascal_case(snake_case(_identifier(name)))
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 2 else word


def interface_of(module: str) -> str:
    """Return what the interface of a module is called: ``Manager`` for ``managercommands``."""
    parts = [part.strip("_") for part in module.split(".")]
    last = parts[-1]
    bare = re.sub(r"_?(?:amp|commands?|cmds?)\Z", "", last)
    if not bare:
        outer = [part for part in parts[:-1] if part]
        bare = outer[-1] if outer else last
    return pascal_case(_identifier(bare))


def answered_by(cls: str) -> str:
    """Return what the interface of a class with responders is called."""
    bare = re.sub(r"(?:AMP|Amp)?(?:Protocol|Locator|Responders?|Server)?\Z", "", cls).strip("_")
    return _identifier(bare or cls)


def schema_of(modules: Iterable[str]) -> str:
    """Return a schema's name for commands of modules; it is never that of one of them."""
    rows = [module.split(".") for module in modules]
    last = (commonprefix(rows) or rows[0])[-1]
    bare = re.sub(r"_?commands?\Z", "", last.lower()).strip("_") or last.lower().strip("_")
    stem = _identifier(snake_case(bare)).lower()
    return f"{stem}_wire" if "amp" in stem else f"{stem}_amp"


def schema_name_is_right(name: str) -> bool:
    """Say whether a schema may have a name."""
    problems = Problems()
    names = tuple(syntax.Name(part, _NOWHERE) for part in name.split("."))
    plain = all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", one.text) for one in names)
    path = syntax.Path(names, _NOWHERE)
    return plain and check_schema_name(problems, path, "the name of a schema")
