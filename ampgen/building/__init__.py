"""Generated packages as a build step: for hatchling, for setuptools, and around any back end.

Nothing is imported here: setuptools and hatchling load the hooks in the builds of projects that
have nothing to do with schemas, too, and those should neither wait for a compiler nor need one
that works.
"""
