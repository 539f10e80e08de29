"""The check of links as a job: asked for by somebody, or every week by the site itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from casestudies.actions.jobs import Line, ask_job
from casestudies.actions.note_link_check import note_link_check
from casestudies.enums import JobKind, JobState
from casestudies.exchange.link_check import check_side_by_side
from casestudies.exchange.system_accounts import LINKS, system_account
from casestudies.models import Account, Job, Source
from casestudies.queries.link_states import due_links, links_to_check

MOST = 500  # links in one job
LEASE = timedelta(minutes=30)  # a batch of links of one slow host, each with its copy, takes half as long


def check_batch(items: Sequence[Any], task: Mapping[str, Any], by: Account, now: datetime) -> list[Line]:
    """A line for each key of a source, in their order. Goes to the network."""
    links = links_to_check(Source.objects.filter(key__in=items), len(items))
    lines = {}
    for link, found in check_side_by_side(links):
        source = note_link_check(link.pk, link.url, found, by=by, now=now)
        if source is not None:
            said = f"{source.get_link_state_display()}. {source.link_note}"
            lines[link.key] = {"item": str(source), "outcome": said, "path": source_path(link.key)}
    missing = "Skipped. The source is gone, or has another address by now."
    return [lines.get(key) or {"item": key, "outcome": missing, "path": ""} for key in items]


def ask_due_links(now: datetime) -> Job | None:
    """Have the links that are due looked at in the background; None when none is, or a check is under way."""
    under_way = Job.objects.filter(kind=JobKind.CHECK_LINKS, state__in=[JobState.WAITING, JobState.RUNNING])
    if under_way.exists():
        return None
    keys = list(due_links(now).values_list("key", flat=True)[:MOST])
    return ask_link_check(keys, "The week’s check of links", by=system_account(LINKS), now=now) if keys else None


def ask_link_check(keys: Sequence[str], label: str, *, by: Account, now: datetime) -> Job:
    """Raises NotAllowed."""
    return ask_job(JobKind.CHECK_LINKS, label, {"items": list(keys)}, by=by, now=now)


def source_path(key: str) -> str:
    """Where the desk finds the source that citations know by this key."""
    return f"/admin/casestudies/source/with-key/{key}/"
