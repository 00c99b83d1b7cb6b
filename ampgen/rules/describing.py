"""Descriptions: documents in JSON that say what a schema says."""

from __future__ import annotations

from ampgen.rules.rule import make_rule

_GOOD = """
// --- users.json
{
  "ampgen": 1,
  "schema": "users",
  "schemas": {
    "users": {
      "name": "users",
      "doc": "",
      "digest": "⟨64 × 0⟩",
      "imports": [],
      "enums": [],
      "records": [],
      "errors": [],
      "customs": [],
      "interfaces": [],
      "protocols": []
    }
  }
}
"""

RULES = (
    make_rule(
        "bad-json",
        "a description is JSON, of which no reader could think otherwise",
        """What `ampgen describe` prints is JSON in UTF-8. A key that stands in an object twice, and
        numbers such as NaN, are read differently by different programs, and refused. So are
        documents that are larger or deeper than any schema makes them.""",
        _GOOD.replace('"doc": ""', '"doc": "", "doc": "Users."'),
        _GOOD,
    ),
    make_rule(
        "bad-description",
        "a description says what `ampgen describe` would",
        """A description has the form that grammar/description.schema.json lays down, and what it
        refers to is in it. The schemas that it describes obey the rules that text obeys, each
        with its own name.""",
        _GOOD.replace('      "protocols": []', '      "protocols": null'),
        _GOOD,
    ),
    make_rule(
        "unknown-key",
        "a key that is not known is passed over",
        """A newer ampgen may put more keys into a description. What they say is lost here, which
        may be what was meant, or a slip of the pen.""",
        _GOOD.replace('"doc": ""', '"doc": "", "docs": "Users."'),
        _GOOD,
    ),
)
