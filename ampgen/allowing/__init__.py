"""What a schema says may stay as it is: ``// ampgen: allow RULE until 2.0: reason``.

In a comment of its own an allowance covers what follows it, a declaration, a command, a field or a
member, to its end; above the name of the schema it covers the file; at the end of a line, that
line, and all of what ends there or has its brackets opened there, so that it stays the same
wherever the lines are divided. Several rules stand with commas between them. ``until`` names the version of the project from
which on it counts no more.
"""

from __future__ import annotations

from ampgen.allowing.judging import Allowances, judge
from ampgen.allowing.reading import Allowance, allowances

__all__ = ["Allowance", "Allowances", "allowances", "judge"]
