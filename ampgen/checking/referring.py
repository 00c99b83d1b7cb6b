"""Names in Python that a project does not want to be imported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ampgen import syntax
from ampgen.checking.literals import is_missing, text_of
from ampgen.checking.problems import Problems


def check_python(problems: Problems, file: syntax.File, allowed: Sequence[str]) -> None:
    """Tell about names in Python outside the modules that are allowed, and what is in them."""
    listed = ", ".join(f"`{one}`" for one in allowed) or "none"
    for written in _references(file):
        name = text_of(written)
        module = name.partition(":")[0]
        if is_missing(written) or any(f"{module}.".startswith(f"{one}.") for one in allowed):
            continue
        problems.add(
            "python-not-allowed",
            f"`{name}` is none of the names in Python that this project allows",
            written.place,
            "the generated package would import it",
            f"allowed: {listed}; add the module to `python` of [tool.ampgen] if you trust it to be run",
        )


def _references(file: syntax.File) -> Iterator[syntax.String]:
    for one in file.declarations:
        if isinstance(one, syntax.Error) and one.python is not None:
            yield one.python
        elif isinstance(one, syntax.Custom):
            yield one.argument
            yield one.python
