"""What the last run made its packages from, where only the text of its schema is different since.

It is kept beside the state, as fields of the same form: the key, the path of the schema, its text,
the folder below which packages are written, and then, each with a letter before it, the include
roots, the environments, and the modules that schemas may name things of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ampgen.frozen import dataclass
from ampgen.noticing import BEING, WHOLE, look
from ampgen.remembering.recalling import TEXT, recorded

_LETTERS = _ALONE, _ROOT, _ENVIRONMENT, _PYTHON, _ANY = "a", "r", "e", "p", "y"


@dataclass(frozen=True, slots=True)
class Made:
    """What packages were made from.

    ``name`` is the path of the schema and ``text`` what was in it. ``alone`` says that packages of
    what it imports were not wanted. ``python`` is None where schemas may name anything.
    """

    name: str
    text: str
    out: str
    alone: bool
    roots: tuple[str, ...]
    environments: tuple[str, ...]
    python: tuple[str, ...] | None

    def of(self, text: str) -> Made:
        """Return the same of another text."""
        return Made(
            self.name, text, self.out, self.alone, self.roots, self.environments, self.python
        )

    def fields(self) -> Iterator[str]:
        """Yield what ``made_from`` makes the same of."""
        yield from (self.name, self.text, self.out)
        yield from (_ALONE for _ in range(self.alone))
        yield from (_ROOT + one for one in self.roots)
        yield from (_ENVIRONMENT + one for one in self.environments)
        yield from [_ANY] if self.python is None else [_PYTHON + one for one in self.python]


@dataclass(frozen=True, slots=True)
class Last:
    """The last run of a command line, since which nothing but its one schema file was written.

    ``found`` is what that run found at all other places, and what is there still, by how and
    path. ``told`` is what a run with nothing to do writes on standard output and standard error.
    """

    made: Made
    found: Mapping[tuple[str, str], str]
    told: tuple[str, str]


def returned(arguments: Sequence[str]) -> Last | None:
    """Return what the last run of a command line saw, if only its one schema file is different.

    None where that is not so, or nothing is known. Never raises.
    """
    try:
        kept = recorded([*arguments], TEXT)
        fields = recorded([*arguments]) if kept is not None else None
        if kept is None or fields is None or len(fields) % 3:
            return None
        made = made_from(kept[1:])
        looks = iter(fields[3:])
        found: dict[tuple[str, str], str] = {}
        for how, path, line in zip(looks, looks, looks):
            if look(how, path) == line:
                found[how, path] = line
            elif path != made.name or how not in (WHOLE, BEING):
                return None
        return Last(made, found, (fields[1], fields[2]))
    except (OSError, ValueError, KeyError, IndexError):
        return None


def made_from(fields: Sequence[str]) -> Made:
    """Return what fields say. Raises ``ValueError``."""
    name, text, out, *others = fields
    said = {letter: [one[1:] for one in others if one[:1] == letter] for letter in _LETTERS}
    return Made(
        name,
        text,
        out,
        bool(said[_ALONE]),
        tuple(said[_ROOT]),
        tuple(said[_ENVIRONMENT]),
        None if said[_ANY] else tuple(said[_PYTHON]),
    )
