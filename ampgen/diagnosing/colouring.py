"""The colours of a diagnostic, or none."""

from __future__ import annotations


from ampgen.findings import Severity
from ampgen.frozen import dataclass

_INKS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;32"}


@dataclass(frozen=True, slots=True)
class Paint:
    """Wraps text in the terminal's colour sequences where ``on``."""

    on: bool
    severity_of_finding: Severity = Severity.ERROR

    def severity(self, text: str) -> str:
        return self._ink(_INKS[self.severity_of_finding], text)

    def primary(self, text: str) -> str:
        return self.severity(text)

    def secondary(self, text: str) -> str:
        return self._ink("1;34", text)

    def gutter(self, text: str) -> str:
        return self._ink("34", text)

    def strong(self, text: str) -> str:
        return self._ink("1", text)

    def help(self, text: str) -> str:
        return self._ink("1;36", text)

    def _ink(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on else text
