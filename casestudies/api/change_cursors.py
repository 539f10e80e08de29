"""Cursors of the changes: how far somebody read, signed, and bound to the log, to the reader and to the filters.

A cursor names the log that it belongs to by the digests of the log's first entry and of the entry at which it stands:
every digest covers the entry before, so no other log has both. It never expires.
"""

from collections.abc import Mapping
from typing import Any

from django.core import signing

from casestudies.api.cursors import LONGEST, named, refusal
from casestudies.api.problem_kinds import OTHER_LOG
from casestudies.api.problems import Problem
from casestudies.queries.callers import Caller
from casestudies.queries.changes import Log, Place, log_at, was_told
from casestudies.queries.releases import may_read_releases

SALT = "casebook.api.changes"
VERSION = 1
# As much of a digest as tells two logs apart.
SHORT = 16
NOT_OURS = "This is not a cursor of this site’s changes. Follow “next” as it was given."


def write_change_cursor(place: Place, log: Log, digest: str, *, reader: Caller, filters: Mapping[str, str]) -> str:
    """The cursor that stands at `place`, whose entry in the log has the digest `digest`."""
    value = [
        VERSION,
        log.first_digest[:SHORT] if place.sequence else "",
        place.sequence,
        digest[:SHORT],
        place.number,
        _name(reader),
        dict(sorted(filters.items())),
    ]
    return signing.Signer(salt=SALT).sign_object(value)


def read_change_cursor(cursor: str, *, reader: Caller, filters: Mapping[str, str]) -> tuple[Place, Log]:
    """Where a cursor stands, and the log there. At most two queries.

    Raises Problem: 400 for one that is not ours or was made for another reader or other filters, 410 for one that
    stands in another log.
    """
    version, epoch, sequence, digest, number, made_for, made_with = _unsign(cursor)
    if version != VERSION:
        raise refusal(NOT_OURS)
    if made_for != _name(reader):
        raise refusal(
            f"The cursor was made for {named(made_for)}, whose changes are not the same. Start again without it."
        )
    if made_with != dict(filters):
        was = " and ".join(f"{name}={wanted}" for name, wanted in made_with.items()) or "no filter"
        raise refusal(f"The cursor was made with {was}. Use the same filters, or start again without it.")
    log = log_at(sequence)
    is_other = sequence and (not log.digest_at or (log.first_digest[:SHORT], log.digest_at[:SHORT]) != (epoch, digest))
    if is_other or (number and not was_told(reader.partner, number)):
        raise Problem(OTHER_LOG, OTHER_LOG.meaning)
    return Place(sequence, number), log


def _name(reader: Caller) -> str:
    """Whose changes these are: a partner's, and with or without what is under embargo."""
    return f"{reader.partner_slug}{' with embargo' if may_read_releases(reader) else ''}"


def _unsign(cursor: str) -> list[Any]:
    if len(cursor) > LONGEST or "\0" in cursor:
        raise refusal(NOT_OURS)
    try:
        return signing.Signer(salt=SALT).unsign_object(cursor)
    except signing.BadSignature:
        raise refusal(NOT_OURS) from None
