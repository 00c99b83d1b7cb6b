"""Whether a command line was run before and everything is as it was then.

A state is a file of fields that a zero character ends, for no path and no argument has one: the
key of the run, what it wrote on standard output and on standard error, and then by threes how it
looked at something, the path, and what was there. The line above them holds their check sum: a
state which is not whole is none.
"""

import os
import stat
import sys
import zlib

from ampgen.noticing import look

STATE = "state"
"""How the names of states end."""

TEXT = "text"
"""The same of what such a run made its packages from; see ``returning``."""

_LARGEST = 16 << 20  # bytes: some hundred thousand files


def recall(arguments: "list[str]") -> "tuple[str, str] | None":
    """Return what a run would write on standard output and standard error, having nothing to do.

    None says that nothing is known, so that the run must be made. Never raises.
    """
    try:
        fields = recorded(arguments)
        if fields is None or len(fields) % 3:
            return None
        _, out, err, *looks = fields
        if not _harmless(out) or not _harmless(err):
            return None
        for number in range(0, len(looks), 3):
            if look(looks[number], looks[number + 1]) != looks[number + 2]:
                return None
        return out, err
    except (OSError, ValueError, KeyError, IndexError):
        return None


def recorded(arguments: "list[str]", what: str = STATE) -> "list[str] | None":
    """Return the fields of the state for a command line, or of what else is kept with it.

    None where there is none, or it may be somebody else's. Raises ``OSError``, ``ValueError`` and
    ``KeyError`` where it cannot be read.
    """
    folder = state_folder()
    if folder is None:
        return None
    key = key_of(arguments)
    fields = _read(state_file(folder, key, what))
    return fields if fields is not None and fields[0] == key else None


def has_text(arguments: "list[str]") -> bool:
    """Say whether more than the state is kept of a command line's last run. Never raises."""
    try:
        folder = state_folder()
        return folder is not None and os.path.exists(state_file(folder, key_of(arguments), TEXT))
    except (OSError, ValueError, KeyError):
        return False


def key_of(arguments: "list[str]") -> str:
    """Return what has to be the same for two runs to be the same one, but for the disk."""
    # Where a shell asks for completions, it says so in the environment.
    asked = os.environ.get("_AMPGEN_COMPLETE")
    python = (sys.version, sys.prefix, sys.getfilesystemencoding())
    program = (sys.argv[0], __file__)
    return "\n".join(map(repr, (os.getcwd(), program, arguments, asked, python, sys.path)))


def state_folder() -> "str | None":
    """Return the real path of the folder of states, which need not be there, or None.

    None is the answer where somebody else could put a state there, where the user has no place
    for such things, or wants none: ``AMPGEN_CACHE`` is a folder, or ``off``.
    """
    chosen = os.environ.get("AMPGEN_CACHE", "")
    if chosen.lower() == "off":
        return None
    if not chosen:
        caches = _caches()
        if caches is None:
            return None
        chosen = os.path.join(caches, "ampgen")
    folder = os.path.realpath(chosen)
    return folder if _ours_alone(folder) else None


def _caches() -> "str | None":
    if sys.platform == "win32":
        return os.environ.get("LOCALAPPDATA") or None
    configured = os.environ.get("XDG_CACHE_HOME", "")
    # The specification of that variable wants a relative path to be passed by.
    if os.path.isabs(configured):
        return configured
    home = os.path.expanduser("~")
    return os.path.join(home, ".cache") if os.path.isabs(home) else None


def _ours_alone(folder: str) -> bool:
    """Say whether nobody but this user and root could put something under a real path."""
    if sys.platform == "win32":
        return True  # The folder's own access list says so, and Python cannot read it.
    user = os.geteuid()
    step = folder
    while True:
        try:
            status = os.lstat(step)
        except FileNotFoundError:
            pass  # Once it has been made, somebody asks again.
        else:
            mode, owner = status.st_mode, status.st_uid
            if not stat.S_ISDIR(mode) or owner not in ((user,) if step == folder else (user, 0)):
                return False
            # In a sticky folder, as /tmp is, nobody can swap what is somebody else's.
            if mode & 0o022 and (step == folder or not mode & stat.S_ISVTX):
                return False
        step, below = os.path.dirname(step), step
        if step == below:
            return True


def state_file(folder: str, key: str, what: str = STATE) -> str:
    """Return the path of the state for a key; two keys may share it, for each state holds its."""
    return os.path.join(folder, f"{zlib.crc32(os.fsencode(key)):08x}.{what}")


def packed(fields: "list[str]") -> bytes:
    """Return the content of a state."""
    body = os.fsencode("".join(field + "\0" for field in fields))
    return _head(body) + b"\n" + body


def _head(body: bytes) -> bytes:
    return b"ampgen state 1 %08x" % zlib.crc32(body)


def _read(path: str) -> "list[str] | None":
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    number = os.open(path, flags)
    try:
        status = os.fstat(number)
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
            return None
        if sys.platform != "win32" and (status.st_uid != os.geteuid() or status.st_mode & 0o077):
            return None
        data = b""
        while len(data) < status.st_size:
            more = os.read(number, status.st_size - len(data))
            if not more:
                return None
            data += more
    finally:
        os.close(number)
    head, _, body = data.partition(b"\n")
    fields = os.fsdecode(body).split("\0")
    last = fields.pop()
    return fields if head == _head(body) and not last else None


def _harmless(text: str) -> bool:
    """Say whether a terminal can be shown a text as it is."""
    return all(line.isprintable() for line in text.split("\n"))
