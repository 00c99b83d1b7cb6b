"""From what the grammar recognised to the schema as written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from ampgen import syntax
from ampgen.frozen import dataclass
from ampgen.parsing.words import Word
from ampgen.text import Place

_T = TypeVar("_T")


def _name(word: Word) -> syntax.Name:
    return syntax.Name(str(word), word.place)


def _string(word: Word) -> syntax.String:
    return syntax.String(str(word)[1:-1], word.place)


def _value(value: object) -> syntax.Value:
    if isinstance(value, Word):
        if value.type == "STRING":
            return _string(value)
        return syntax.Number(str(value), value.place)
    assert isinstance(value, (syntax.Path, syntax.Values))
    return value


def _parameter(value: object) -> syntax.Type | syntax.Number | syntax.String:
    if isinstance(value, syntax.Type):
        return value
    literal = _value(value)
    assert isinstance(literal, (syntax.Number, syntax.String))
    return literal


def _every(kind: type[_T], things: Sequence[object]) -> tuple[_T, ...]:
    return tuple(thing for thing in things if isinstance(thing, kind))


def _one(kind: type[_T], things: Sequence[object]) -> _T | None:
    return next((thing for thing in things if isinstance(thing, kind)), None)


def _over(first: Place, last: Place) -> Place:
    return Place(first.source, first.start, last.end)


@dataclass(frozen=True, slots=True)
class _Before:
    """What stands before a declaration: its annotations, and documentation among them."""

    docs: tuple[str, ...]
    annotations: tuple[syntax.Annotation, ...]


def _doc(word: Word) -> tuple[str, ...]:
    if word.doc is None:
        return ()
    word.doc.taken = True
    return (word.doc.text,)


def _notes(before: _Before, word: Word) -> syntax.Notes:
    docs = before.docs + _doc(word)
    return syntax.Notes("\n".join(docs).strip("\n"), before.annotations)


_NOTHING = _Before((), ())


@dataclass(frozen=True, slots=True)
class _Parameters:
    values: tuple[syntax.Type | syntax.Number | syntax.String, ...]


class Builder:
    """One method for each rule of the grammar, given what the rule's parts became."""

    def start(self, *items: object) -> tuple[object, ...]:
        return items

    def schema(self, before: _Before, word: Word, path: syntax.Path) -> syntax.SchemaName:
        return syntax.SchemaName(path, _notes(before, word), word.place)

    def imported(
        self, before: _Before, word: Word, path: syntax.Path, *alias: Word
    ) -> syntax.Import:
        named = _name(alias[1]) if alias else None
        return syntax.Import(path, named, _notes(before, word))

    def enum(self, before: _Before, word: Word, name: Word, *parts: object) -> syntax.Enum:
        return syntax.Enum(
            _name(name),
            _one(syntax.Path, parts),
            _every(syntax.Member, parts),
            _every(syntax.Reserved, parts),
            _notes(before, word),
        )

    def member(self, before: _Before, name: Word, *value: object) -> syntax.Member:
        literal = _value(value[0]) if value else None
        return syntax.Member(_name(name), literal, _notes(before, name))

    def record(self, before: _Before, word: Word, name: Word, *parts: object) -> syntax.Record:
        return syntax.Record(
            _name(name),
            _every(syntax.Field, parts),
            _every(syntax.Reserved, parts),
            _notes(before, word),
        )

    def error(self, before: _Before, word: Word, name: Word, *rest: Word) -> syntax.Error:
        code = _string(rest[0]) if rest and rest[0].type == "STRING" else None
        python = _string(rest[-1]) if any(part.type == "PYTHON" for part in rest) else None
        return syntax.Error(_name(name), code, python, _notes(before, word))

    def custom(self, before: _Before, word: Word, name: Word, *rest: object) -> syntax.Custom:
        words = _every(Word, rest)
        strings = [_string(part) for part in words if part.type == "STRING"]
        parameters = _one(_Parameters, rest)
        over = rest[-1]
        assert isinstance(over, syntax.Type)
        return syntax.Custom(
            _name(name),
            strings[0],
            parameters.values if parameters is not None else (),
            strings[1],
            over,
            _notes(before, word),
        )

    def parameters(self, *values: object) -> _Parameters:
        return _Parameters(tuple(_parameter(value) for value in values))

    def interface(
        self, before: _Before, word: Word, name: Word, *parts: object
    ) -> syntax.Interface:
        return syntax.Interface(
            _name(name),
            _one(syntax.Raises, parts),
            _every(syntax.Command, parts),
            _every(syntax.Reserved, parts),
            _notes(before, word),
        )

    def command(self, before: _Before, word: Word, *parts: object) -> syntax.Command:
        oneway = word.place if word.type == "ONEWAY" else None
        notes = _notes(before, word)
        words = _every(Word, parts)
        lists = _every(syntax.Fields, parts)
        return syntax.Command(
            _name(words[-1]),
            oneway,
            lists[0],
            lists[1] if len(lists) > 1 else None,
            _one(syntax.Raises, parts),
            notes,
        )

    def answer(self, fields: syntax.Fields) -> syntax.Fields:
        return fields

    def raises(self, word: Word, *raised: syntax.Raised) -> syntax.Raises:
        return syntax.Raises(raised, word.place)

    def raised(self, *parts: object) -> syntax.Raised:
        path = parts[-1]
        assert isinstance(path, syntax.Path)
        return syntax.Raised(path, len(parts) > 1)

    def protocol(
        self, before: _Before, word: Word, name: Word, *roles: syntax.Role
    ) -> syntax.Protocol:
        return syntax.Protocol(_name(name), roles, _notes(before, word))

    def role(self, name: Word, _answers: Word, *paths: syntax.Path) -> syntax.Role:
        return syntax.Role(_name(name), paths)

    def fields(self, *parts: object) -> syntax.Fields:
        first, last = parts[0], parts[-1]
        assert isinstance(first, Word) and isinstance(last, Word)
        return syntax.Fields(
            _every(syntax.Field, parts),
            _every(syntax.Reserved, parts),
            _over(first.place, last.place),
        )

    def field(
        self, before: _Before, name: Word, type: syntax.Type, *default: object
    ) -> syntax.Field:
        value = _value(default[0]) if default else None
        return syntax.Field(_name(name), type, value, _notes(before, name))

    def reserved(self, *words: Word) -> syntax.Reserved:
        names = tuple(
            _string(word) if word.type == "STRING" else _name(word)
            for word in words[1:]
            if word.type != "JOIN"
        )
        return syntax.Reserved(names, _over(words[0].place, words[-1].place))

    def annotations(self, *annotations: tuple[tuple[str, ...], syntax.Annotation]) -> _Before:
        if not annotations:
            return _NOTHING
        docs = tuple(doc for pair in annotations for doc in pair[0])
        return _Before(docs, tuple(annotation for _, annotation in annotations))

    def annotation(
        self, at: Word, name: Word, *rest: object
    ) -> tuple[tuple[str, ...], syntax.Annotation]:
        settings = _every(syntax.Setting, rest) if rest else None
        place = _over(at.place, name.place)
        return _doc(at), syntax.Annotation(_name(name), settings, place)

    def setting(self, first: object, *rest: object) -> syntax.Setting:
        if not rest:
            return syntax.Setting(None, _value(first))
        assert isinstance(first, Word)
        return syntax.Setting(_name(first), _value(rest[-1]))

    def type(self, path: syntax.Path, *rest: object) -> syntax.Type:
        if not rest:
            return syntax.Type(path, None, None, path.place)
        words = _every(Word, rest)
        last = words[-1]
        optional = last.place if last.type == "QUESTION" else None
        brackets = any(word.type == "LSQB" for word in words)
        arguments = _every(syntax.Type, rest) if brackets else None
        return syntax.Type(path, arguments, optional, _over(path.place, last.place))

    def values(self, *parts: object) -> syntax.Values:
        first, last = parts[0], parts[-1]
        assert isinstance(first, Word) and isinstance(last, Word)
        values = tuple(
            _value(part)
            for part in parts
            if isinstance(part, (syntax.Path, syntax.Values))
            or (isinstance(part, Word) and part.type in ("STRING", "NUMBER"))
        )
        return syntax.Values(values, _over(first.place, last.place))

    def path(self, first: Word, *others: Word) -> syntax.Path:
        place = _over(first.place, others[-1].place) if others else first.place
        return syntax.Path(tuple(_name(word) for word in (first, *others)), place)


METHODS: dict[str, Callable[..., object]] = {
    name: getattr(Builder(), name) for name in vars(Builder) if not name.startswith("_")
}
"""What each rule of the grammar becomes, given what its parts became."""
