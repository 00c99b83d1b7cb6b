"""Fields whose key or meaning changes, in either direction."""

from __future__ import annotations

from ampgen.rules.rule import make_change

RULES = (
    make_change(
        "field-wire-name-changed",
        "a field has the key that old sides know",
        """Old and new sides look for it under different keys. A required field is missed, as
        if it had been taken out and put in again; an optional one is lost in silence;
        and where another field has the key, one is taken for the other. A field may be renamed
        for programs alone: `@wire` keeps the key that travels.""",
        """
        interface Users {
            command Register(name: str, email: str?)
        }
        """,
        """
        interface Users {
            command Register(name: str, @wire("mail") email: str?)
        }
        """,
        """
        interface Users {
            command Register(name: str, @wire("email") mail: str?)
        }
        """,
    ),
    make_change(
        "default-changed",
        "an absent value means the same to both sides",
        """Whoever writes leaves a value out where it is the default, and whoever reads fills
        in the default of its own: with another one the two read different values, in silence.
        This is told on request, `--category behaviour`.""",
        """
        interface Users {
            command Register(name: str, quota: int = 10)
        }
        """,
        """
        interface Users {
            command Register(name: str, quota: int = 20)
        }
        """,
        """
        interface Users {
            command Register(name: str, quota: int = 10, extra: int = 10)
        }
        """,
    ),
    make_change(
        "custom-type-changed",
        "a type of the application is read by the class that it is written by",
        """The type that it travels `over` is the same, so that nothing is known to fail; but
        another class reads and writes it, and only the two classes know whether they agree.
        This is told on request, `--category behaviour`.""",
        """
        type Email = python "acme.wire:EmailArgument" as "acme.model:Email" over str

        interface Users {
            command Register(email: Email)
        }
        """,
        """
        type Email = python "acme.wire:AddressArgument" as "acme.model:Email" over str

        interface Users {
            command Register(email: Email)
        }
        """,
        """
        type Email = python "acme.wire:EmailArgument" as "acme.model:Email" over str

        interface Users {
            command Register(email: Email, name: str?)
        }
        """,
    ),
)
