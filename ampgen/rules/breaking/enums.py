"""Enums whose values change, wherever they travel."""

from __future__ import annotations

from ampgen.rules.rule import make_change

RULES = (
    make_change(
        "enum-wire-value-changed",
        "a member of an enum has the value that old sides know",
        """Old and new sides do not know each other's value: where the enum is closed the call
        fails. Where the value is that of another member, one is taken for the other in
        silence.""",
        """
        enum Role {
            admin
            member
        }

        interface Users {
            command Register(name: str, role: Role)
        }
        """,
        """
        enum Role {
            admin
            member = "user"
        }

        interface Users {
            command Register(name: str, role: Role)
        }
        """,
        """
        enum Role {
            admin
            user = "member"
        }

        interface Users {
            command Register(name: str, role: Role)
        }
        """,
    ),
    make_change(
        "enum-closed",
        "an open enum stays open",
        """A side that has the closed enum refuses values that no member has, and old sides may
        go on sending them.""",
        """
        enum Role {
            admin
            member
            _
        }

        interface Users {
            command Register(name: str, role: Role)
        }
        """,
        """
        enum Role {
            admin
            member
        }

        interface Users {
            command Register(name: str, role: Role)
        }
        """,
        """
        enum Role {
            admin
            member
            guest
            _
        }

        interface Users {
            command Register(name: str, role: Role)
        }
        """,
    ),
    make_change(
        "enum-opened",
        "a closed enum is not opened under those who read it",
        """New sides may send values that no member has, and old ones refuse them. It is safe
        to open an enum and to send its members only, until every reader has the open one.""",
        """
        enum Role {
            admin
            member
        }

        interface Users {
            command Register(name: str, role: Role)
        }
        """,
        """
        enum Role {
            admin
            member
            _
        }

        interface Users {
            command Register(name: str, role: Role)
        }
        """,
        """
        enum Role {
            admin
            member
        }

        interface Users {
            command Register(name: str, role: Role)
        }
        """,
    ),
)
