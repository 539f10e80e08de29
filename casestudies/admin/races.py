"""Tells a save that met somebody else's from a defect: only what can happen between two people is named."""

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from casestudies.errors import Problem

FOREIGN_KEY_VIOLATION = "SQLSTATE 23503"
# How the two databases name what was broken: PostgreSQL by constraint or class of error, SQLite by columns.
RACES = [
    (
        ("casestudies_casestudy_slug_key", "casestudies_casestudy.slug"),
        Problem(_("Another case study took this address at the same moment. Choose another."), "slug"),
    ),
    (
        (FOREIGN_KEY_VIOLATION, "FOREIGN KEY constraint failed"),
        Problem(_("Somebody deleted a record that you chose at the same moment. Choose another, and save again.")),
    ),
]


def race_of(error: IntegrityError) -> Problem | None:
    """What to say about a race; None for anything else, which is a defect and must not look like one."""
    text = f"{error} SQLSTATE {getattr(error.__cause__, 'sqlstate', '')}"
    for signs, problem in RACES:
        if any(sign in text for sign in signs):
            return Problem(str(problem.message), problem.place)
    return None
