"""A change as a finding: who breaks, how, and what to do instead."""

from __future__ import annotations

from collections.abc import Collection

from ampgen.breaking.changes import Change
from ampgen.breaking.effects import Pairing
from ampgen.breaking.table import ALWAYS, INFO, WIRE
from ampgen.findings import Finding, Severity


def asked_for(change: Change, categories: Collection[str]) -> bool:
    """Return whether a change belongs to one of the categories, by who is upgraded first."""
    for category in change.row.categories:
        if category in (WIRE, ALWAYS):
            if (category == ALWAYS or category in categories) and change.breaks():
                return True
        elif category in categories:
            return True
    return False


def finding(change: Change) -> Finding:
    """Return what to say about a change."""
    row = change.row
    told = [
        text
        for pairing, text in ((Pairing.OLD_CALLER, row.old), (Pairing.NEW_CALLER, row.new))
        if text and pairing in change.pairings and (_matters(change, pairing))
    ]
    texts = [text.format_map(change.names) for text in (*told, row.way) if text]
    only_info = not set(row.categories) - {INFO}
    return Finding(
        row.id,
        change.fact,
        change.frame,
        "; ".join(texts),
        () if change.was is None else (change.was,),
        severity=Severity.NOTE if only_info else Severity.ERROR,
    )


def _matters(change: Change, pairing: Pairing) -> bool:
    """Return whether a pairing is worth a word: calls break in it, or in none."""
    if change.effects.of(pairing).breaks:
        return True
    return not (change.effects.old_caller.breaks or change.effects.new_caller.breaks)
