"""What stands in a schema to allow something."""

from __future__ import annotations

from ampgen.rules.rule import Kind, make_rule

RULES = (
    make_rule(
        "bad-allowance",
        "an allowance names a rule that can be allowed, and a reason",
        """`// ampgen: allow RULE: reason` lets a warning or a change be, and
        `// ampgen: allow RULE until 2.0: reason` until that version of the project. In a comment
        of its own it covers what follows to its end, above the name of the schema the whole file,
        and at the end of a line that line with all of what ends or opens its braces there. What
        the language itself refuses cannot be allowed.""",
        """
        // ampgen: allow unused-imports: `common` is there for those who import this
        schema users

        /// Nothing yet.
        interface Users {}
        """,
        """
        schema users

        // ampgen: allow unused-import: `common` is there for those who import this
        import common

        /// Nothing yet.
        interface Users {}
        // --- common.amp
        schema common
        """,
        Kind.ALLOWANCE,
    ),
    make_rule(
        "unused-allowance",
        "an allowance allows something",
        """There is nothing of the kind in the lines that an allowance covers, or the version that
        it names with `until` has come. One that stays behind would hide the next mistake.""",
        """
        schema users

        import common // ampgen: allow unused-import: for later

        record User {
            country: common.Country
        }
        // --- common.amp
        schema common

        enum Country {
            de
            fr
        }
        """,
        """
        schema users

        import common

        record User {
            country: common.Country
        }
        // --- common.amp
        schema common

        enum Country {
            de
            fr
        }
        """,
        Kind.ALLOWANCE,
    ),
)
