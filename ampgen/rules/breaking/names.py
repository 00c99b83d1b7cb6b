"""Names that are not to come back, and those that programs use."""

from __future__ import annotations

from ampgen.rules.rule import make_change

RULES = (
    make_change(
        "name-removed-not-reserved",
        "the name of what is gone is reserved",
        """A name that is free can come back as something else, and old sides take it for what
        it was. `reserved` keeps it. This is told on request, `--category hygiene`.""",
        """
        record User {
            name:  str
            email: str?
        }

        interface Users {
            command Find(id: int) -> (user: User)
        }
        """,
        """
        record User {
            name:  str
        }

        interface Users {
            command Find(id: int) -> (user: User)
        }
        """,
        """
        record User {
            name:  str
            reserved email
        }

        interface Users {
            command Find(id: int) -> (user: User)
        }
        """,
    ),
    make_change(
        "reserved-name-reused",
        "a reserved name does not come back",
        """It was reserved since old sides know it as something else. This is told on request,
        `--category hygiene`.""",
        """
        record User {
            name: str
            reserved email
        }

        interface Users {
            command Find(id: int) -> (user: User)
        }
        """,
        """
        record User {
            name:  str
            email: list[str] = []
        }

        interface Users {
            command Find(id: int) -> (user: User)
        }
        """,
        """
        record User {
            name:   str
            emails: list[str] = []
            reserved email
        }

        interface Users {
            command Find(id: int) -> (user: User)
        }
        """,
    ),
    make_change(
        "reserved-removed",
        "a reserved name stays reserved",
        """Nothing keeps it from coming back as something else. This is told on request,
        `--category hygiene`.""",
        """
        record User {
            name: str
            reserved email
        }

        interface Users {
            command Find(id: int) -> (user: User)
        }
        """,
        """
        record User {
            name: str
        }

        interface Users {
            command Find(id: int) -> (user: User)
        }
        """,
        """
        record User {
            name: str
            reserved email, phone
        }

        interface Users {
            command Find(id: int) -> (user: User)
        }
        """,
    ),
    make_change(
        "interface-name-changed",
        "programs find an interface under its name",
        """The name of an interface does not travel, nor does that of its schema, but programs import
        its client and its responder by them. This is told on request, `--category source`.""",
        """
        interface Users {
            command Find(id: int) -> (name: str)
        }
        """,
        """
        interface People {
            command Find(id: int) -> (name: str)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str)
        }

        interface Groups {
            command List()
        }
        """,
    ),
    make_change(
        "protocol-name-changed",
        "programs find a protocol and its roles under their names",
        """The names of protocols and roles do not travel, but programs import connections and
        factories by them; an interface that is in no protocol has one of its own name. This is told on request, `--category source`.""",
        """
        interface Users {
            command Find(id: int) -> (name: str)
        }

        protocol Accounts {
            server answers Users
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str)
        }

        protocol Logins {
            server answers Users
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str)
        }

        protocol Accounts {
            server answers Users
        }
        """,
    ),
    make_change(
        "type-name-changed",
        "programs find a record or an enum under its name",
        """The name does not travel, but programs import the class by it. This is told on
        request, `--category source`.""",
        """
        record User {
            name: str
        }

        interface Users {
            command Find(id: int) -> (user: User)
        }
        """,
        """
        record Person {
            name: str
        }

        interface Users {
            command Find(id: int) -> (user: Person)
        }
        """,
        """
        record User {
            name: str
        }

        interface Users {
            command Find(id: int) -> (user: User)
        }

        record Group {
            name: str
        }
        """,
    ),
    make_change(
        "error-class-name-changed",
        "programs find an error under its name",
        """The code is the same, but programs catch the class by its name. This is told on
        request, `--category source`.""",
        """
        error NameTaken = "name-taken"

        interface Users {
            command Register(name: str) raises NameTaken
        }
        """,
        """
        error NameInUse = "name-taken"

        interface Users {
            command Register(name: str) raises NameInUse
        }
        """,
        """
        error NameTaken = "name-taken"

        interface Users {
            command Register(name: str) raises NameTaken
        }
        """,
    ),
    make_change(
        "python-name-changed",
        "programs find a command, a field or a member under its name",
        """It is called the same on the wire, but programs write its name. This is told on
        request, `--category source`.""",
        """
        interface Users {
            command Register(name: str)
        }
        """,
        """
        interface Users {
            command Register(@wire("name") full_name: str)
        }
        """,
        """
        interface Users {
            command Register(name: str, full_name: str?)
        }
        """,
    ),
    make_change(
        "python-name-removed",
        "programs find what they import",
        """Nothing that travels needs it any more, but programs may import it. This is told on
        request, `--category source`.""",
        """
        record Group {
            name: str
        }

        interface Users {
            command Find(id: int) -> (name: str)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str)
        }
        """,
        """
        @deprecated("there are no groups any more")
        record Group {
            name: str
        }

        interface Users {
            command Find(id: int) -> (name: str)
        }
        """,
    ),
    make_change(
        "python-type-changed",
        "programs meet the type that they know",
        """The bytes can be read as either type, but programs get, or have to give, another
        one. This is told on request, `--category source`.""",
        """
        record User {
            name: str
        }

        record Guest {
            name: str
        }

        interface Users {
            command Find(id: int) -> (user: User, guest: Guest)
        }
        """,
        """
        record User {
            name: str
        }

        record Guest {
            name: str
        }

        interface Users {
            command Find(id: int) -> (user: Guest, guest: Guest)
        }
        """,
        """
        record User {
            name: str
        }

        record Guest {
            name: str
        }

        interface Users {
            command Find(id: int) -> (user: User, guest: Guest, other: Guest?)
        }
        """,
    ),
    make_change(
        "schema-name-changed",
        "programs find a package under its name",
        """The name of a schema does not travel, but it is where programs import the package from.
        This is told on request, `--category source`.""",
        """
        interface Users {
            command Find(id: int) -> (name: str)
        }
        """,
        """
        schema people

        interface Users {
            command Find(id: int) -> (name: str)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str)
        }
        """,
    ),
)
