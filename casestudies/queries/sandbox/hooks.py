"""The samples of webhooks: endpoints that fare differently, and one delivery of every kind of event, signed.

Their secret is no secret: the documentation names it, so that a receiver can be checked against the signatures.
"""

import json
from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from standardwebhooks import Webhook

from casestudies.enums import GONE_FOR_GOOD, DeliveryState, TermKind, WebhookEvent, fault
from casestudies.models import Delivery, DeliveryAttempt, Endpoint, EndpointSecret, Topic
from casestudies.publication.chain import instant
from casestudies.queries.change_entry import change_entry
from casestudies.queries.sandbox.events import sample_change
from casestudies.queries.sandbox.lists import shared
from casestudies.queries.sandbox.states import START
from casestudies.queries.sandbox.texts import uuid_of

SECRET = f"whsec_{b64encode(b'a sample that keeps nothing safe').decode()}"
NEW_SECRET = f"whsec_{b64encode(b'another one, as after a rotation').decode()}"
LATER = START + timedelta(days=21)
TEST = {"endpoint": str(uuid_of("endpoint")), "message": "This is a test. Nothing was published."}


@cache
def sample_endpoints() -> list[Endpoint]:
    """One that works, one that is told of texts under embargo, and one that was switched off."""
    off = {
        "is_active": False,
        "disabled_at": LATER,
        "disabled_reason": GONE_FOR_GOOD,
    }
    return [
        _endpoint(-3, "endpoint", description="Website"),
        _endpoint(-2, "endpoint for releases", description="Newsroom", releases=True),
        _endpoint(-1, "endpoint that is gone", description="The old website", **off),
    ]


@cache
def sample_deliveries() -> list[Delivery]:
    """One of each kind of event, the newest first: one of them waits, one was given up, the others were taken."""
    website, newsroom, _ = sample_endpoints()
    changes = {event.value: sample_change(event) for event in WebhookEvent if event != WebhookEvent.TEST}
    kinds = [*sorted(changes, key=lambda event: changes[event].at), WebhookEvent.TEST.value]
    made = []
    for number, event in enumerate(kinds, start=1):
        change = changes.get(event)
        row = Delivery(
            pk=number - len(kinds) - 1,
            uuid=uuid_of(f"delivery {event}"),
            endpoint=newsroom if event.startswith("release.") else website,
            event=event,
            case_uuid=change.case_uuid if change else None,
            created_at=change.at if change else LATER,
        )
        data = change_entry(change) if change else TEST
        body = {"type": event, "timestamp": instant(row.created_at), "data": data}
        row.body = json.dumps(body, ensure_ascii=False)
        made.append(_settled(row))
    return made[::-1]


def sample_topics() -> list[Topic]:
    return [Topic(slug=key) for key in shared(TermKind.TOPIC)]


def with_parts(endpoint: Endpoint, *secrets: EndpointSecret, topics: Iterable[Topic] = ()) -> Endpoint:
    """An endpoint that hangs together as one read from rows does."""
    endpoint._prefetched_objects_cache = {"secrets": list(secrets), "topics": list(topics)}  # type: ignore[attr-defined]
    return endpoint


def _endpoint(number: int, name: str, **facts: Any) -> Endpoint:
    url = f"https://partner.example/hooks/{name.replace(' ', '-')}"
    row = Endpoint(pk=number, uuid=uuid_of(name), url=url, created_at=START, **facts)
    return with_parts(row, EndpointSecret(created_at=START))


def _settled(row: Delivery) -> Delivery:
    """With the attempts that led to where it stands."""
    answers = {WebhookEvent.TOPIC_LEFT.value: [503], WebhookEvent.COVERAGE_GAINED.value: [422] * 10}
    log = [
        _attempt(row, row.created_at + timedelta(seconds=1, hours=hours), status)
        for hours, status in enumerate(answers.get(row.event, [204]))
    ]
    row.attempts, last = len(log), log[-1]
    if last.status == 503:
        row.state, row.next_attempt_at = DeliveryState.WAITING, last.at + timedelta(minutes=5)
    else:
        row.state = DeliveryState.GIVEN_UP if last.error else DeliveryState.DELIVERED
        row.done_at = last.at
    row._prefetched_objects_cache = {"log": log}  # type: ignore[attr-defined]
    return row


def _attempt(row: Delivery, at: datetime, status: int) -> DeliveryAttempt:
    return DeliveryAttempt(
        at=at,
        status=status,
        latency_ms=86,
        request_headers={
            "Content-Type": "application/json",
            "webhook-id": str(row.uuid),
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(SECRET).sign(str(row.uuid), at, row.body),
        },
        error=fault(status),
    )
