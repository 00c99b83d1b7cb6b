"""Findings as text: for people, for grep, for programs, for GitHub and for SARIF readers."""

from __future__ import annotations

from ampgen.diagnosing.escaping import visible
from ampgen.diagnosing.prose import concise, tally, text

__all__ = ["concise", "tally", "text", "visible"]
