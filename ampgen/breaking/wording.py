"""A change as a finding: who breaks, how, and what to do instead."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ampgen.breaking.changes import Change
from ampgen.breaking.effects import Pairing
from ampgen.breaking.spelling import listed
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
    unheard = _unheard(change.oneway) if told and change.oneway else ""
    told = [text.format_map(change.names) for text in dict.fromkeys(told)]
    texts = (*told, unheard, row.way.format_map(change.names))
    only_info = not set(row.categories) - {INFO}
    return Finding(
        row.id,
        change.fact,
        change.frame,
        "; ".join(filter(None, texts)),
        () if change.was is None else (change.was,),
        severity=Severity.NOTE if only_info else Severity.ERROR,
    )


def _unheard(oneway: Sequence[str]) -> str:
    verb = "is" if len(oneway) == 1 else "are"
    return f"nobody hears of it, since {listed(oneway)} {verb} one-way"


def _matters(change: Change, pairing: Pairing) -> bool:
    """Return whether a pairing is worth a word: calls break in it, or in none."""
    if change.effects.of(pairing).breaks:
        return True
    return not (change.effects.old_caller.breaks or change.effects.new_caller.breaks)
