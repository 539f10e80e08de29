"""Cursors: where a list stopped, signed, and bound to the ordering and the filters it was made for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core import signing

from casestudies.api.problem_kinds import INVALID_CURSOR
from casestudies.api.problems import Problem
from casestudies.queries.listing import Position

SALT = "casebook.api.cursor"
VERSION = 1
# A genuine cursor is far shorter; anything longer is not worth a signature check.
LONGEST = 2_000


def write_cursor(position: Position, *, ordering: str, filters: Mapping[str, str]) -> str:
    """The cursor of the page after `position`."""
    value = [VERSION, ordering, dict(sorted(filters.items())), position.changed_at.isoformat(), position.id]
    return signing.Signer(salt=SALT).sign_object(value)


def read_cursor(cursor: str, *, ordering: str, filters: Mapping[str, str]) -> Position:
    """The position a cursor stands for. Raises Problem when it is not ours or was made for another list."""
    version, made_for, made_with, value, row = _unsign(cursor)
    if version != VERSION or made_for != ordering:
        raise _refusal("The cursor was made for another ordering. Start again without it.")
    if made_with != dict(filters):
        was = " and ".join(f"{name}={wanted}" for name, wanted in made_with.items()) or "no filter"
        raise _refusal(f"The cursor was made with {was}. Use the same filters, or start again without it.")
    return Position(changed_at=datetime.fromisoformat(value), id=row)


def _unsign(cursor: str) -> list[Any]:
    if len(cursor) > LONGEST or "\0" in cursor:
        raise _refusal("This is not a cursor of this site. Follow “next” as it was given.")
    try:
        return signing.Signer(salt=SALT).unsign_object(cursor)
    except signing.BadSignature:
        raise _refusal("This is not a cursor of this site. Follow “next” as it was given.") from None


def _refusal(detail: str) -> Problem:
    return Problem(INVALID_CURSOR, detail, errors=[{"parameter": "cursor", "detail": detail}])
