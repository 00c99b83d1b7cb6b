"""SHA-256 at the cost that fits what is to be digested."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

# As many bytes are digested by what Python has of its own. Then it pays to load OpenSSL, which
# takes longer and more memory to load than a small package to compile, and is several times faster.
_left = 3 << 19
# Where Python has its own, by its version; hashlib takes it where there is no OpenSSL.
_OWN = ("_sha2", "_sha256")


class Digest(Protocol):
    """What digests a text in parts."""

    def update(self, data: bytes, /) -> None: ...

    def hexdigest(self) -> str: ...


def sha256(size: int) -> Digest:
    """Return a new SHA-256, for so many bytes or about as many."""
    global _left
    _left -= size
    if _left > 0:
        for name in _OWN:
            try:
                return cast(Digest, import_module(name).sha256())
            except (ImportError, AttributeError):
                continue
    import hashlib

    return hashlib.sha256()


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal digits."""
    whole = sha256(len(data))
    whole.update(data)
    return whole.hexdigest()
