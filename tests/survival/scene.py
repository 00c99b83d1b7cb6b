"""Two schemas, of which one imports the other, in two forms, and what may stand on the disk."""

from __future__ import annotations

import os
import re
from pathlib import Path

FORMS = ("one", "two")
PACKAGES = ("acme/common", "acme/users")

_COMMON = """\
schema acme.common

/// Form {form}.
error NoSuchUser = "NO_SUCH_USER"
"""
_USERS = """\
schema acme.users

import acme.common

/// Form {form}.
interface Users {{
    command Find(name: str, limit: int?) -> (number: {type})
        raises common.NoSuchUser
}}
"""

Tree = dict[str, bytes]


def schemas(form: str) -> dict[str, str]:
    """The schemas' texts, by their paths. Every package is another in the other form."""
    return {
        "acme/common.amp": _COMMON.format(form=form),
        "acme/users.amp": _USERS.format(form=form, type="int" if form == "one" else "str"),
    }


class Broken(AssertionError):
    """What stands there must never stand there."""


class Scene:
    """A folder for schemas and packages, and the packages that each form is compiled to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "out"
        self.whole: dict[str, dict[str, Tree]] = {}

    def set(self, form: str) -> None:
        """Give the schemas a form."""
        for path, text in schemas(form).items():
            file = self.folder / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")

    def turn(self) -> str:
        """Give the schemas the other form than the packages have; return it."""
        (standing,) = set(self.standing().values())
        form = FORMS[standing == FORMS[0]]
        self.set(form)
        return form

    def words(self, *more: str) -> list[str]:
        """The command line by which the schemas are compiled."""
        folder = str(self.folder)
        return ["compile", f"{folder}/acme/users.amp", "-I", folder, "--out", str(self.out), *more]

    def keep(self, form: str) -> None:
        """Take what stands there for what the form is compiled to."""
        self.whole[form] = {package: tree(self.out / package) for package in PACKAGES}

    def standing(self, absent: bool = False) -> dict[str, str]:
        """The form of each package. Raises ``Broken`` where one is neither; ``absent`` allows
        that one is not there."""
        found: dict[str, str] = {}
        for package in PACKAGES:
            there = tree(self.out / package)
            forms = [form for form in FORMS if self.whole[form][package] == there]
            if forms:
                found[package] = forms[0]
            elif there or not absent:
                names = sorted(name for name in there)
                raise Broken(f"{package} is neither the old nor the new one; it holds {names}")
        return found

    def tidy(self) -> None:
        """Raise ``Broken`` if anything lies about besides the packages."""
        expected = {f"acme/{name}" for name in ("common", "users")} | {"acme"}
        found = {
            path.relative_to(self.out).as_posix()
            for path in (self.out, *self.out.rglob("*"))
            if path != self.out and not any(part in PACKAGES for part in _parents(self.out, path))
        }
        if found != expected:
            raise Broken(f"besides the packages there are {sorted(found - expected)}")


def _parents(out: Path, path: Path) -> list[str]:
    return [parent.as_posix() for parent in path.relative_to(out).parents]


def tree(folder: Path) -> Tree:
    """The bytes of every file below a folder, by its path."""
    found: Tree = {}
    for place, folders, files in os.walk(folder):
        if "__pycache__" in folders:
            folders.remove("__pycache__")
        for name in files:
            path = Path(place, name)
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


_LINE = re.compile(r"ampgen: cannot write (?P<path>\S+): [a-z][^\n]*\n")


def check_message(text: str) -> None:
    """Raise ``Broken`` unless a failure was told in one line that a user can do something with."""
    match = _LINE.fullmatch(text)
    if match is None:
        raise Broken(f"that is no clear line: {text!r}")
    if ".ampgen-" in match["path"]:
        raise Broken(f"the user knows of no such place: {text!r}")
