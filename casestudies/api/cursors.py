"""Cursors: where a list stopped, signed, and bound to the reader, the ordering and the filters it was made for."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.core import signing

from casestudies.api.problem_kinds import INVALID_CURSOR
from casestudies.api.problems import Problem

SALT = "casebook.api.cursor"
VERSION = 3
# A genuine cursor is far shorter; anything longer is not worth a signature check.
LONGEST = 2_000
MOST_FILTERS = 600


def write_cursor(position: Sequence[Any], *, reader: str, ordering: str, filters: Mapping[str, str]) -> str:
    """The cursor of the page after `position`: what JSON can write, the row last."""
    return signing.Signer(salt=SALT).sign_object([VERSION, reader, ordering, _bound(filters), *position])


def read_cursor(cursor: str, *, reader: str, ordering: str, filters: Mapping[str, str]) -> list[Any]:
    """The position a cursor stands for. Raises Problem when it is not ours or was made for another list or reader."""
    version, made_by, made_for, made_with, *position = _unsign(cursor)
    if version != VERSION or made_for != ordering:
        raise refusal("The cursor was made for another list or another ordering. Start again without it.")
    if made_by != reader:
        raise refusal(f"The cursor was made for {named(made_by)}, whose list is not the same. Start again without it.")
    if made_with != _bound(filters):
        was = " and ".join(f"{name}={wanted}" for name, wanted in made_with.items()) or "no filter"
        was = "other filters" if "digest" in made_with else was
        raise refusal(f"The cursor was made with {was}. Use the same filters, or start again without it.")
    return position


def _bound(filters: Mapping[str, str]) -> dict[str, str]:
    """The filters, or where they are long their digest: a cursor has to fit into an address."""
    text = json.dumps(dict(sorted(filters.items())))
    return dict(filters) if len(text) <= MOST_FILTERS else {"digest": hashlib.sha256(text.encode()).hexdigest()}


def _unsign(cursor: str) -> list[Any]:
    if len(cursor) > LONGEST or "\0" in cursor:
        raise refusal("This is not a cursor of this site. Follow “next” as it was given.")
    try:
        return signing.Signer(salt=SALT).unsign_object(cursor)
    except signing.BadSignature:
        raise refusal("This is not a cursor of this site. Follow “next” as it was given.") from None


def named(reader: str) -> str:
    """Whom a cursor was made for, in words."""
    return f"“{reader}”" if reader else "a reader without a key"


def refusal(detail: str) -> Problem:
    return Problem(INVALID_CURSOR, detail, errors=[{"parameter": "cursor", "detail": detail}])
