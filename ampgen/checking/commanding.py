"""Interfaces, their commands and what these raise."""

from __future__ import annotations

from ampgen import schema, syntax
from ampgen.checking.annotating import Annotated, read_annotations
from ampgen.checking.defaulting import LONGEST_VALUE
from ampgen.checking.listing import Lists, read_reserved, refuse_reserved, texts
from ampgen.checking.literals import spelled
from ampgen.checking.problems import Problems
from ampgen.checking.scope import Scope
from ampgen.checking.wording import check_command
from ampgen.findings import Frame
from ampgen.text import Place

_START_TLS = b"StartTLS"
# What interfaces raise counts for each command: a small file can hold a product of the two.
MOST_RAISED = 500_000


class Interfaces:
    """Reads the interfaces of one file."""

    def __init__(self, problems: Problems, scope: Scope, lists: Lists) -> None:
        self._problems = problems
        self._scope = scope
        self._lists = lists
        self._all_raised = 0

    def read(self, written: syntax.Interface, name: str) -> schema.Interface:
        """Return an interface of the schema called ``name``."""
        notes = read_annotations(self._problems, written.notes, "a declaration")
        common = self._raised(written.raises, ())
        held = read_reserved(self._problems, written.reserved)
        commands: list[schema.Command] = []
        names: dict[str, Place] = {}
        wires: dict[bytes, Place] = {}
        for command in written.commands:
            text = command.name.text
            repeated = bool(text) and text in names
            if repeated:
                self._problems.add_twice(text, command.place, names[text])
            else:
                names[text] = command.place
                check_command(self._problems, command.name)
            read = read_annotations(self._problems, command.notes, "a command")
            refuse_reserved(self._problems, held, command.name, read.wire)
            meant = self._command(command, read, common)
            if repeated or not text:
                continue
            if meant.wire in wires:
                self._problems.add(
                    "wire-name-twice",
                    f"two commands travel as `{spelled(meant.wire)}`",
                    command.place,
                    "the second",
                    "give one of them another `@wire` name",
                    others=(Frame(wires[meant.wire], "the first"),),
                )
            else:
                wires[meant.wire] = command.place
            commands.append(meant)
        return schema.Interface(
            written.name.text,
            name,
            tuple(commands),
            texts(held),
            written.notes.doc,
            notes.deprecated,
            notes.since,
            place=written.place,
        )

    def _command(
        self,
        written: syntax.Command,
        notes: Annotated,
        common: tuple[tuple[schema.Raise, Place], ...],
    ) -> schema.Command:
        arguments, held_arguments = self._lists.read(
            written.arguments.fields, written.arguments.reserved, "argument"
        )
        response: tuple[schema.Field, ...] = ()
        held_response: tuple[str, ...] = ()
        raised: tuple[tuple[schema.Raise, Place], ...] = ()
        if written.oneway is not None:
            self._check_oneway(written, notes)
        else:
            if written.answer is not None:
                response, held_response = self._lists.read(
                    written.answer.fields, written.answer.reserved, "response"
                )
            before = self._all_raised
            self._all_raised += len(common)
            if written.raises is not None:
                self._all_raised += len(written.raises.raised)
            if self._all_raised <= MOST_RAISED:
                raised = self._raised(written.raises, common)
                self._check_codes(raised, written)
            elif before <= MOST_RAISED:
                self._problems.add(
                    "file-too-large",
                    f"the commands of a schema raise at most {MOST_RAISED:,} errors in all",
                    written.place,
                    "one command too many",
                    "let the interface raise fewer; its own errors count for each of its commands",
                )
        return schema.Command(
            written.name.text,
            self._wire(written, notes),
            arguments,
            response,
            tuple(one for one, _ in raised),
            written.oneway is not None,
            notes.timeout if written.oneway is None else None,
            written.notes.doc,
            notes.deprecated,
            notes.since,
            held_arguments,
            held_response,
            place=written.place,
        )

    def _check_oneway(self, written: syntax.Command, notes: Annotated) -> None:
        name = written.name.text
        if written.raises is not None:
            first = written.raises.raised[0]
            self._problems.add(
                "oneway-raises",
                f"one-way command `{name}` cannot raise `{first.error.text}`",
                first.place,
                "nobody waits for the answer",
                "an error in a one-way command would have no one to go to; drop `raises`, or "
                "drop `oneway`",
            )
        if written.answer is not None:
            self._problems.add(
                "oneway-response",
                f"one-way command `{name}` cannot have a response",
                written.answer.place,
                "nobody waits for the answer",
                "drop the response, or drop `oneway`",
            )
        if notes.timeout_at is not None:
            self._problems.add(
                "misplaced-annotation",
                f"one-way command `{name}` has no deadline",
                notes.timeout_at.place,
                "nobody waits for the answer",
                "take `@timeout` out, or drop `oneway`",
            )

    def _wire(self, written: syntax.Command, notes: Annotated) -> bytes:
        wire = written.name.text.encode() if notes.wire is None else notes.wire
        place = written.place if notes.wire_place is None else notes.wire_place.place
        if wire == _START_TLS:
            self._problems.add(
                "bad-wire-name",
                "`StartTLS` is AMP's own command",
                place,
                "cannot be declared",
                "choose another name; Twisted answers this one itself",
            )
        elif notes.wire is not None and not wire:
            self._problems.add(
                "bad-wire-name", "a wire name is not empty", place, "empty", "choose a name"
            )
        elif len(wire) > LONGEST_VALUE:
            self._problems.add(
                "bad-wire-name",
                f"the wire name of a command has at most {LONGEST_VALUE:,} bytes",
                place,
                f"{len(wire):,} bytes",
                "shorten it",
            )
        return wire

    def _raised(
        self,
        raises: syntax.Raises | None,
        common: tuple[tuple[schema.Raise, Place], ...],
    ) -> tuple[tuple[schema.Raise, Place], ...]:
        """Return what is raised, the interface's own errors last, each once."""
        meant: list[tuple[schema.Raise, Place]] = []
        seen = {id(one.error): place for one, place in common}
        for one in raises.raised if raises is not None else ():
            error = self._scope.error(one.error)
            if error is None:
                continue
            if id(error) in seen:
                self._problems.add(
                    "raised-twice",
                    f"`{one.error.text}` is listed twice",
                    one.place,
                    "once more",
                    "take one out; what an interface raises, all its commands raise",
                    others=(Frame(seen[id(error)], "first listed here"),),
                )
                continue
            seen[id(error)] = one.place
            meant.append((schema.Raise(error, one.fatal), one.place))
        return (*meant, *common)

    def _check_codes(
        self, raised: tuple[tuple[schema.Raise, Place], ...], written: syntax.Command
    ) -> None:
        codes: dict[bytes, schema.Error] = {}
        classes: dict[schema.PythonName, schema.Error] = {}
        own = len(written.raises.raised) if written.raises is not None else 0
        for index, (one, place) in enumerate(raised):
            error = one.error
            spot = place if index < own else written.place
            if error.code in codes:
                self._problems.add(
                    "code-twice",
                    f"`{codes[error.code].name}` and `{error.name}` have one code, "
                    f"`{spelled(error.code)}`",
                    spot,
                    "the caller could not tell them apart",
                    "give one of them another code",
                    others=(
                        Frame(codes[error.code].place, "the one"),
                        Frame(error.place, "the other"),
                    ),
                )
            elif error.python is not None and error.python in classes:
                self._problems.add(
                    "class-twice",
                    f"`{classes[error.python].name}` and `{error.name}` are one class in Python",
                    spot,
                    "only one code could be sent for it",
                    "list one of them, or name another class",
                    others=(Frame(classes[error.python].place, "the first"),),
                )
            codes.setdefault(error.code, error)
            if error.python is not None:
                classes.setdefault(error.python, error)
