"""A console for depots."""
