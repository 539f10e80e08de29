"""Examples of webhooks, for the API's description and its documentation: endpoints, deliveries, and every event."""

from typing import Any

from casestudies.api.examples import sync
from casestudies.api.examples.cases import SITE, UUID
from casestudies.enums import WebhookEvent

ENDPOINT_UUID = "2f1c6a52-6f7e-4a45-9c51-0b8f6c1c3a11"
DELIVERY_UUID = "7d3e0f6c-93a5-4f0e-8f67-41a6f0f5d2b9"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwbWZ2kqQ3nTk="
ENDPOINT: dict[str, Any] = {
    "uuid": ENDPOINT_UUID,
    "url": "https://partner.example/hooks/casebook",
    "description": "Production",
    "events": [],
    "topics": [],
    "releases": False,
    "is_active": True,
    "disabled_at": None,
    "disabled_reason": "",
    "failing_since": None,
    "next_try_at": None,
    "waiting": 0,
    "secrets": [{"created_at": "2026-11-01T10:00:00.000000Z", "expires_at": None}],
    "created_at": "2026-11-01T10:00:00.000000Z",
    "links": {
        "api": f"{SITE}/api/v1/webhooks/endpoints/{ENDPOINT_UUID}/",
        "deliveries": f"{SITE}/api/v1/webhooks/deliveries/?endpoint={ENDPOINT_UUID}",
    },
}
ENDPOINT_WITH_SECRET = ENDPOINT | {"secret": SECRET}
DELIVERY: dict[str, Any] = {
    "uuid": DELIVERY_UUID,
    "endpoint": ENDPOINT_UUID,
    "event": "case_study.corrected",
    "case_study": UUID,
    "state": "delivered",
    "attempts": 1,
    "event_at": "2026-11-14T09:30:00.000000Z",
    "settled_at": "2026-11-14T09:30:01.420000Z",
    "next_try_at": None,
    "links": {
        "api": f"{SITE}/api/v1/webhooks/deliveries/{DELIVERY_UUID}/",
        "endpoint": f"{SITE}/api/v1/webhooks/endpoints/{ENDPOINT_UUID}/",
    },
}
HEADERS = {
    "Content-Type": "application/json",
    "webhook-id": DELIVERY_UUID,
    "webhook-timestamp": "1794648601",
    "webhook-signature": "v1,mXLbU1BgTTiZ8R0Bq2xv8VLRnkWRwSkN4oAq1Ib5RrE=",
}
CHANGE = sync.CHANGE
NOTHING: dict[str, Any] = {"tombstone": None, "release": None, "holding": None}
OWN = {"id": "40.7", **NOTHING}
EMPTY_LINKS = {"html": "", "api": "", "edition_api": ""}
RELEASE = {
    "uuid": sync.RELEASE_UUID,
    "embargoed_until": "2026-11-20T09:00:00.000000Z",
    "because": "",
    "replaced_by": "",
    "api": f"{SITE}/api/v1/releases/{sync.RELEASE_UUID}/",
}
HOLDING = {
    "url": "https://partner.example/harbour",
    "edition": 1,
    "standing": "corrected",
    "newest_edition": 2,
    "stale_since": "2026-11-14T09:30:00.000000Z",
    "what_to_do": sync.HOLDING["what_to_do"],
}
NO_EDITION = {"edition": None, "links": EMPTY_LINKS}


def tombstone(why: str, what_to_do: str) -> dict[str, Any]:
    return {"tombstone": {"why": why, "what_to_do": what_to_do}}


# What an event changes in the example of a correction, and what it means to a receiver.
MEANINGS: dict[WebhookEvent, tuple[str, dict[str, Any]]] = {
    WebhookEvent.PUBLISHED: ("A case study has its first edition. Read it at “links.api”.", {}),
    WebhookEvent.UPDATED: ("There is a new edition. The one before was not wrong.", {}),
    WebhookEvent.CORRECTED: ("There is a new edition, because the one before was wrong. Put it in its place.", {}),
    WebhookEvent.WITHDRAWN: (
        "The text was withdrawn. Take every copy down.",
        tombstone("withdrawn", "Take every copy down, or show the notice in its place."),
    ),
    WebhookEvent.REINSTATED: ("A withdrawn text stands again.", {}),
    WebhookEvent.REDACTED: (
        "The text of one edition was removed for a legal reason. Take every copy of that edition down.",
        tombstone("redacted", "Take down every copy of this edition."),
    ),
    WebhookEvent.MOVED: ("The case study has another address. The old one redirects.", {}),
    WebhookEvent.TOPIC_LEFT: (
        "A new edition is on none of the topics that the endpoint chose.",
        tombstone("topic", "It is on this topic no more: leave it out of what you keep of the topic."),
    ),
    WebhookEvent.COVERAGE_GAINED: ("You may have this case study from now on.", OWN),
    WebhookEvent.COVERAGE_LOST: (
        "You may not have this case study any more. Take every copy down.",
        OWN | NO_EDITION | tombstone("coverage", "Your licence for it has ended: take every copy down."),
    ),
    WebhookEvent.RELEASE_OFFERED: (
        "A text is yours to read under embargo, with a key that has the scope “embargo”.",
        OWN | NO_EDITION | {"release": RELEASE},
    ),
    WebhookEvent.RELEASE_MOVED: ("An embargo ends at another time.", OWN | NO_EDITION | {"release": RELEASE}),
    WebhookEvent.RELEASE_CANCELLED: (
        "A text under embargo was taken back. Delete it.",
        OWN
        | NO_EDITION
        | {"release": RELEASE}
        | tombstone("release", "Delete the embargoed text: it is not to be published."),
    ),
    WebhookEvent.RELEASE_PUBLISHED: ("An embargo ended: the text is public.", OWN | {"release": RELEASE}),
    WebhookEvent.TEST: ("Somebody asked for a test.", {}),
    WebhookEvent.HOLDING_STALE: (
        "A copy that you reported has to be put right or taken down.",
        OWN | {"holding": HOLDING},
    ),
}
TEST = {"endpoint": ENDPOINT_UUID, "message": "This is a test. Nothing was published."}


def event_example(event: WebhookEvent) -> dict[str, Any]:
    """The whole body of a webhook of this type."""
    if event == WebhookEvent.TEST:
        return {"type": event.value, "timestamp": CHANGE["at"], "data": TEST}
    data = CHANGE | NOTHING | MEANINGS[event][1] | {"event": event.value}
    return {"type": event.value, "timestamp": CHANGE["at"], "data": data}


DELIVERY_WHOLE: dict[str, Any] = DELIVERY | {
    "body": '{"type": "case_study.corrected", "timestamp": "2026-11-14T09:30:00.000000Z", "data": {…}}',
    "log": [
        {
            "at": "2026-11-14T09:30:01.420000Z",
            "status": 204,
            "latency_ms": 86,
            "error": "",
            "request_headers": HEADERS,
            "answer": "",
        }
    ],
}
