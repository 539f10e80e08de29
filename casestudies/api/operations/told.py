"""Describes for OpenAPI the webhooks: what is sent to an endpoint of each kind of event, and what may be answered."""

from typing import Any

from casestudies.api.examples.webhooks import HEADERS, MEANINGS, event_example
from casestudies.api.schemas.events import component_of
from casestudies.api.schemas.words import Schema, ref
from casestudies.enums import WebhookEvent
from casestudies.webhooks.retries import MOST_ATTEMPTS

TAG = "Webhooks"
SIGNED = (
    "Sent as `POST` with the three headers of Standard Webhooks 1.0, and no key: that it comes from here is shown by "
    "`webhook-signature` alone, which is checked with the endpoint’s secret over the bytes of the body as they came. "
    "Every event comes at least once, those of one case study in order; `webhook-id` tells one that came before."
)
SENT: dict[str, tuple[str, Schema]] = {
    "webhook-id": (
        "The delivery’s UUID, the same in every attempt and when it is sent again: do what it asks for once.",
        {"type": "string", "format": "uuid"},
    ),
    "webhook-timestamp": (
        "When this attempt was made, in seconds since 1970. Refuse what is more than five minutes off.",
        {"type": "string", "pattern": "^[0-9]{1,12}$"},
    ),
    "webhook-signature": (
        "`v1,` and the Base64 of HMAC-SHA256 over `webhook-id`, `webhook-timestamp` and the body with full stops "
        "between; its key is what stands in Base64 after `whsec_` in the secret. While two secrets overlap, a "
        "signature by each, with a space between: one that is right is enough.",
        {"type": "string", "pattern": "^v1,[A-Za-z0-9+/]+={0,2}( v1,[A-Za-z0-9+/]+={0,2})*$"},
    ),
}
RETRY_AFTER = {
    "Retry-After": {
        "description": "In how many seconds, or when, to try again; honoured up to a day. Leave it out if you like.",
        "schema": {"type": "string"},
        "examples": {"Seconds": {"value": "120"}, "Moment": {"value": "Sat, 14 Nov 2026 10:00:00 GMT"}},
    }
}
FAILED = f"Failed: tried again, {MOST_ATTEMPTS} times in all, and not before the time that `Retry-After` names."
ANSWERS: dict[str, Any] = {
    "2XX": {"description": "Taken. Answer so within 20 seconds, as soon as you have noted it; the body is not read."},
    "3XX": {"description": "Failed, and tried again: redirects are not followed."},
    "410": {"description": "The endpoint is gone: it is switched off at once, and your contact gets a letter."},
    "4XX": {"description": FAILED, "headers": RETRY_AFTER},
    "5XX": {"description": FAILED, "headers": RETRY_AFTER},
}


def webhooks() -> dict[str, Any]:
    """The section `webhooks` of the description: by event, the request that is sent."""
    return {event.value: {"post": _sent(event)} for event in WebhookEvent}


def parameters() -> dict[str, Any]:
    """The headers of every webhook, as components."""
    return {
        name: {
            "name": name,
            "in": "header",
            "required": True,
            "description": description,
            "schema": schema,
            "example": HEADERS[name],
        }
        for name, (description, schema) in SENT.items()
    }


def _sent(event: WebhookEvent) -> dict[str, Any]:
    name = component_of(event)
    return {
        "operationId": f"on{name.removesuffix('Webhook')}",
        "summary": str(event.label),
        "description": f"{MEANINGS[event][0]}\n\n{SIGNED}",
        "tags": [TAG],
        "security": [],
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in SENT],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": ref(name), "examples": {"Example": {"value": event_example(event)}}}
            },
        },
        "responses": ANSWERS,
    }
