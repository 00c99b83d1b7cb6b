"""What a schema that is right could do better: warnings of ``ampgen check``."""

from __future__ import annotations

from ampgen.linting.reviewing import review

__all__ = ["review"]
