"""Send letters about what is committed: at least once, under a lease, and later and later where one was refused."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q, QuerySet

from casestudies.actions.lock_row import lock
from casestudies.models.to_be_mailed import ToBeMailed

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
LONGEST_ROUND = timedelta(minutes=1)
MOST_ATTEMPTS = 8
MOST_ROWS = 200


@dataclass(frozen=True)
class Written:
    """A letter, None where there is nothing left to write of, and of what it tells nothing: by row id, why not."""

    letter: EmailMessage | None
    moot: dict[int, str] = field(default_factory=dict)


# What one letter tells of, and how it is written once those rows are taken.
Post = tuple[QuerySet[Any], Callable[[list[Any]], Written]]


def waits(now: datetime) -> Q:
    """The condition on rows that are to be mailed, and that nobody is mailing."""
    free = Q(mail_locked_until=None) | Q(mail_locked_until__lte=now)
    return free & Q(mailed_at=None, mail_attempts__lt=MOST_ATTEMPTS)


def send_letters(posts: Iterable[Post], now: datetime) -> int:
    """Send the letters and return how many went out. Not to be called inside a transaction.

    Several processes may do so at once: the rows of each letter are taken under a lease before it is written. One that
    cannot be written or sent is tried again later and later, eight times; one whose sender was killed after it went out
    goes out again. A round ends after a minute, so that a slow server holds up nothing else that is due.
    """
    began, sent = monotonic(), 0
    for rows, write in posts:
        passed = timedelta(seconds=monotonic() - began)
        if passed > LONGEST_ROUND:
            break
        sent += _send(rows, write, now + passed)
    return sent


def _send(rows: QuerySet[Any], write: Callable[[list[Any]], Written], now: datetime) -> bool:
    taken = _take(rows, now)
    if not taken:
        return False
    about = rows.model._default_manager.filter(pk__in=[row.pk for row in taken])
    try:
        written = write(taken)
        if written.letter is not None:
            written.letter.send()
    except Exception as error:  # one letter that cannot even be written keeps nobody else's from going out
        logger.exception("A letter about %s %s was not sent", rows.model._meta.verbose_name, taken[0].pk)
        attempts = 1 + max(row.mail_attempts for row in taken)
        about.update(
            mail_attempts=F("mail_attempts") + 1,
            mail_locked_until=now + timedelta(minutes=2**attempts),
            mail_error=f"{type(error).__name__}: {error}"[:1000],
        )
        return False
    for why in set(written.moot.values()):
        never = about.filter(pk__in=[pk for pk, said in written.moot.items() if said == why])
        never.update(mail_attempts=MOST_ATTEMPTS, mail_locked_until=None, mail_error=why)
    about.exclude(pk__in=written.moot).update(mailed_at=now, mail_locked_until=None, mail_error="")
    return written.letter is not None


def _take(rows: QuerySet[Any], now: datetime) -> list[ToBeMailed]:
    """What is to be told in one letter, under a lease."""
    with transaction.atomic():
        taken = list(lock(rows.filter(waits(now)))[:MOST_ROWS])
        leased = rows.model._default_manager.filter(pk__in=[row.pk for row in taken])
        leased.update(mail_locked_until=now + LEASE)
    return taken
