"""Protocols: which side answers what."""

from __future__ import annotations

from collections.abc import Iterable

from ampgen import naming, schema, syntax
from ampgen.checking.annotating import read_annotations
from ampgen.checking.literals import spelled
from ampgen.checking.problems import Problems
from ampgen.checking.scope import Scope
from ampgen.checking.wording import check_role, hides_member
from ampgen.findings import Frame
from ampgen.text import Place

# Commands that are reached by many protocols count for each: a small file can hold a product.
MOST_ANSWERED = 500_000


class Protocols:
    """Reads the protocols of one file."""

    def __init__(self, problems: Problems, scope: Scope) -> None:
        self._problems = problems
        self._scope = scope
        self._all_answered = 0

    def read(self, written: syntax.Protocol, name: str) -> schema.Protocol | None:
        """Return a protocol of the schema called ``name``, or None if it has no right roles."""
        notes = read_annotations(self._problems, written.notes, "a declaration")
        roles: list[schema.Role] = []
        names: dict[str, Place] = {}
        for role in written.roles:
            text = role.name.text
            if text in names:
                self._problems.add(
                    "declared-twice",
                    f"the role `{text}` is declared twice",
                    role.place,
                    "once more",
                    f"list all that it answers at once: `{text} answers A, B`",
                    others=(Frame(names[text], "first declared here"),),
                )
                continue
            names[text] = role.place
            check_role(self._problems, role.name)
            answers = self._answers(role)
            if text:
                roles.append(schema.Role(text, answers))
        if len(names) > 2:
            third = written.roles[-1]
            self._problems.add(
                "protocol-roles",
                f"a protocol has two roles, and `{written.name.text}` has {len(names)}",
                third.place,
                "one too many",
                "a connection has two ends; declare another protocol",
            )
            return None
        if not names:
            self._problems.add(
                "protocol-roles",
                f"the protocol `{written.name.text}` says of nobody what it answers",
                written.place,
                "no role",
                "write `server answers …` in it, and `client answers …` if the client does too",
            )
        if not roles:
            return None
        if len(roles) == 1:
            roles.append(schema.Role(_other_role(roles[0].name), ()))
        return schema.Protocol(
            written.name.text,
            name,
            (roles[0], roles[1]),
            False,
            written.notes.doc,
            notes.deprecated,
            notes.since,
            place=written.place,
        )

    def _answers(self, role: syntax.Role) -> tuple[schema.Interface, ...]:
        answers: list[schema.Interface] = []
        seen: dict[int, Place] = {}
        wires: dict[bytes, tuple[schema.Interface, schema.Command]] = {}
        attributes: dict[str, schema.Interface] = {}
        for path in role.answers:
            interface = self._scope.interface(path)
            if interface is None:
                continue
            if id(interface) in seen:
                self._problems.add(
                    "answered-twice",
                    f"`{path.text}` is listed twice",
                    path.place,
                    "once more",
                    "take one out",
                    others=(Frame(seen[id(interface)], "first listed here"),),
                )
                continue
            seen[id(interface)] = path.place
            answers.append(interface)
            before = self._all_answered
            self._all_answered += len(interface.commands)
            if self._all_answered <= MOST_ANSWERED:
                self._check_wires(path, interface, wires)
            elif before <= MOST_ANSWERED:
                self._problems.add(
                    "file-too-large",
                    f"the protocols of a schema answer at most {MOST_ANSWERED:,} commands in all",
                    path.place,
                    "one interface too many",
                    "declare fewer protocols, or smaller interfaces",
                )
            attribute = naming.client_attribute(interface)
            hides = self._hides(interface, path.text, path.place)
            if attribute in attributes and not hides:
                self._problems.add(
                    "names-collide",
                    f"a connection would have two attributes `{attribute}`",
                    path.place,
                    f"prints `{attribute}`",
                    "rename one of the interfaces",
                    others=(
                        Frame(attributes[attribute].place, f"also prints `{attribute}`"),
                        Frame(interface.place, "declared here"),
                    ),
                )
            attributes.setdefault(attribute, interface)
        return tuple(answers)

    def imply(
        self,
        interfaces: Iterable[schema.Interface],
        protocols: Iterable[schema.Protocol],
        name: str,
    ) -> tuple[schema.Protocol, ...]:
        """Return the protocols of the interfaces that no protocol of their schema mentions."""
        made = _implied(interfaces, protocols, name)
        for protocol in made:
            for interface in protocol.roles[0].answers:
                self._hides(interface, interface.name, interface.place)
        return made

    def _hides(self, interface: schema.Interface, spelt: str, place: Place) -> bool:
        """Say whether a client would hide a member of a connection, and tell about it."""
        if not hides_member(interface.name):
            return False
        attribute = naming.client_attribute(interface)
        self._problems.add(
            "hides-member",
            f"a connection would have the client of `{spelt}` as `{attribute}`",
            place,
            f"hides a connection's own `{attribute}`",
            "rename the interface",
            others=(Frame(interface.place, "declared here"),) if place != interface.place else (),
        )
        return True

    def _check_wires(
        self,
        path: syntax.Path,
        interface: schema.Interface,
        wires: dict[bytes, tuple[schema.Interface, schema.Command]],
    ) -> None:
        for command in interface.commands:
            other, first = wires.setdefault(command.wire, (interface, command))
            if other is not interface:
                self._problems.add(
                    "wire-name-twice",
                    f"`{other.name}` and `{interface.name}` both have a command that travels as "
                    f"`{spelled(command.wire)}`",
                    path.place,
                    "answered together, only one could be reached",
                    "give one of them another `@wire` name, or answer them on other connections",
                    others=(Frame(first.place, "the first"), Frame(command.place, "the second")),
                )


def _other_role(name: str) -> str:
    return {"server": "client", "client": "server"}.get(
        name, "peer" if name != "peer" else "other"
    )


def _implied(
    interfaces: Iterable[schema.Interface], protocols: Iterable[schema.Protocol], name: str
) -> tuple[schema.Protocol, ...]:
    mentioned = {
        id(interface)
        for protocol in protocols
        for role in protocol.roles
        for interface in role.answers
    }
    return tuple(
        schema.Protocol(
            interface.name,
            name,
            (schema.Role("server", (interface,)), schema.Role("client", ())),
            True,
            interface.doc,
            place=interface.place,
        )
        for interface in interfaces
        if id(interface) not in mentioned
    )
