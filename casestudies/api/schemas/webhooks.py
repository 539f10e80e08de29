"""The shapes of webhooks, as OpenAPI components: endpoints, deliveries, and the body that is sent."""

from casestudies.api.dates import Moment
from casestudies.api.schemas.words import Schema, address, many, maybe, moment, one_of, record, ref, text, truth, whole
from casestudies.enums import DeliveryState, WebhookEvent

SECRET = text("Signs what is sent: keep it. Shown this once.", pattern="^whsec_[A-Za-z0-9+/=]+$")
EVENTS = many(one_of(WebhookEvent), "What it is told of; empty for everything. What is to be taken down always comes.")
TOPICS = many(text(), "The slugs of the topics that it is told of; empty for all.")
ENDPOINT: dict[str, Schema] = {
    "uuid": text("Identifies the endpoint.", format="uuid"),
    "url": address("Where webhooks are sent."),
    "description": text("Your own words."),
    "events": EVENTS,
    "topics": TOPICS,
    "releases": truth("Whether it is told of texts under embargo. If so, it is there for keys with that scope alone."),
    "is_active": truth("Whether anything is sent. While it is not, what happens is kept and sent later."),
    "disabled_at": maybe(moment("When it was switched off.")),
    "disabled_reason": text("Why it is off, or empty."),
    "failing_since": maybe(moment("Since when every attempt failed."), "Null while it takes what it is sent."),
    "next_try_at": maybe(moment("Before this nothing is sent, because the last attempt failed.")),
    "waiting": whole("How many deliveries wait."),
    "secrets": many(
        record(
            "A secret that signs.",
            created_at=moment("When it was made."),
            expires_at=maybe(moment("When it stops to sign."), "Null for the newest."),
        ),
        "The newest first; two of them while a rotation overlaps.",
    ),
    "created_at": moment("When it was made."),
    "links": record("Addresses.", api=address("This endpoint."), deliveries=address("What it was told.")),
}
DELIVERY: dict[str, Schema] = {
    "uuid": text("The header `webhook-id` of every attempt.", format="uuid"),
    "endpoint": text("The UUID of the endpoint.", format="uuid"),
    "event": one_of(WebhookEvent),
    "case_study": maybe(text("The UUID of the case study.", format="uuid"), "Null for a test."),
    "state": one_of(DeliveryState, "How it stands."),
    "attempts": whole("How often it was tried since it was last asked for."),
    "event_at": moment("When it happened."),
    "settled_at": maybe(moment("When it was taken, or given up.")),
    "next_try_at": maybe(moment("When it is tried next, at the earliest.")),
    "links": record("Addresses.", api=address("This delivery."), endpoint=address("Its endpoint.")),
}
CHANGEABLE = {
    "url": address("An https address on the public internet."),
    "description": text("Your own words.", maxLength=200),
    "events": {**EVENTS, "maxItems": 100},
    "topics": {**TOPICS, "items": text(pattern="^[a-zA-Z0-9_.\\-]{1,100}$"), "maxItems": 100},
}
# Of a test nothing but itself is sent; of everything else there is a sample.
SAMPLES = [event.value for event in WebhookEvent if event != WebhookEvent.TEST]
MOMENT = Moment("").schema
WEBHOOKS: dict[str, Schema] = {
    "Endpoint": record("Where you are told of changes.", **ENDPOINT),
    "EndpointWithSecret": record("An endpoint and its new secret.", **ENDPOINT, secret=SECRET),
    "EndpointList": record("Your endpoints, the oldest first.", results=many(ref("Endpoint"))),
    "NewEndpoint": {
        "type": "object",
        "required": ["url"],
        "properties": {
            **CHANGEABLE,
            "releases": truth(
                "Whether it is told of texts under embargo, which is settled now for good. Left out: true where your "
                "key has the scope “embargo”; without it, true is refused."
            ),
        },
        "additionalProperties": False,
    },
    "EndpointChange": {
        "type": "object",
        "properties": {**CHANGEABLE, "is_active": truth("Off: nothing is sent until it is on again.")},
        "additionalProperties": False,
    },
    "EndpointDeleted": record(
        "It is deleted, and no attempt begins any more.", until=moment("Until then one that had begun may arrive.")
    ),
    "Rotation": {
        "type": "object",
        "properties": {
            "overlap_hours": {**whole("How long the secret before signs too."), "maximum": 168, "default": 24}
        },
        "additionalProperties": False,
    },
    "TestWanted": {
        "type": "object",
        "properties": {"sample": text("The kind of event of which the test carries a sample.", enum=SAMPLES)},
        "additionalProperties": False,
    },
    "TestSent": record(
        "A test is on its way.",
        delivery=text("Its `webhook-id`.", format="uuid"),
        links=record("Addresses.", api=address("What becomes of it.")),
    ),
    "ReplayRange": record(
        "Which stretch of time.",
        since=text("Events from then on: a date, or a time with its zone.", pattern=MOMENT["pattern"]),
        until=text("Events before then.", pattern=MOMENT["pattern"]),
    )
    | {"additionalProperties": False},
    "Replayed": record(
        "What is going to be sent again, and what is not.",
        replayed=whole("How many are sent again."),
        left_out=record(
            "How many of that time are not, and why.",
            waiting=whole("They wait to be sent anyway."),
            outside_coverage=whole(
                "They tell of case studies, or of texts under embargo, that you may not receive now. What tells you to "
                "take a text down is never among them."
            ),
        ),
    ),
    "Delivery": record("One event for one endpoint.", **DELIVERY),
    "DeliveryWhole": record(
        "One event for one endpoint, with every attempt.",
        **DELIVERY,
        body=text("The exact text that is signed and sent."),
        log=many(
            record(
                "An attempt.",
                at=moment("When it ended."),
                status=maybe(whole("What the receiver answered."), "Null where no answer came."),
                latency_ms=whole("How long it took, in milliseconds."),
                error=text("Why it failed; empty where it was taken."),
                request_headers={
                    "type": "object",
                    "additionalProperties": text(),
                    "description": "What was sent with the body.",
                },
                answer=text("The first 2,000 bytes of the answer."),
            ),
            "The oldest first.",
        ),
    ),
    "DeliveryList": record(
        "A page of deliveries, the newest first.",
        results=many(ref("Delivery")),
        next=maybe(address("The next page."), "Null on the last."),
    ),
}
