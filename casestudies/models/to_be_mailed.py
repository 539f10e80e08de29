"""What a letter is to tell of: the columns by which it goes out once its transaction is committed."""

from django.db import models


class ToBeMailed(models.Model):
    """Abstract: something that is mailed after it happened, by `actions/send_letters.py`. Mutable.

    `mailed_at` is when it went out. Until then `mail_locked_until` is the lease of who is sending it, or after a
    failure the time of the next attempt; `mail_error` says why it was not sent, or why it never will be.
    """

    mailed_at = models.DateTimeField(null=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    mail_locked_until = models.DateTimeField(null=True)
    mail_error = models.TextField(blank=True)

    class Meta:
        abstract = True
