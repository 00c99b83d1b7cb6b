"""A schema compiler for AMP, the Asynchronous Messaging Protocol of Twisted."""

__version__ = "0.1.0"
