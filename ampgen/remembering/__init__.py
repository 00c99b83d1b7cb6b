"""Runs that found nothing to do, or did it all, remembered so that the next need not look again.

A state says: this command line in this folder printed this, and everything that it looked at was
so. It holds nothing that could be written anywhere, so a wrong one can at worst say that there is
nothing to do; and it is trusted only where nobody else can have written it. ``recalling`` is
imported before all else, ``keeping`` at the end of a whole run.
"""
