"""``grammar/compatibility.md`` says what the data says."""

from __future__ import annotations

import re

from ampgen.breaking import CATEGORIES
from ampgen.breaking.matrix import Verdict, between_scalars
from ampgen.breaking.table import ALWAYS, ROWS
from ampgen.builtins import SCALARS
from ampgen.resources import resource_folder

PAGE = (resource_folder("grammar") / "compatibility.md").read_text("utf-8")


def table(heading: str) -> list[list[str]]:
    """Return the cells of the table whose first heading is given."""
    start = PAGE.index(f"| {heading} |")
    lines = PAGE[start:].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_page_has_every_rule_with_its_effects_and_categories() -> None:
    shown = {
        row[0].strip("`"): (row[1], row[2], row[3].replace("every", ALWAYS))
        for row in table("rule")
    }
    assert shown == {
        row.id: (
            str(row.effects.old_caller),
            str(row.effects.new_caller),
            ", ".join(row.categories),
        )
        for row in ROWS.values()
    }


def test_the_page_has_every_category() -> None:
    assert [row[0].strip("`") for row in table("category")] == list(CATEGORIES)


def test_the_page_has_the_matrix_of_types() -> None:
    columns = (Verdict.RIGHT, Verdict.NEARLY, Verdict.SOME, Verdict.CONFUSED)
    shown = {
        (row[0].strip("`"), reader): verdict
        for row in table("written")
        for verdict, cell in zip(columns, row[1:])
        for reader in re.findall("`(.*?)`", cell)
    }
    for writer in SCALARS.values():
        for reader in SCALARS.values():
            if writer is not reader:
                said = shown.get((writer.name, reader.name), Verdict.NEVER)
                assert said is between_scalars(writer, reader), (writer.name, reader.name)
