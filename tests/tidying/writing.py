"""Schemas that are right in their form and look like nothing else: for hypothesis to draw."""

from __future__ import annotations

from hypothesis import strategies as st

from ampgen.parsing.words import KEYWORDS

_NAMES = ("a", "b_", "User", "a_name_that_is_rather_long", "x" * 45, "_", "schema_")
_WORDS = tuple(sorted(word.lower() for word in KEYWORDS))
_STRINGS = ('""', '"x"', '"// no comment"', r'"\"}\\"', '"{[("', f'"{"long " * 12}"', '"über"')
_NUMBERS = ("0", "-3", "1.5e3", "12.50")

Words = st.SearchStrategy[tuple[str, ...]]


def _flat(parts: tuple[tuple[str, ...], ...] | list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(word for part in parts for word in part)


def _row(*parts: Words | str) -> Words:
    return st.tuples(*(st.just((part,)) if isinstance(part, str) else part for part in parts)).map(
        _flat
    )


def _maybe(words: Words) -> Words:
    return st.one_of(st.just(()), words)


def _several(words: Words, least: int = 0, most: int = 3) -> Words:
    return st.lists(words, min_size=least, max_size=most).map(_flat)


def _listed(words: Words, least: int = 0, most: int = 4, last: bool = True) -> Words:
    """Words with commas between them, and perhaps one behind the last."""

    def with_commas(parts: tuple[list[tuple[str, ...]], bool]) -> tuple[str, ...]:
        rows, comma = parts
        text = _flat([word for row in rows for word in (row, (",",))])
        return text if comma and last else text[:-1]

    return st.tuples(st.lists(words, min_size=least, max_size=most), st.booleans()).map(
        with_commas
    )


_plain = st.sampled_from(_NAMES).map(lambda name: (name,))
_name = st.one_of(_plain, _plain, st.sampled_from(_WORDS).map(lambda name: (name,)))
_string = st.sampled_from(_STRINGS).map(lambda text: (text,))
_number = st.sampled_from(_NUMBERS).map(lambda text: (text,))
_path = st.one_of(_plain, _row(_plain, ".", _name), _row(_plain, ".", _plain, ".", _plain))
_type: Words = st.deferred(
    lambda: st.one_of(
        _row(_path, _maybe(_row("?"))),
        _row(_path, "[", _listed(_type, 1, 2), "]", _maybe(_row("?"))),
    )
)
_value = st.one_of(_number, _string, _path, _row("[", _listed(st.one_of(_number, _string)), "]"))
_setting = _row(_maybe(_row(_plain, "=")), _value)
_annotation = _row("@", _plain, _maybe(_row("(", _listed(_setting, 0, 2), ")")))
_annotations = _several(_annotation, 0, 2)
_held = st.one_of(_string, _plain)
_reserved = _row("reserved", _listed(_held, 1, 3, last=False))
_field = _row(_annotations, _name, ":", _type, _maybe(_row("=", _value)))
_fields = _row("(", _listed(st.one_of(_field, _field, _reserved)), ")")
_raised = _row(_maybe(_row("fatal")), _path)
_raises = _row("raises", _listed(_raised, 1, 8, last=False))
_command = _row(
    *(_annotations, _maybe(_row("oneway")), "command", _name, _fields),
    *(_maybe(_row("->", _fields)), _maybe(_raises)),
)
_member = _row(_annotations, _plain, _maybe(_row("=", _value)))
_role = _row(_plain, "answers", _listed(_path, 1, 8, last=False))


def _braced(word: str, head: Words, parts: Words) -> Words:
    return _row(_annotations, word, _name, head, "{", _several(parts, 0, 4), "}")


_declaration = st.one_of(
    _braced("enum", _maybe(_row(":", _path)), st.one_of(_member, _reserved)),
    _braced("record", st.just(()), st.one_of(_field, _field, _reserved)),
    _braced("interface", _maybe(_raises), st.one_of(_command, _command, _reserved)),
    _braced("protocol", st.just(()), _role),
    _row(
        _annotations, "error", _name, _maybe(_row("=", _string)), _maybe(_row("python", _string))
    ),
    _row(
        *(_annotations, "type", _name, "=", "python", _string),
        _maybe(_row("(", _listed(st.one_of(_type, _number, _string)), ")")),
        *("as", _string, "over", _type),
    ),
    _row(_annotations, "import", _path, _maybe(_row("as", _name))),
)
_file = _row("schema", _path, _several(_declaration, 0, 5))

_spaces = st.sampled_from((" ", "  ", "\t", "\n", "\n", "\n\n", "\n\n\n \n", " \n    "))
_comments = st.sampled_from(
    ("// c\n", "// c\n\n", "\n// c\n", "\n\n//c \n\n\n", "//\n", "\n//// c\n", "// c\n// d\n")
)
_docs = st.sampled_from(
    ("\n/// d\n", "\n///d\n\n", "\n///\n///  d\n", "/// d\n", "\n/// d\n// c\n/// e\n")
)
_gap = st.lists(st.one_of(_spaces, _spaces, _spaces, _comments, _docs), max_size=3).map("".join)


@st.composite
def schemas(draw: st.DrawFn) -> str:
    """Draw the text of a schema with comments and line ends anywhere between its words."""
    words = draw(_file)
    busy = draw(st.sampled_from((0, 0, 3, 20)))
    text = draw(_gap)
    for word in words:
        if busy and draw(st.integers(0, 20)) < busy:
            text += draw(_gap)
        if text[-1:].isalnum() or text[-1:] in ("_", '"', "/"):
            text += " "
        text += word
    return text + draw(_gap)
