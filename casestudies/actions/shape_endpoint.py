"""What a webhook endpoint can be: checked alike for one that is kept and for one that is only tried in the sandbox."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from casestudies.actions.save_library import check_record
from casestudies.enums import WebhookEvent
from casestudies.errors import NotReady, Problem
from casestudies.models import Endpoint, Topic
from casestudies.webhooks.addresses import check_address
from casestudies.webhooks.http import FetchRefused

OF_RELEASES = frozenset(event.value for event in WebhookEvent if event.value.startswith("release."))


@dataclass(frozen=True)
class Wanted:
    """What an endpoint is to be; None for what stays as it is, or in a new one for what is usual.

    `events` are values of WebhookEvent, none for all, `topics` none for all. `releases`, whether it is told of texts
    under embargo, is settled when it is made: None where whoever makes it may have it so.
    """

    url: str | None = None
    description: str | None = None
    events: Sequence[str] | None = None
    topics: Collection[Topic] | None = None
    releases: bool | None = None


def shape(endpoint: Endpoint, wanted: Wanted) -> None:
    """Put what is wanted into an endpoint that is not saved yet, but for the topics.

    Asks nothing of the database. Raises NotReady with the places `url`, `description` and `events`.
    """
    problems = []
    if wanted.url is not None:
        try:
            endpoint.url = check_address(wanted.url)
        except FetchRefused as error:
            problems.append(Problem(str(error), "url"))
    if wanted.events is not None:
        problems += [Problem(why, "events") for name in wanted.events if (why := _not_told(name, endpoint))]
        endpoint.events = [event.value for event in WebhookEvent if event in set(wanted.events)]
    if problems:
        raise NotReady(problems)
    if wanted.description is not None:
        endpoint.description = wanted.description.strip()
    check_record(endpoint, only=("url", "description"))


def may_have_releases(wanted: bool | None, may: bool) -> bool:
    """Whether an endpoint that a key makes is told of texts under embargo, where the key itself may read them.

    Raises NotReady with the place `releases`.
    """
    if wanted and not may:
        sentence = "Only a key with the scope “embargo” can have an endpoint told of texts under embargo."
        raise NotReady([Problem(sentence, "releases")])
    return may if wanted is None else wanted


def _not_told(name: str, endpoint: Endpoint) -> str:
    """Why an endpoint cannot be told of an event, "" where it can."""
    if name not in WebhookEvent.values:
        return f"“{name}” is not an event that webhooks tell of."
    if name in OF_RELEASES and not endpoint.releases:
        return f"This endpoint is told of no texts under embargo, so not of “{name}”."
    return ""
