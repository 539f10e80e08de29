"""Problems that no request about the samples brings about, each at an address of its own in the sandbox."""

from collections.abc import Callable
from functools import partial

from django.conf import settings

from casestudies.api import problem_kinds as kinds
from casestudies.api.authorization import refusal
from casestudies.api.gate import too_many
from casestudies.api.problems import Problem
from casestudies.limits.allowance import DAY, MINUTE, Standing, Window

PREFIX = "sample-problem-"


def _quota_exceeded() -> Problem:
    """As if a key with the site's own limits had used up a minute at the day's beginning."""
    burst, daily = settings.API_KEY_BURST, settings.API_KEY_DAILY
    return too_many(
        Standing(
            is_admitted=False,
            burst=Window("burst", quota=burst, length=MINUTE, left=0, seconds=30),
            daily=Window("daily", quota=daily, length=DAY, left=max(1, daily - burst), seconds=DAY - 30),
        )
    )


SHOWN: dict[str, Callable[[], Problem]] = {
    kinds.EXPIRED_KEY.name: partial(refusal, kinds.EXPIRED_KEY),
    kinds.REVOKED_KEY.name: partial(refusal, kinds.REVOKED_KEY),
    kinds.INACTIVE_PARTNER.name: partial(refusal, kinds.INACTIVE_PARTNER),
    kinds.FORBIDDEN.name: partial(Problem, kinds.FORBIDDEN, kinds.FORBIDDEN.meaning),
    kinds.QUOTA_EXCEEDED.name: _quota_exceeded,
}


def raise_sample_problem(slug: str) -> None:
    """Raises Problem for `sample-problem-quota-exceeded` and the like."""
    problem = SHOWN.get(slug.removeprefix(PREFIX)) if slug.startswith(PREFIX) else None
    if problem is not None:
        raise problem()
