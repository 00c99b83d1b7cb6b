"""From what `--against` says to versions."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from ampgen import reading
from ampgen.abridging import completed
from ampgen.distributions import Environment, Published, environment, shipped
from ampgen.escaping import visible
from ampgen.explaining import shown
from ampgen.findings import Refused, Unusable
from ampgen.recalling import recall
from ampgen.sealing import IMPORTED
from ampgen.text import Source
from ampgen.understanding import Understood, understand
from ampgen.versions.packaged import MODULES, Texts, imported_as_told
from ampgen.versions.repository import Blob, Commit, NoRepository, Repository
from ampgen.versions.selecting import Wanted, by_name, by_path, folders
from ampgen.versions.version import File, Tree, Version, meaning

GIT = "git:"
INSTALLED = "installed:"
SUFFIX = ".amp"
TRUNKS = ("main", "origin/main", "origin/HEAD", "master", "origin/master")
MOST = 10_000
_LINKS = 10
_ARCHIVES = (".gz", ".tgz", ".bz2", ".xz", ".zst", ".tar", ".zip", ".egg")


class Nothing(Exception):
    """Nobody said what to compare with, and nothing suggests itself: why."""


def versions(
    against: Sequence[str], wanted: Wanted, env: Sequence[Path] = (), transitive: bool = False
) -> tuple[Version, ...]:
    """Return the old versions that are meant.

    ``against`` are a folder, a file, a description, a wheel, ``installed:DISTRIBUTION`` or
    ``git:REFERENCE`` each; without any, where the current branch left the main one. ``env`` are
    the environments that distributions are looked for in. ``transitive`` adds the tags since.
    Raises ``Unusable`` where one is not there, and ``Nothing``.
    """
    if not against:
        return _since_main(wanted, env, transitive)
    found: list[Version] = []
    for one in against:
        if one in (GIT, INSTALLED):
            what = "a branch, a tag or a commit" if one == GIT else "a distribution"
            example = "git:main" if one == GIT else "installed:acme-schemas"
            raise Unusable(f"`{one}` has no name behind it; name {what}, as in `{example}`")
        if one.startswith(GIT):
            found += _by_git(one.removeprefix(GIT), wanted, env, transitive)
        elif one.startswith(INSTALLED):
            name = one.removeprefix(INSTALLED)
            found.append(Version(one, partial(_shipped, name, wanted, env)))
        elif os.path.lexists(one):
            found.append(Version(one, _on_disk(Path(one), wanted, env)))
        else:
            found += _by_guess(one, wanted, env, transitive)
    return tuple(found)


def _on_disk(path: Path, wanted: Wanted, env: Sequence[Path]) -> Callable[[], Understood | None]:
    if path.is_dir():
        return partial(_folder, path, wanted, env)
    if path.suffix == ".whl":
        return partial(_shipped, path, wanted, env)
    if path.suffix in _ARCHIVES:
        raise Unusable(
            f"cannot compare with {shown(path)}: it is an archive and no wheel; unpack it, and name "
            "the folder"
        )
    if path.suffix == reading.DESCRIPTION:
        return lambda: recall(reading.read(path))
    return lambda: understand([reading.read(path)], (), [Published(environment(env))])


def _folder(path: Path, wanted: Wanted, env: Sequence[Path]) -> Understood | None:
    names = reading.schema_files(path, MOST + 1)
    _check_count(len(names), shown(path))
    files = {
        one.as_posix(): File(os.fspath(path / one), partial(reading.read, path / one))
        for one in names
    }
    if not files:
        raise Unusable(f"there is no {SUFFIX} file in {shown(path)}")
    tree = Tree(os.fspath(path), files)
    return meaning(tree, by_name(tree, wanted), (), [Published(environment(env))])


def _shipped(what: str | Path, wanted: Wanted, env: Sequence[Path]) -> Understood | None:
    around = environment(env)
    if isinstance(what, str):
        # A wheel that stands for something installed is the new version, and this is the old one.
        around = Environment(around.place, around.folders)
    found = shipped(what, around)
    if not found.sources:
        raise Unusable(f"{found.origin} ships no schemas")
    tree = Tree(
        str(found.origin), {one.name: File(one.name, _constant(one)) for one in found.sources}
    )
    return meaning(tree, by_name(tree, wanted), (), [Published(around)])


def _constant(source: Source) -> Callable[[], Source]:
    return lambda: source


def _by_guess(name: str, wanted: Wanted, env: Sequence[Path], transitive: bool) -> list[Version]:
    """Return the versions of a name without a kind: no file, so perhaps a branch or a tag."""
    try:
        repository = _repository(wanted)
        repository.top  # Whether git trusts it, first of all.
        if repository.known([name]) is not None:
            return _by_git(name, wanted, env, transitive)
    except NoRepository as error:
        raise Unusable(
            f"there is no file or folder `{shown(name)}` to compare with, and {error}; write a "
            "path, or `installed:DISTRIBUTION`"
        ) from None
    raise Unusable(
        f"there is no file, folder or git reference `{shown(name)}` to compare with; write a path, "
        "`git:REFERENCE` or `installed:DISTRIBUTION`"
    )


def _repository(wanted: Wanted) -> Repository:
    """Return the repository that the new version is in."""
    names = [one.place.source.name for one in wanted.schemas]
    folder = os.path.dirname(names[0]) if names and os.path.exists(names[0]) else ""
    return Repository(Path(folder or "."))


def _since_main(wanted: Wanted, env: Sequence[Path], transitive: bool) -> tuple[Version, ...]:
    try:
        repository = _repository(wanted)
        top = repository.top
        trunk = repository.trunk(TRUNKS)
    except NoRepository as error:
        raise Nothing(str(error)) from error
    if trunk is None:
        raise Nothing(f"{shown(top)} has no branch `main`, here or at `origin`")
    commits = [repository.parting(trunk)]
    if transitive:
        commits += repository.tags(None)
    return tuple(_committed(repository, one, wanted, env) for one in commits)


def _by_git(
    reference: str, wanted: Wanted, env: Sequence[Path], transitive: bool
) -> list[Version]:
    try:
        repository = _repository(wanted)
        repository.top  # First of all: whether there is one.
        commit = repository.commit(reference)
    except NoRepository as error:
        raise Unusable(
            f"{error}, and so no `{visible(GIT + reference)}` to compare with"
        ) from error
    if repository.is_branch(commit.name):
        commit = repository.parting(commit)
    commits = [commit, *(repository.tags(commit) if transitive else ())]
    unique = {one.id: one for one in reversed(commits)}
    return [_committed(repository, one, wanted, env) for one in reversed(unique.values())]


def _committed(
    repository: Repository, commit: Commit, wanted: Wanted, env: Sequence[Path]
) -> Version:
    name = commit.name if commit.id.startswith(commit.name) else f"{commit.name} at {commit.short}"
    if commit.id == repository.head and commit.name not in ("HEAD", "@"):
        name = f"{name} (checked out now)"
    return Version(name, partial(_from_commit, repository, commit, wanted, env))


def _from_commit(
    repository: Repository, commit: Commit, wanted: Wanted, env: Sequence[Path]
) -> Understood | None:
    blobs = repository.files(commit, SUFFIX, *(f"/{name}" for name in MODULES))
    schemas = [one for one in blobs if one.path.endswith(SUFFIX)]
    _check_count(len(schemas), visible(commit.name))
    texts = repository.contents(schemas, commit, reading.LARGEST)
    links = {one.path for one in schemas if one.link}
    files: dict[str, File] = {}
    for one in schemas:
        name = f"{commit.name}:{one.path}"
        files[one.path] = File(name, partial(reading.decode, name, texts[one.path]))
    for path in links:
        files[path] = _followed(path, links, texts, files)
    tree = Tree(commit.name, files)
    given = by_path(tree, wanted, repository.top)
    roots = folders(wanted.roots, repository.top)
    installed = Published(environment(env))
    modules = [one for one in blobs if not one.path.endswith(SUFFIX) and not one.link]
    kept = _kept(repository, commit, modules, [tree.declared(path) for path in given])
    try:
        if kept:
            return meaning(tree, given, roots, [Texts(kept), installed])
    except Refused:
        # The packages of the commit were made from other schemas than are in it.
        pass
    return meaning(tree, given, roots, [installed])


def _kept(
    repository: Repository, commit: Commit, modules: Sequence[Blob], schemas: Iterable[str]
) -> dict[str, Source]:
    """Return what the packages of schemas in a commit were made with, if they are in it too."""
    places = {f"/{one.path}": one for one in modules}
    found: dict[str, Source] = {}
    for schema in schemas:
        package = f"/{schema.replace('.', '/')}/"
        tops = [
            one.removesuffix(package + IMPORTED)
            for one in places
            if one.endswith(package + IMPORTED)
        ]
        if not tops:
            continue
        # What else is called so lies deeper, as copies of a build do.
        folder = min(tops, key=len) + package
        blobs = [places[folder + name] for name in MODULES if folder + name in places]
        try:
            data = repository.contents(blobs, commit, reading.LARGEST)
        except Unusable:
            continue  # A partial clone need not have them.
        told = imported_as_told(*(data.get(f"{folder}{name}"[1:], b"") for name in MODULES))
        for name, source in told.items():
            known = found.get(name, source)
            found[name] = Source(known.name, completed(known.text, source.text))
    return found


def _followed(
    link: str, links: Container[str], texts: Mapping[str, bytes], files: Mapping[str, File]
) -> File:
    """Return the schema file of a commit that a symbolic link leads to."""
    path = link
    for _ in range(_LINKS):
        target = os.fsdecode(texts[path])
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        if path not in links:
            break
    name = files[link].name
    return files[path] if path in files and path not in links else File(name, partial(_lost, name))


def _lost(name: str) -> Source:
    raise Unusable(
        f"cannot read {shown(name)}: it is a symbolic link, and not to a schema file of the "
        "repository; compare with a version or a folder in which it is a file"
    )


def _check_count(count: int, name: str) -> None:
    if count > MOST:
        raise Unusable(
            f"{name} has more than {MOST:,} schema files; compare with a folder of those that count"
        )
