"""Names."""

from __future__ import annotations

from ampgen.rules.rule import make_rule

RULES = (
    make_rule(
        "declared-twice",
        "a name is declared once",
        """Two things of one scope have the same name: two declarations or imports of a file, two
        fields of a list, two members, two commands of an interface, two roles.""",
        """
        schema users

        record User {
            id: int
            id: str
        }
        """,
        """
        schema users

        record User {
            id: int
            name: str
        }
        """,
    ),
    make_rule(
        "names-collide",
        "no two things have one name in Python",
        """Names that differ in the schema can be the same in the generated package: methods and
        parameters are printed in snake_case, every command is a class beside the records, and
        each command, interface and protocol has classes named after it.""",
        """
        schema users

        interface Users {
            command Find(user_id: int, userId: int)
        }
        """,
        """
        schema users

        interface Users {
            command Find(user_id: int, group_id: int)
        }
        """,
    ),
    make_rule(
        "python-keyword",
        "a keyword of Python is no name",
        """The generated code could not say it, or Twisted would respell it. `@wire` lets the wire
        say what Python cannot.""",
        """
        schema mail

        interface Mail {
            command Send(from: str)
        }
        """,
        """
        schema mail

        interface Mail {
            command Send(@wire("from") from_: str)
        }
        """,
    ),
    make_rule(
        "private-name",
        "a name does not begin with `_`",
        """In Python such a name is private, or special, or changed inside a class; on the wire,
        keys that begin with `_` are the protocol's own.""",
        """
        schema users

        record User {
            _id: int
        }
        """,
        """
        schema users

        record User {
            id: int
        }
        """,
    ),
    make_rule(
        "name-too-long",
        "a name has at most 255 characters",
        """A key of a message has at most 255 bytes on the wire, and a name of more characters
        serves nobody.""",
        """
        schema users

        record User {
            ⟨256 × k⟩: int
        }
        """,
        """
        schema users

        record User {
            key: int
        }
        """,
    ),
    make_rule(
        "reserved-name",
        "some names are taken",
        """Declarations are not named like a built-in type of this language, a built-in name of
        Python or a module of the generated package, which they would hide. Records are not named
        `self` or `other`, parameters of the methods of their classes. Arguments are not named
        `self`, `f` or `commandType`: Twisted's own calls have parameters of these names.""",
        """
        schema users

        record str {
            id: int
        }
        """,
        """
        schema users

        record Name {
            id: int
        }
        """,
    ),
    make_rule(
        "hides-member",
        "no generated name hides a member of its class",
        """A member of an enum, a method of a client or an attribute of a connection would hide
        what the class has under that name already, and break it.""",
        """
        schema users

        enum Column {
            name
            city
        }
        """,
        """
        schema users

        enum Column {
            name_ = "name"
            city
        }
        """,
    ),
    make_rule(
        "reserved-name-used",
        "a reserved name does not come back",
        """`reserved` lists names that had a meaning once. A peer that still knows the old meaning
        would misunderstand the new one.""",
        """
        schema users

        record User {
            id: int
            reserved id
        }
        """,
        """
        schema users

        record User {
            number: int
            reserved id
        }
        """,
    ),
    make_rule(
        "reserved-twice",
        "a name is reserved once",
        """The same name is listed in `reserved` twice.""",
        """
        schema users

        record User {
            id: int
            reserved zip, zip
        }
        """,
        """
        schema users

        record User {
            id: int
            reserved zip
        }
        """,
    ),
)
