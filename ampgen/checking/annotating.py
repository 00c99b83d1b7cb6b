"""Annotations: a small closed set, each where it makes sense, once, with the right values."""

from __future__ import annotations

from collections.abc import Mapping

from ampgen import syntax
from ampgen.checking.literals import bytes_of, is_missing, text_of, whole_number
from ampgen.checking.problems import Problems
from ampgen.frozen import dataclass
from ampgen.suggesting import nearest
from ampgen.findings import Frame

_EVERYWHERE = ("deprecated", "since")
# What may stand before each kind of thing.
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "a declaration": _EVERYWHERE,
    "a member": _EVERYWHERE,
    "a command": (*_EVERYWHERE, "wire", "timeout"),
    "a field": (*_EVERYWHERE, "wire", "big", "nonfinite"),
    "a schema": (),
    "an import": (),
}
_USE = {
    "deprecated": '@deprecated("use something else")',
    "since": '@since("1.3")',
    "wire": '@wire("any bytes")',
    "timeout": "@timeout(30)",
    "big": "@big(first=0)",
    "nonfinite": "@nonfinite",
}
_OPTIONAL = "take it out, and write a question mark behind the type: `name: str?`"
_REQUIRED = "take it out: a field without a question mark behind its type is required"
_LIMITS = "take it out, and say it in documentation: values have no limits but their type's"
_DOC = "write a comment that begins with `///` above it"
_WIRE = 'write `@wire("…")` for what a command or a field is called on the wire'
_ONEWAY = "write `oneway command`"
# What somebody wants who writes an annotation of another language.
_INSTEAD: Mapping[str, str] = {
    **dict.fromkeys(("optional", "nullable", "maybe"), _OPTIONAL),
    **dict.fromkeys(("required", "notnull", "nonnull", "mandatory"), _REQUIRED),
    **dict.fromkeys(
        "min max range length size pattern regex minlength maxlength minimum maximum".split(),
        _LIMITS,
    ),
    **dict.fromkeys("doc description comment summary".split(), _DOC),
    **dict.fromkeys("name alias key json jsonproperty rename serializedname".split(), _WIRE),
    **dict.fromkeys("oneway notification noreply event".split(), _ONEWAY),
    "default": "write the default behind the type: `count: int = 3`",
    **dict.fromkeys("raises throws error errors".split(), "write `raises` behind the command"),
    **dict.fromkeys(
        "reserved removed".split(), "write `reserved name`, with the name that was removed"
    ),
}


@dataclass(slots=True)
class Annotated:
    """What the annotations of one thing say. It is changed while they are read, and not after."""

    deprecated: str | None = None
    since: str | None = None
    wire: bytes | None = None
    wire_place: syntax.String | None = None
    timeout: float | None = None
    timeout_at: syntax.Annotation | None = None
    big: int | None = None
    big_at: syntax.Annotation | None = None
    nonfinite: syntax.Annotation | None = None


_NOTHING = Annotated()


def read_annotations(problems: Problems, notes: syntax.Notes, what: str) -> Annotated:
    """Read the annotations of a thing; ``what`` is a key of ``ALLOWED``."""
    if not notes.annotations:
        return _NOTHING
    read = Annotated()
    seen: dict[str, syntax.Annotation] = {}
    for annotation in notes.annotations:
        name = annotation.name.text
        if not name:
            continue
        if name not in _USE:
            guess = None if problems.full else nearest(name, _USE)
            instead = _INSTEAD.get(name.lower().replace("_", ""))
            known = ", ".join(f"`@{one}`" for one in _USE)
            problems.add(
                "unknown-annotation",
                f"there is no annotation `@{name}`",
                annotation.place,
                "unknown",
                instead
                or (f"did you mean `@{guess}`? " if guess else "")
                + f"the annotations are {known}",
            )
        elif name not in ALLOWED[what]:
            places = [kind for kind, names in ALLOWED.items() if name in names]
            problems.add(
                "misplaced-annotation",
                f"`@{name}` does not belong before {what}",
                annotation.place,
                f"not before {what}",
                f"it stands before {' or '.join(places)}",
            )
        elif name in seen:
            problems.add(
                "annotated-twice",
                f"`@{name}` stands here twice",
                annotation.place,
                "once more",
                "take one out",
                others=(Frame(seen[name].place, "first here"),),
            )
        else:
            seen[name] = annotation
            _read(problems, annotation, read)
    return read


def _read(problems: Problems, annotation: syntax.Annotation, read: Annotated) -> None:
    name = annotation.name.text
    settings = annotation.settings or ()
    if any(is_missing(setting.value) for setting in settings):
        return
    wrong = ""
    if name == "nonfinite":
        read.nonfinite = annotation
        wrong = "takes no brackets" if annotation.settings is not None else ""
    elif len(settings) != 1:
        wrong = "takes one value"
    else:
        wrong = _read_one(annotation, settings[0], read)
    if wrong:
        problems.add(
            "bad-annotation",
            f"`@{name}` {wrong}",
            annotation.place,
            _given(annotation),
            f"write it as `{_USE[name]}`",
        )


def _given(annotation: syntax.Annotation) -> str:
    """Say what an annotation has that has something wrong."""
    count = len(annotation.settings or ())
    if annotation.settings is None:
        return "has none"
    if annotation.name.text == "nonfinite":
        return "has brackets"
    return "not such a value" if count == 1 else f"has {count or 'no'} values"


def _read_one(annotation: syntax.Annotation, setting: syntax.Setting, read: Annotated) -> str:
    """Take in the only value of an annotation, or return what is wrong with it."""
    name, value = annotation.name.text, setting.value
    if name == "big":
        first = whole_number(value)
        if setting.name is None or setting.name.text != "first" or first not in (0, 2):
            return "takes `first=0` or `first=2`"
        read.big, read.big_at = first, annotation
        return ""
    if setting.name is not None:
        return "takes a value without a name"
    if name == "timeout":
        number = float(value.text) if isinstance(value, syntax.Number) else 0.0
        if not 0 < number < float("inf"):
            return "takes a number of seconds above 0"
        read.timeout, read.timeout_at = number, annotation
        return ""
    if not isinstance(value, syntax.String):
        return "takes a string"
    if name == "wire":
        read.wire, read.wire_place = bytes_of(value), value
        return ""
    text = text_of(value)
    if not text.strip():
        return "takes a text that says something"
    if name == "deprecated":
        read.deprecated = text
    else:
        read.since = text
    return ""
