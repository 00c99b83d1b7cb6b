"""Findings as text: for people, for grep, for programs, for GitHub and for SARIF readers."""

from __future__ import annotations

from ampgen.diagnosing.github_commands import github
from ampgen.diagnosing.json_report import json
from ampgen.diagnosing.prose import concise, tally, text
from ampgen.diagnosing.sarif_log import sarif

__all__ = ["concise", "github", "json", "sarif", "tally", "text"]
