"""From sources to schemas: parse, load what they import, and check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ampgen.checking import Imported, Problems, check, check_python
from ampgen.digesting import sha256
from ampgen.findings import Finding, Frame, Refused, Severity
from ampgen.frozen import dataclass
from ampgen.loading import Advice, Finder, for_importers, Loaded, Loader
from ampgen.schema import Schema
from ampgen.text import Source


@dataclass(frozen=True, slots=True)
class Understood:
    """Schemas that are right.

    ``schemas`` are the given ones in their order. ``all`` holds the imported ones too, each
    before those that import it. ``findings`` are warnings.
    """

    schemas: tuple[Schema, ...]
    all: tuple[Schema, ...]
    findings: tuple[Finding, ...]

    @property
    def own(self) -> tuple[Schema, ...]:
        """The schemas whose packages are to be made: a distribution has made those it ships.

        One that is given is made all the same.
        """
        return tuple(one for one in self.all if one.origin is None or one in self.schemas)


def understand(
    sources: Sequence[Source],
    roots: Sequence[Path | Finder],
    finders: Sequence[Finder] = (),
    *,
    python: Sequence[str] | None = None,
    advice: Advice = Advice(),
) -> Understood:
    """Return what sources mean, with all that they import.

    ``roots`` are the include roots in order, folders or what stands for one; with none, each
    source's own. ``finders`` are asked for schemas that no root has. ``python`` are the modules
    that schemas may name things of, with what is in them; None allows all. ``advice`` is given
    where a schema is not found. Raises ``Refused``
    with every finding where anything is wrong, and ``Unusable`` where an imported file cannot be
    read.
    """
    loader = Loader(roots, finders, advice)
    given = loader.load(sources)
    return conclude(given, loader.loaded, loader.findings, python)


def conclude(
    given: Sequence[Loaded],
    files: Sequence[Loaded],
    findings: Sequence[Finding],
    python: Sequence[str] | None,
) -> Understood:
    """Return what files mean; ``files`` are the given ones and all that they import.

    ``python`` is as in ``understand``. Raises ``Refused`` with every finding, those that there are already among them.
    """
    findings = list(findings)
    problems = Problems()
    checked: dict[int, Schema] = {}
    order = _in_order(files, problems)
    for loaded in order:
        schema, found = _check(loaded, checked)
        checked[id(loaded)] = schema
        findings += found
    _check_nesting(problems, tuple(checked.values()))
    if python is not None:
        for loaded in files:
            check_python(problems, loaded.parsed.file, python)
    findings += problems.findings
    brought = [loaded for loaded in order if loaded not in given]
    findings += _judge_packages(brought, checked, findings)
    findings = for_importers(findings, files)
    if any(finding.severity is Severity.ERROR for finding in findings):
        # What is wrong may be what would use an import.
        raise Refused(one for one in findings if one.rule != "unused-import")
    return Understood(
        tuple(checked[id(loaded)] for loaded in given),
        tuple(checked.values()),
        tuple(findings),
    )


def digest_of(text: str, imports: Mapping[str, Schema]) -> str:
    """Return the digest of a schema of this text, which imports these schemas by their names."""
    digest = sha256(len(text))
    digest.update(text.encode("utf-8", "surrogatepass"))
    for name, schema in imports.items():
        digest.update(f"\0{name}\0{schema.digest}".encode())
    return digest.hexdigest()


def _check(loaded: Loaded, checked: dict[int, Schema]) -> tuple[Schema, list[Finding]]:
    imported: dict[str, Imported] = {}
    right: dict[str, Schema] = {}
    for name, other in loaded.imports.items():
        if other is None or id(other) not in checked:
            imported[name] = Imported(None, None)
            continue
        lost = other.parsed.file.lost if other.parsed.whole else None
        right[name] = checked[id(other)]
        imported[name] = Imported(right[name], lost)
    problems = Problems()
    known = loaded.digest or digest_of(loaded.source.text, right)
    schema = check(problems, loaded.parsed.file, loaded.name, imported, known, loaded.origin)
    # What a file means is not judged where hardly anything of it was understood.
    if not loaded.parsed.whole:
        return schema, []
    spoilt = loaded.parsed.spoilt
    return schema, [one for one in problems.findings if one.frame.place.line not in spoilt]


def _judge_packages(
    brought: Sequence[Loaded], checked: Mapping[int, Schema], findings: Sequence[Finding]
) -> list[Finding]:
    """Tell where a distribution ships no package of its schema, or one of another text.

    ``brought`` are imported files, each after all that it imports. Where the schema or its import
    is wrong already, nothing can be said of its package.
    """
    problems = Problems()
    wrong = {one.frame.place for one in findings if one.severity is Severity.ERROR}
    spoilt = {place.source for place in wrong}
    for loaded in brought:
        if loaded.brought_by in wrong or any(
            other is None or other.source in spoilt for other in loaded.imports.values()
        ):
            spoilt.add(loaded.source)
        if loaded.source not in spoilt:
            _judge_package(problems, loaded, checked[id(loaded)])
    return problems.findings


def _judge_package(problems: Problems, loaded: Loaded, schema: Schema) -> None:
    made, place = loaded.made_from, loaded.brought_by
    if made is None or place is None or schema.digest.startswith(made.schema or "-"):
        return
    now = {one.name: str(one.origin) for one in schema.reachable()[1:]}
    moved = [name for name, was in made.imports.items() if now.get(name, was) != was]
    if moved:
        was, is_now = made.imports[moved[0]], now[moved[0]]
        problems.add(
            "package-differs",
            f"the package of `{schema.name}` was made with {was}, and {is_now} is found here",
            place,
            f"made with another `{moved[0]}`",
            f"what is new in {is_now} it does not know; ask the authors of {schema.origin} to "
            f"build it again, or install {was}",
            severity=Severity.WARNING,
        )
    elif made.schema:
        problems.add(
            "package-differs",
            f"the package of `{schema.name}` was not made from the schema that "
            f"{schema.origin} ships",
            place,
            "its schema and its package differ",
            "install the distribution again, or ask its authors to compile before they build",
            severity=Severity.WARNING,
        )
    else:
        problems.add(
            "package-missing",
            f"{schema.origin} ships the schema `{schema.name}` and no package of it",
            place,
            "the generated code will import it",
            "ask its authors to ship it, or copy the schema with `ampgen vendor` and compile "
            "the copy too",
            severity=Severity.WARNING,
        )


def _in_order(files: Sequence[Loaded], problems: Problems) -> list[Loaded]:
    """Return the files, each after all that it imports; tell about circles, and cut them."""
    order: list[Loaded] = []
    done: set[int] = set()
    for file in files:
        path: list[Loaded] = []
        stack = [(file, False)]
        while stack:
            current, finished = stack.pop()
            if finished:
                path.pop()
                done.add(id(current))
                order.append(current)
                continue
            if id(current) in done:
                continue
            if any(current is one for one in path):
                continue
            path.append(current)
            stack.append((current, True))
            for name, other in reversed(list(current.imports.items())):
                if other is None:
                    continue
                circle = [index for index, one in enumerate(path) if one is other]
                if circle:
                    _tell_circle(problems, path[circle[0] :])
                    current.imports[name] = None
                elif id(other) not in done:
                    stack.append((other, False))
    return order


def _tell_circle(problems: Problems, circle: Sequence[Loaded]) -> None:
    names = [file.name for file in circle]
    frames: list[Frame] = []
    for file, name in zip(circle, [*names[1:], names[0]]):
        for one in file.parsed.file.imports:
            if one.path.text == name:
                frames.append(Frame(one.place, f"`{file.name}` imports `{name}`"))
                break
    chain = " → ".join(f"`{name}`" for name in [*names, names[0]])
    alone = len(circle) == 1
    problems.add(
        "import-cycle",
        f"`{names[0]}` imports itself" if alone else f"schemas import each other: {chain}",
        frames[0].place,
        frames[0].label,
        (
            "take the import out; its own names need none"
            if alone
            else "move what they share into a schema that all of them import"
        ),
        others=tuple(frames[1:]),
    )


def _check_nesting(problems: Problems, schemas: Sequence[Schema]) -> None:
    """Tell about schemas whose package would lie inside another's, which is one folder."""
    known: dict[str, Schema] = {}
    for schema in schemas:
        known.setdefault(schema.name, schema)
    for name, schema in known.items():
        parts = name.split(".")
        for count in range(1, len(parts)):
            outer = known.get(".".join(parts[:count]))
            if outer is not None:
                problems.add(
                    "schema-inside",
                    f"the package of `{name}` would lie inside that of `{outer.name}`",
                    schema.place,
                    f"inside `{outer.name}`",
                    f"rename one, as in `{outer.name}.{parts[count]}` and `{outer.name}.base`",
                    others=(Frame(outer.place, f"`{outer.name}` is a package of its own"),),
                )
