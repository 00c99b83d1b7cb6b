"""Schemas that distributions ship."""

from __future__ import annotations

from ampgen.rules.rule import Kind, make_rule

_USERS = """\
schema users

import acme.common

record User {
    at: common.Address
}
"""
_SHIPPED = """\
// --- site-packages/{package}-1.0.dist-info/METADATA
Name: {name}
Version: 1.0
// --- site-packages/{package}-1.0.dist-info/entry_points.txt
[ampgen.schemas]
acme.common = {package}
// --- site-packages/{package}/acme/common.amp
schema acme.common

record Address {{
    city: str
}}
"""
_ACME = _SHIPPED.format(name="acme-schemas", package="acme_schemas")
_OTHER = _SHIPPED.format(name="other-schemas", package="other_schemas")
_PACKAGE = """\
// --- site-packages/acme/common/__init__.py
# ampgen-digest: schema={digest} file=0000000000000000
"""
_RIGHT = _PACKAGE.format(digest="7d7418adeb279bc8")
_WRONG = _PACKAGE.format(digest="0123456789abcdef")
_COPY = """\
// --- acme/common.amp
schema acme.common

record Address {
    city: str
}
// --- ampgen-vendored.json
{
  "ampgen": 1,
  "schemas": {
    "acme.common": {
      "distribution": "acme-schemas",
      "version": "1.0",
      "sha256": "7d7418adeb279bc87da2e1b1206fb03a35d1d0f31680923ae8d5f3641c671213"
    }
  }
}
"""

RULES = (
    make_rule(
        "published-twice",
        "one distribution ships a schema",
        """A schema was found in the packages of several installed distributions, or they all claim
        it by its whole name. Which of them is meant cannot be known, and the wrong one must not
        be taken because of an order.""",
        _USERS + _ACME + _OTHER,
        _USERS + _ACME + _RIGHT,
    ),
    make_rule(
        "package-missing",
        "a distribution ships the packages of its schemas",
        """The generated package of an imported schema is imported from where its distribution put
        it. There is none here, so the package of the schema that imports it would fail when it is
        imported itself, unless the other is to be had where it runs.""",
        _USERS + _ACME,
        _USERS + _ACME + _RIGHT,
        Kind.HABIT,
    ),
    make_rule(
        "package-differs",
        "a distribution ships packages that were made from its schemas",
        """The package that a distribution ships was made from another text of the schema than the
        one that stands beside it, so that the two sides of a call may not mean the same.""",
        _USERS + _ACME + _WRONG,
        _USERS + _ACME + _RIGHT,
        Kind.HABIT,
    ),
    make_rule(
        "vendored-edited",
        "a copied schema is as its distribution shipped it",
        """`ampgen vendor` has copied the schema and recorded its digest. The copy was changed since,
        so it is not what its distribution ships, and its package was not made from it.""",
        _USERS + _COPY.replace("city", "town"),
        _USERS + _COPY,
    ),
)
