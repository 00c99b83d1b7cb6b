"""A package made again of which only a few commands changed.

What is printed for a command depends on its own text, and on what all of the schema declares. So
where two versions of a schema differ within commands alone, the parts of those commands are made
new, and everything else is taken from the package that was made of the first version.

Whether that gives what a whole run gives is proved each time, and where it is not, the answer is
that a whole run is needed:

- Both versions are narrowed to the commands that differ, some that do not, and all that is no
  command. They go the way of every schema, from text to text, with all its checks.
- What the first one prints for a command stands in the old package to the letter, and in one
  place. So nothing that was left out has a part in it.
- What the modules import and define is the same in both, or is there already.

What is made new is compared with its view as ever. What is taken over was, when it was made, and
is that to the letter: the digests of its file say so.
"""

from __future__ import annotations

from ampgen.remaking.remaking import Old, remake

__all__ = ["Old", "remake"]
