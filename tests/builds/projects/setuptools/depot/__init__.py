"""A depot of devices."""
