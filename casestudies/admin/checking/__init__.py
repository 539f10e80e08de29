"""Fact-checking: the screen at the desk, the panel beside the form, and the door of checkers without an account."""
