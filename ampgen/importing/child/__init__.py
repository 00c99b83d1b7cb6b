"""Programs that run the user's code in a process of its own, perhaps with another Python.

They are started by their path and import Twisted and the standard library, nothing else of ampgen:
the environment that has the hand-written code need not have ampgen.
"""
