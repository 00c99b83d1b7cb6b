"""Commands listed in JSON, in the words of ``amp.Command``.

A document is a list of commands, or an object with such a list under ``commands``, or with the
commands by their names. A command has ``name``, ``arguments``, ``response``, ``errors``,
``fatalErrors``, ``requiresAnswer``, ``commandName`` and ``doc``, which mean what the attributes of
``amp.Command`` do. A field is an object with ``name``, ``type``, ``optional`` and ``doc``, a list
of these, or a name and a type. A type is called as in ``twisted.protocols.amp``; a list has
``of``, an ``AmpList`` has ``fields``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

from ampgen.findings import Finding, Frame
from ampgen.importing.arguments import SCALARS
from ampgen.importing.found import (
    Boxes,
    Found,
    FoundCommand,
    FoundError,
    FoundField,
    Kind,
    Many,
)
from ampgen.schema import PythonName
from ampgen.suggesting import nearest
from ampgen.text import Place, Source

_OF_COMMAND = frozenset(
    "name commandName arguments response errors fatalErrors requiresAnswer doc description".split()
)
_OF_FIELD = frozenset("name type optional doc description of elementType fields subargs".split())
_LIST = re.compile(r"ListOf\((.*)\)")
# What says where a type is from, or that it is made: `amp.Integer()`.
_QUALIFIED = re.compile(r"\A(?:twisted\.protocols\.)?amp\.|\(\)\Z")
# Types as other languages call them.
_OTHERS = {
    "int": "Integer",
    "str": "Unicode",
    "text": "Unicode",
    "bytes": "String",
    "bool": "Boolean",
    "double": "Float",
    "date": "DateTime",
    "timestamp": "DateTime",
    "list": "ListOf",
    "array": "ListOf",
    "object": "AmpList",
    "dict": "AmpList",
}
_DEEPEST = 20


def read_listed(source: Source, module: str) -> Found:
    """Return the commands that a JSON document lists; what is wrong is among the findings.

    ``module`` is what they are grouped under.
    """
    return _Document(source, module).found()


class _Wrong(Exception):
    """Something in the document is not as it should be: the fact, and what to do."""


class _Document:
    def __init__(self, source: Source, module: str) -> None:
        self._source = source
        self._module = module
        self._findings: list[Finding] = []
        self._name = ""

    def found(self) -> Found:
        try:
            document = json.loads(self._source.text, object_pairs_hook=self._object)
            entries = self._entries(document)
        except json.JSONDecodeError as error:
            place = Place(self._source, error.pos, error.pos)
            self._findings.append(_finding("this is not JSON", place, error.msg.lower()))
            return self._all([])
        except RecursionError:
            place = Place(self._source, 0, 0)
            self._findings.append(_finding("this JSON is nested too deeply", place, ""))
            return self._all([])
        except _Wrong as wrong:
            self._tell(wrong)
            return self._all([])
        commands: list[FoundCommand] = []
        names: set[str] = set()
        for number, one in enumerate(entries, 1):
            self._name = ""
            try:
                entry = _as_object(one)
                if "name" not in entry:
                    raise _Wrong(f"command {number} has no `name`")
                self._name = _text(entry, "name")
                if self._name in names:
                    raise _Wrong("there is a command of this name already")
                names.add(self._name)
                commands.append(self._command(entry))
            except _Wrong as wrong:
                self._tell(wrong)
        return self._all(commands)

    def _all(self, commands: list[FoundCommand]) -> Found:
        return Found(tuple(commands), (), tuple(self._findings), {self._module: ""})

    def _tell(self, wrong: _Wrong) -> None:
        fact = str(wrong)
        if self._name:
            fact = f"in `{self._name}`: {fact}"
        label = "in this command" if self._name else ""
        self._findings.append(_finding(fact, self._place(self._name), label))

    def _place(self, name: str) -> Place:
        text = json.dumps(name)
        start = max(self._source.text.find(text), 0) if name else 0
        return Place(self._source, start, start + (len(text) if name else 0))

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        for name in names:
            if names.count(name) > 1:
                raise _Wrong(f"an object has `{name[:60]}` twice")
        return dict(pairs)

    def _entries(self, document: Any) -> list[Any]:
        if _kind_of(document) is dict and "commands" in document:
            others = sorted(
                document.keys() - {"commands", "doc", "description", "name", "version"}
            )
            if others:
                raise _Wrong(f"nobody knows what `{others[0][:60]}` is beside `commands`")
            document = document["commands"]
        if _kind_of(document) is dict:
            document = [{"name": name, **_as_object(one)} for name, one in document.items()]
        return _as_list(document, "commands")

    def _command(self, entry: dict[str, Any]) -> FoundCommand:
        _known(entry, _OF_COMMAND)
        fatal = self._errors(entry.get("fatalErrors", []), True)
        errors = (*self._errors(entry.get("errors", []), False), *fatal)
        requires = entry.get("requiresAnswer", True)
        if not isinstance(requires, bool):
            raise _Wrong("`requiresAnswer` is true or false")
        wire = entry.get("commandName", self._name)
        if not isinstance(wire, str):
            raise _Wrong("`commandName` is a string")
        return FoundCommand(
            PythonName(self._module, self._name),
            _wire(wire),
            self._fields(entry.get("arguments", []), 0),
            self._fields(entry.get("response", []), 0),
            errors,
            not requires,
            _doc(entry),
            self._place(self._name),
        )

    def _errors(self, errors: Any, fatal: bool) -> tuple[FoundError, ...]:
        found: list[FoundError] = []
        if _kind_of(errors) is dict:
            errors = [{"name": name, "code": code} for name, code in errors.items()]
        for one in _as_list(errors, "errors"):
            if _kind_of(one) is list and len(one) == 2:
                one = {"name": one[0], "code": one[1]}
            elif isinstance(one, str):
                one = {"name": one, "code": one}
            entry = _as_object(one)
            _known(entry, frozenset({"name", "exception", "code", "doc", "description"}))
            name = _text(entry, "exception" if "exception" in entry else "name")
            code = _wire(_text(entry, "code"))
            place = self._place(self._name)
            found.append(FoundError(name, None, code, fatal, _doc(entry), place))
        return tuple(found)

    def _fields(self, fields: Any, depth: int) -> tuple[FoundField, ...]:
        if _kind_of(fields) is dict:
            fields = [[name, kind] for name, kind in fields.items()]
        return tuple(self._field(one, depth) for one in _as_list(fields, "fields"))

    def _field(self, one: Any, depth: int) -> FoundField:
        if _kind_of(one) is list and len(one) == 2:
            name, kind = one
            one = {"name": name, **(kind if _kind_of(kind) is dict else {"type": kind})}
        entry = _as_object(one)
        _known(entry, _OF_FIELD)
        optional = entry.get("optional", False)
        if not isinstance(optional, bool):
            raise _Wrong("`optional` is true or false")
        name = _text(entry, "name")
        wire = _wire(name)
        kind = self._kind(entry, name, depth)
        return FoundField(wire, kind, optional, _doc(entry), self._place(self._name))

    def _kind(self, entry: Any, name: str, depth: int) -> Kind:
        if depth > _DEEPEST:
            raise _Wrong("it is nested too deeply")
        if isinstance(entry, str):
            entry = {"type": entry}
        entry = _as_object(entry)
        word = _QUALIFIED.sub("", _text(entry, "type"))
        listed = _LIST.fullmatch(word)
        if listed:
            return Many(self._kind(listed[1], name, depth + 1))
        if word == "ListOf":
            inner = entry.get("of", entry.get("elementType"))
            return Many(self._kind(inner, name, depth + 1))
        if word == "AmpList":
            return Boxes(self._fields(entry.get("fields", entry.get("subargs", [])), depth + 1))
        if word not in SCALARS:
            fact = f"`{name[:60]}` is of a type `{word[:60]}` that Twisted does not have"
            raise _Wrong(fact + _meant(word, (*SCALARS, "ListOf", "AmpList")))
        return SCALARS[word]


def _finding(fact: str, place: Place, label: str) -> Finding:
    help = "see what a list of commands looks like in `ampgen explain json-commands`"
    return Finding("json-commands", fact, Frame(place, label), help)


def _known(entry: dict[str, Any], names: frozenset[str]) -> None:
    others = sorted(entry.keys() - names)
    if others:
        raise _Wrong(f"nobody knows what `{others[0][:60]}` is{_meant(others[0], names)}")


def _meant(word: str, known: Collection[str]) -> str:
    """Return a question for a word that is none of those known, or nothing."""
    found = _OTHERS.get(word.lower()) or nearest(word, known)
    return f"; did you mean `{found}`?" if found in known else ""


def _wire(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise _Wrong("a name holds half a character, which cannot travel") from None


def _as_object(value: Any) -> dict[str, Any]:
    if _kind_of(value) is not dict:
        raise _Wrong(f"`{json.dumps(value)[:60]}` is no object")
    found: dict[str, Any] = value
    return found


def _as_list(value: Any, what: str) -> list[Any]:
    if _kind_of(value) is not list:
        raise _Wrong(f"{what} are a list")
    found: list[Any] = value
    return found


def _kind_of(value: object) -> type[object]:
    return type(value)


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value:
        raise _Wrong(f"`{key}` is missing, or no text")
    return value


def _doc(entry: dict[str, Any]) -> str:
    value = entry.get("doc", entry.get("description", ""))
    if not isinstance(value, str):
        raise _Wrong("`doc` is a string")
    return value
