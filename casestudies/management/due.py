"""What the ticker does, and how often. Each piece of work may be done by several processes at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.management import call_command

from casestudies.actions.count_request import keep_use, prune_counters
from casestudies.actions.escalate_holdings import escalate_holdings
from casestudies.actions.jobs import take_up_jobs
from casestudies.actions.note_software import note_software
from casestudies.actions.prune import prune
from casestudies.actions.publish_due import publish_due
from casestudies.actions.put_off_releases import put_off_releases
from casestudies.actions.relate_cases import relate_cases
from casestudies.actions.remind_reviews import remind_reviews
from casestudies.actions.send_answers import send_answers
from casestudies.actions.send_endpoint_letters import send_endpoint_letters
from casestudies.actions.send_mail import send_mail
from casestudies.actions.send_reminders import send_reminders
from casestudies.actions.sign_editions import sign_missing
from casestudies.actions.tend_endpoints import tend_endpoints
from casestudies.exchange.link_jobs import ask_due_links

RESULTS_KEPT_DAYS = 14


@dataclass(frozen=True)
class Due:
    """`run` is called with the time, at most once in `every`. What it raises is logged, and it is tried again then."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


def prune_task_results(now: datetime) -> None:
    """Forget what background tasks answered long ago."""
    call_command("prune_db_task_results", min_age_days=RESULTS_KEPT_DAYS, verbosity=0)


# In the order in which they are run when several are due.
DUE: list[Due] = [
    Due("note_software", timedelta(seconds=30), note_software),
    Due("publish_due", timedelta(seconds=5), publish_due),
    Due("put_off_releases", timedelta(minutes=1), put_off_releases),
    Due("send_mail", timedelta(seconds=10), send_mail),
    Due("send_answers", timedelta(seconds=10), send_answers),
    Due("escalate_holdings", timedelta(minutes=1), escalate_holdings),
    Due("send_reminders", timedelta(seconds=30), send_reminders),
    Due("relate_cases", timedelta(seconds=5), relate_cases),
    Due("remind_reviews", timedelta(hours=1), remind_reviews),
    Due("take_up_jobs", timedelta(minutes=1), take_up_jobs),
    Due("ask_due_links", timedelta(hours=1), ask_due_links),
    Due("tend_endpoints", timedelta(minutes=1), tend_endpoints),
    Due("send_endpoint_letters", timedelta(seconds=30), send_endpoint_letters),
    Due("keep_use", timedelta(minutes=1), keep_use),
    Due("sign_missing", timedelta(minutes=1), sign_missing),
    Due("prune", timedelta(hours=1), prune),
    Due("prune_counters", timedelta(hours=1), prune_counters),
    Due("prune_task_results", timedelta(days=1), prune_task_results),
]
