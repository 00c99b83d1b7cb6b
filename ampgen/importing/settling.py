"""Check a composed schema, and tell what is wrong with it where the commands stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ampgen.findings import Finding, Frame, Refused, Severity
from ampgen.importing.composing import Composed, Piece, compose
from ampgen.importing.found import Found, FoundCommand
from ampgen.quoting import quoted_bytes
from ampgen.importing.telling import LEAVE
from ampgen.schema import PythonName
from ampgen.text import Place, Source
from ampgen.tidying import tidy
from ampgen.understanding import understand


@dataclass(frozen=True, slots=True)
class Settled:
    """A schema that is right, as text in its one form.

    ``commands`` are those that are in it, and ``names`` what they are called there. ``findings``
    say what was left out, or are warnings.
    """

    text: str
    commands: tuple[FoundCommand, ...]
    names: dict[PythonName, str]
    findings: tuple[Finding, ...]


def settle(found: Found, schema: str, interface: str | None, partial: bool) -> Settled:
    """Return the schema of commands.

    With ``partial`` what no schema can say is left out and told as warnings. Raises ``Refused``
    with all findings where something is wrong and may not be left out.
    """
    findings = list(found.findings)
    while True:
        composed = compose(found, schema, interface)
        source = Source(f"{schema}.amp", "".join(piece.text for piece in composed.pieces))
        wrong = _wrong(source, composed) if found.commands else ()
        told = [*findings, *composed.findings, *(finding for finding, _ in wrong)]
        lost = {id(command) for _, command in wrong if command is not None}
        if not partial and any(one.severity is Severity.ERROR for one in told):
            raise Refused(told)
        if not wrong:
            break
        if not lost:
            raise Refused(told)
        findings += [finding for finding, _ in wrong]
        kept = tuple(one for one in found.commands if id(one) not in lost)
        found = replace(found, commands=kept)
    warnings = tuple(_as_warning(one) for one in told)
    return Settled(tidy(source), found.commands, dict(composed.names), warnings)


def _wrong(source: Source, composed: Composed) -> tuple[tuple[Finding, FoundCommand | None], ...]:
    """Return what the compiler refuses, each with the command that it is about."""
    try:
        understand([source], [])
    except Refused as refused:
        return tuple(_moved(one, composed.pieces) for one in refused.findings)
    return ()


def _moved(finding: Finding, pieces: Sequence[Piece]) -> tuple[Finding, FoundCommand | None]:
    """Return a finding about the schema as one about what it was made from."""
    piece = _piece(finding.frame.place, pieces)
    owner = _field(finding.frame.place, piece) or piece.owner
    others: list[Frame] = []
    for frame in finding.others:
        place = _piece(frame.place, pieces).owner
        if place is not None and place != owner:
            twice = any(place == one.place for one in others)
            others = [one for one in others if place != one.place]
            others.append(Frame(place, "both are here" if twice else frame.label))
    if owner is None:
        return finding, None
    label = finding.frame.label
    help = f"{finding.help}; {LEAVE}" if finding.help else LEAVE.removeprefix("or ")
    frame = Frame(owner, label)
    moved = replace(finding, frame=frame, help=help, others=tuple(others), edits=())
    command = piece.command
    if command is None:
        # A declaration of its own is there for the commands that use it.
        command = next((one.command for one in pieces if one.command and _uses(one, owner)), None)
    return moved, command


def _field(place: Place, piece: Piece) -> Place | None:
    """Return where a field stands that a place in the schema names, if it does."""
    text = place.source.text[place.start : place.end]
    if piece.command is not None:
        for field in (*piece.command.arguments, *piece.command.response):
            if text in (quoted_bytes(field.wire), field.wire.decode("utf-8", "replace")):
                return field.place
    return None


def _uses(piece: Piece, owner: Place) -> bool:
    command = piece.command
    return command is not None and (
        command.place == owner
        or any(field.place == owner for field in (*command.arguments, *command.response))
        or any(error.place == owner for error in command.errors)
    )


def _piece(place: Place, pieces: Sequence[Piece]) -> Piece:
    start = 0
    for piece in pieces:
        start += len(piece.text)
        if place.start < start:
            return piece
    return pieces[-1]


def _as_warning(finding: Finding) -> Finding:
    if finding.severity is Severity.WARNING:
        return finding
    way = finding.help.removesuffix(LEAVE).removesuffix("; ")
    return replace(finding, help=f"left out; {way}", severity=Severity.WARNING)
