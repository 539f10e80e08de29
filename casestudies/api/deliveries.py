"""What a partner's endpoints were told: each delivery with every attempt, and once more where it is asked for."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404

from casestudies.api import addresses
from casestudies.api.base import ApiView, answer, links, unchanged
from casestudies.api.dates import Moment
from casestudies.api.envelope import quoted_digest, to_json
from casestudies.api.operations.webhooks import document_deliveries, document_delivery, document_replay
from casestudies.api.paging import CURSOR, Cursors, asked_for
from casestudies.api.parameters import OneOf, Text, Whole
from casestudies.api.problem_kinds import INVALID_PARAMETER
from casestudies.api.problems import Problem
from casestudies.api.webhook_verbs import verbs
from casestudies.api.webhooks import as_problems, optional_object, told
from casestudies.enums import DeliveryState, Scope, WebhookEvent
from casestudies.publication.chain import instant
from casestudies.queries.own_endpoints import delivery_for, endpoint_for, page_of_deliveries

FILTERS = {
    "endpoint": Text(
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        "the UUID of an endpoint",
        "Only what this endpoint was told.",
        "2f1c6a52-6f7e-4a45-9c51-0b8f6c1c3a11",
    ),
    "event": OneOf(tuple(WebhookEvent.values), "Only this kind of event.", "case_study.corrected"),
    "state": OneOf(tuple(DeliveryState.values), "Only deliveries that stand so.", "waiting"),
    "since": Moment("Only events from this moment on."),
    "until": Moment("Only events before this moment."),
}
LIMIT = Whole(1, 100, 50, "How many to answer with at most.")
QUERY = {**FILTERS, "limit": LIMIT, "cursor": CURSOR}


class DeliveryList(ApiView):
    query = QUERY
    scope = Scope.WEBHOOKS
    has_samples = True

    @document_deliveries(QUERY)
    def get(self, request):
        cursors = Cursors("deliveries", asked_for(request, FILTERS), self.caller)
        position = cursors.position(self.given)
        given = {name: self.given[name] for name in FILTERS if name in self.given}
        if "endpoint" in given:
            given["endpoint"] = UUID(given["endpoint"])
        rows, goes_on = page_of_deliveries(
            self.caller,
            after=position[0] if position else None,
            limit=self.given.get("limit", LIMIT.default),
            **given,
        )
        if "endpoint" in given and not rows and endpoint_for(self.caller, given["endpoint"]) is None:
            detail = "None of the endpoints that this key sees has this UUID; the list of endpoints has them all."
            raise Problem(INVALID_PARAMETER, detail, errors=[{"parameter": "endpoint", "detail": detail}])
        following = ""
        if goes_on:
            kept = {**asked_for(request, [*FILTERS, "limit"]), "cursor": cursors.after([rows[-1].pk])}
            following = f"{addresses.absolute(addresses.DELIVERIES)}?{urlencode(kept)}"
        body = to_json({"results": [item(row) for row in rows], "next": following or None})
        headers = {"ETag": quoted_digest(body), **({"Link": links(next=following)} if following else {})}
        return unchanged(request, headers) or answer(body, headers)


class DeliveryDetail(ApiView):
    scope = Scope.WEBHOOKS
    has_samples = True

    @document_delivery
    def get(self, request, uuid):
        body = to_json(whole(found(self, uuid)))
        headers = {"ETag": quoted_digest(body)}
        return unchanged(request, headers) or answer(body, headers)


class DeliveryReplay(ApiView):
    scope = Scope.WEBHOOKS
    has_samples = True
    can_be_tried = True

    @document_replay
    def post(self, request, uuid):
        optional_object(request, {})
        with as_problems():
            verbs(self.caller).replay(found(self, uuid), by=self.caller.key, now=self.now)
        return told(whole(found(self, uuid)), status=202)


def found(view: ApiView, uuid):
    """The caller's own delivery with its log. Raises Http404."""
    row = delivery_for(view.caller, uuid)
    if row is None:
        raise Http404
    return row


def item(row) -> dict[str, Any]:
    return {
        "uuid": str(row.uuid),
        "endpoint": str(row.endpoint.uuid),
        "event": row.event,
        "case_study": str(row.case_uuid) if row.case_uuid else None,
        "state": row.state,
        "attempts": row.attempts,
        "event_at": instant(row.created_at),
        "settled_at": instant(row.done_at) if row.done_at else None,
        "next_try_at": next_try(row),
        "links": {"api": addresses.delivery(row.uuid), "endpoint": addresses.endpoint(row.endpoint.uuid)},
    }


def next_try(row) -> str | None:
    """Its own time or that of its endpoint, whichever is later; None where nothing is going to be tried."""
    if row.next_attempt_at is None or not row.endpoint.is_active:
        return None
    return instant(max(filter(None, (row.next_attempt_at, row.endpoint.retry_at))))


def whole(row) -> dict[str, Any]:
    """With the exact text that is sent, and every attempt so far, the oldest first."""
    return {
        **item(row),
        "body": row.body,
        "log": [
            {
                "at": instant(one.at),
                "status": one.status,
                "latency_ms": one.latency_ms,
                "error": one.error,
                "request_headers": one.request_headers,
                "answer": one.answer,
            }
            for one in row.log.all()
        ],
    }
