"""What to type where a shallow clone lacks a commit."""

from __future__ import annotations

import re
import shlex

from ampgen.escaping import visible

# What could be the name of a branch or a tag, to say how it is fetched.
_NAME = re.compile(
    r"(?!.*(?:\.\.|//|@\{|\.lock$))[^\x00-\x20\x7f~^:?*\[\\@/.-][^\x00-\x20\x7f~^:?*\[\\]*"
)
_HASH = re.compile(r"[0-9a-f]{7,64}")


def fetching(reference: str) -> str:
    """Return what to do in a shallow clone that lacks a commit."""
    branch = reference.removeprefix("origin/")
    if _HASH.fullmatch(branch) or not _NAME.fullmatch(branch):
        return "fetch the rest with `git fetch --unshallow`"
    return (
        f"fetch a branch with {fetch_branch(branch)}, a tag with "
        f"`git fetch --depth=1 origin tag {quoted(branch)}`"
    )


def fetch_branch(branch: str) -> str:
    """Return the command that fetches a branch with its history."""
    fetch = quoted(f"+refs/heads/{branch}:refs/remotes/origin/{branch}")
    return f"`git fetch --unshallow origin {fetch}`"


def quoted(text: str) -> str:
    """Return a word for a shell, as it can be shown."""
    return shlex.quote(visible(text))
