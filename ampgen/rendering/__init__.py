"""From a package as printed to the text of its files. The only home of jinja2."""

from __future__ import annotations

from ampgen.rendering.rendering import printed, render, render_program, rendered, shared

__all__ = ["printed", "render", "render_program", "rendered", "shared"]
