"""The documentation for people."""
