"""Runs that found nothing to do, or did it all, remembered so that the next need not look again.

A state says: this command line in this folder printed this, and everything that it looked at was
so. A wrong one can at worst say that there is nothing to do. Beside that of a large schema stands
what its package was made from, for ``ampgen.remaking``: a wrong one differs from the digest in
that package, and then there is a whole run. None of it is ever written anywhere, and all of it is
trusted only where nobody else can have written it. ``recalling`` is imported before all else,
``returning`` where there is something to do and perhaps little, ``keeping`` at the end of a run.
"""
