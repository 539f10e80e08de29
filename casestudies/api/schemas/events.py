"""The bodies of webhooks as OpenAPI components: of each kind of event, what is there and what is null."""

from casestudies.api.schemas.sync import CHANGES
from casestudies.api.schemas.webhooks import SAMPLES
from casestudies.api.schemas.words import Schema, moment, record, ref, text
from casestudies.enums import ChangeEvent, WebhookEvent
from casestudies.queries.change_entry import WHY

CHANGE: dict[str, Schema] = CHANGES["Change"]["properties"]
NULL: Schema = {"type": "null"}


def component_of(event: WebhookEvent) -> str:
    """`case_study.published` -> `CaseStudyPublishedWebhook`."""
    return f"{event.value.title().replace('_', '').replace('.', '')}Webhook"


def _body(event: WebhookEvent) -> Schema:
    kind: Schema = {**text("What happened."), "const": event.value}
    return record(
        "The body of a webhook.",
        type=kind,
        timestamp=moment("When it happened."),
        data=_test() if event == WebhookEvent.TEST else _change(event, kind),
    )


def _change(event: WebhookEvent, kind: Schema) -> Schema:
    """The entry of “changes” that tells of it."""
    why = WHY.get(event.value)
    tombstone = (
        record(
            "What to do with your copies.", why={**text("The reason in a word."), "const": why[0]}, what_to_do=text()
        )
        if why
        else NULL
    )
    has_edition = event in {*ChangeEvent.values, WebhookEvent.TOPIC_LEFT}
    members = {
        **CHANGE,
        "event": kind,
        "edition": CHANGE["edition"]["oneOf"][0] if has_edition else CHANGE["edition"],
        "tombstone": tombstone,
        "release": ref("ReleaseNotice") if event.value.startswith("release.") else NULL,
        "holding": ref("HoldingNotice") if event == WebhookEvent.HOLDING_STALE else NULL,
    }
    return record("The entry of “changes” that tells of it, word for word.", **members)


def _test() -> Schema:
    data = record("Nothing happened.", endpoint=text("The UUID of the endpoint.", format="uuid"), message=text())
    data["properties"]["sample"] = record(
        "The event that was asked for, from the sandbox; left out where none was.",
        type=text("Its kind.", enum=SAMPLES),
        data=ref("Change"),
    )
    return data


EVENTS: dict[str, Schema] = {component_of(event): _body(event) for event in WebhookEvent}
