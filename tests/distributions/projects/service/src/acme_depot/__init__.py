"""A depot of parcels."""
