"""A git repository, read by plumbing commands alone.

Nothing is checked out, and nothing that a repository configures is run: no hooks, filters,
text conversions, pagers or monitors of files, and no transport that would fetch what a partial
clone lacks.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from ampgen.escaping import visible
from ampgen.explaining import reason, shown
from ampgen.findings import Unusable
from ampgen.frozen import dataclass
from ampgen.suggesting import nearest
from ampgen.versions.fetching import fetch_branch, fetching, quoted

_TIMEOUT = 60  # seconds
_TOGETHER = 128 << 20  # bytes
_OPTIONS = (
    "--no-pager",
    "--no-replace-objects",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "safe.bareRepository=explicit",
    "-c",
    "protocol.allow=never",
)
# Variables that say which repository is meant are set for hooks, and this may run in one of
# another repository.
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_LINE = re.compile(rb"(\d+) \w+ ([0-9a-f]{40,64})\t(.*)", re.DOTALL)
_DISTRUSTED = re.compile(r"detected dubious ownership in repository at '(.*)'")
_FILES = (b"100644", b"100755")
_LINK = b"120000"


class NoRepository(Exception):
    """There is no git repository, or no git."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a commit, or a symbolic link. ``path`` has slashes."""

    path: str
    id: str
    link: bool


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, and what it was called."""

    id: str
    name: str

    @property
    def short(self) -> str:
        return self.id[:10]


@dataclass(frozen=True)
class Repository:
    """The repository that a folder is in. Raises ``NoRepository`` and ``Unusable``."""

    folder: Path

    @cached_property
    def top(self) -> Path:
        """The folder of the working tree."""
        ran = self._run("rev-parse", "--show-toplevel")
        if ran.returncode:
            said = _said(ran)
            if (distrusted := _DISTRUSTED.search(said)) is not None:
                raise Unusable(
                    f"git does not trust the repository of {shown(self.folder)}, which belongs to "
                    "somebody else; if you do, `git config --global --add safe.directory "
                    f"{shlex.quote(distrusted[1])}`"
                )
            if "cannot use bare repository" in said:
                raise Unusable(
                    f"{shown(self.folder)} is in a bare repository, which has no files of its own: "
                    "run this in a clone or a worktree of it"
                )
            if "not a git repository" in said or "must be run in a work tree" in said:
                raise NoRepository(f"{shown(self.folder)} is in no git repository")
            raise Unusable(f"git cannot read the repository of {shown(self.folder)}: {said}")
        return Path(os.fsdecode(ran.stdout).removesuffix("\n"))

    def commit(self, reference: str) -> Commit:
        """Return the commit that a reference means, a branch of ``origin`` too.

        Raises ``Unusable`` with what would help.
        """
        for name in (reference, f"origin/{reference}"):
            found = self._commit(name)
            if found is not None:
                return Commit(found, name)
        raise Unusable(self._missing(reference))

    def trunk(self, names: Iterable[str]) -> Commit | None:
        """Return the commit of the first name that there is of the main branch, or None.

        Raises ``Unusable`` where it is not here because the clone is shallow.
        """
        found = self.known(names)
        if found is None and self.shallow:
            raise Unusable(
                f"there is no branch `main` in {shown(self.top)}: the clone is shallow; fetch it "
                f"with {fetch_branch('main')}, or name another, as in `--against git:v1.2`"
            )
        return found

    def known(self, references: Iterable[str]) -> Commit | None:
        """Return the commit of the first reference that there is, or None."""
        for name in references:
            found = self._commit(name)
            if found is not None:
                return Commit(found, name)
        return None

    def is_branch(self, name: str) -> bool:
        """Return whether a reference is a branch, ours or one of a remote."""
        ran = self._run("rev-parse", "--symbolic-full-name", "--end-of-options", name)
        full = os.fsdecode(ran.stdout).strip()
        return full.startswith(("refs/heads/", "refs/remotes/"))

    def parting(self, commit: Commit) -> Commit:
        """Return where the current commit and another one have parted.

        Raises ``Unusable`` where they have nothing in common, or too little is here to tell.
        """
        if self.head is None:
            return commit  # Nothing was committed on this branch yet.
        ran = self._run("merge-base", "HEAD", commit.id)
        id = os.fsdecode(ran.stdout).strip()
        if ran.returncode or not id:
            if self.shallow:
                raise Unusable(
                    f"cannot tell where this branch left {visible(commit.name)}: the clone is "
                    "shallow; fetch the rest with `git fetch --unshallow`, or compare with the "
                    f"branch as it is now, `--against {quoted(f'git:{commit.name}~0')}`"
                )
            raise Unusable(
                f"this branch and {visible(commit.name)} have no commit in common; compare with "
                f"the branch as it is now, `--against {quoted(f'git:{commit.name}~0')}`"
            )
        return Commit(id, commit.name)

    def tags(self, since: Commit | None) -> tuple[Commit, ...]:
        """Return the tags in the history of the current commit, the oldest first.

        ``since`` leaves out those that do not hold that commit.
        """
        ran = self._run(
            "for-each-ref",
            "--merged=HEAD",
            *([f"--contains={since.id}"] if since else []),
            "--sort=creatordate",
            "--format=%(refname)",
            "refs/tags",
        )
        names = [line for line in os.fsdecode(ran.stdout).split("\n") if line]
        found = ((name.removeprefix("refs/tags/"), self._commit(name)) for name in names)
        return tuple(Commit(id, name) for name, id in found if id is not None)

    def files(self, commit: Commit, *suffixes: str) -> tuple[Blob, ...]:
        """Return the files of a commit whose names end with one of some suffixes."""
        ends = tuple(map(str.encode, suffixes))
        ran = self._run("ls-tree", "-r", "-z", "--full-tree", commit.id)
        if ran.returncode:
            raise Unusable(
                f"git cannot list the files of {visible(commit.name)}: the clone is partial, or "
                f"damaged; `git ls-tree -r {commit.id}` fetches the list, or says more"
            )
        found: list[Blob] = []
        for line in ran.stdout.split(b"\0"):
            match = _LINE.fullmatch(line)
            if match and match[3].endswith(ends) and match[1] in (*_FILES, _LINK):
                found.append(Blob(os.fsdecode(match[3]), match[2].decode(), match[1] == _LINK))
        return tuple(found)

    def contents(self, blobs: Sequence[Blob], commit: Commit, most: int) -> dict[str, bytes]:
        """Return the bytes of files, by their paths; of a file with more than ``most``, one more.

        Raises ``Unusable`` where one is not here.
        """
        found: dict[str, bytes] = {}
        wanted: list[Blob] = []
        total = 0
        checked = self._run("cat-file", "--batch-check", given=_asked(blobs)).stdout.split(b"\n")
        checked += [b""] * len(blobs)  # Git may have given up.
        for blob, line in zip(blobs, checked):
            words = line.split(b" ")
            if len(words) != 3 or words[1] != b"blob":
                raise Unusable(
                    f"the clone lacks {visible(commit.name)}:{visible(blob.path)}: it is partial, "
                    f"or damaged; `git cat-file -e {blob.id}` fetches the file"
                )
            if int(words[2]) > most:
                found[blob.path] = bytes(most + 1)
            else:
                wanted.append(blob)
                total += int(words[2])
        if total > _TOGETHER:
            raise Unusable(
                f"{visible(commit.name)} has more than {_TOGETHER >> 20} MiB of schema files; "
                "compare with a folder of those that count"
            )
        data, at = self._run("cat-file", "--batch", given=_asked(wanted)).stdout, 0
        for blob in wanted:
            end = data.index(b"\n", at)
            size = int(data[at:end].split(b" ")[2])
            found[blob.path] = data[end + 1 : end + 1 + size]
            at = end + 2 + size
        return found

    @cached_property
    def head(self) -> str | None:
        """The current commit."""
        return self._commit("HEAD")

    @cached_property
    def shallow(self) -> bool:
        ran = self._run("rev-parse", "--is-shallow-repository")
        return ran.stdout.strip() == b"true"

    def _commit(self, name: str) -> str | None:
        if not name or "\0" in name:
            return None
        ran = self._run(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
        id = os.fsdecode(ran.stdout).strip()
        return id if not ran.returncode and re.fullmatch("[0-9a-f]{40,64}", id) else None

    def _missing(self, reference: str) -> str:
        place = shown(self.top)
        if self.head is None:
            return f"there is no commit in {place} yet, and so no `{visible(reference)}`"
        fact = f"there is no commit `{visible(reference)}` in {place}"
        ran = self._run("for-each-ref", "--format=%(refname:short)", "--count=2000")
        guess = nearest(reference, os.fsdecode(ran.stdout).split("\n"))
        if self.shallow:
            return f"{fact}: the clone is shallow; {fetching(reference)}"
        if guess and not reference.startswith("-"):
            return f"{fact}; did you mean `git:{visible(guess)}`?"
        return f"{fact}; name a branch, a tag or a commit, as in `--against git:main`"

    def _run(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        try:
            return subprocess.run(
                ["git", *_OPTIONS, *arguments],
                cwd=self.folder,
                input=given,
                capture_output=True,
                env={**kept, **_ENVIRONMENT},
                timeout=_TIMEOUT,
                check=False,
            )
        except FileNotFoundError as error:
            raise NoRepository("there is no `git` on this machine") from error
        except OSError as error:
            raise Unusable(f"cannot run git: {reason(error)}") from error
        except subprocess.TimeoutExpired as error:
            raise Unusable(f"git took longer than {_TIMEOUT} seconds: {arguments[0]}") from error


def _asked(blobs: Iterable[Blob]) -> bytes:
    return "".join(f"{one.id}\n" for one in blobs).encode()


def _said(ran: subprocess.CompletedProcess[bytes]) -> str:
    """Return the line in which git says why it gave up."""
    lines = os.fsdecode(ran.stderr).strip().splitlines()
    fatal = [line for line in lines if line.startswith("fatal: ")] or lines
    return visible(fatal[0].removeprefix("fatal: ")) if fatal else f"status {ran.returncode}"
