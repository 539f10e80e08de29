"""Webhook endpoints of a partner, managed with a key that may: made, changed, tested, given a new secret, deleted."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse

from casestudies.api import addresses
from casestudies.api.base import MEDIA_TYPE, ApiView, answer, unchanged
from casestudies.api.bodies import has_body, read_object, refused
from casestudies.api.dates import Moment
from casestudies.api.endpoint_bodies import MEMBERS, known_sample, wanted
from casestudies.api.envelope import quoted_digest, to_json
from casestudies.api.operations.webhooks import (
    document_endpoint,
    document_endpoint_change,
    document_endpoint_creation,
    document_endpoint_deletion,
    document_endpoints,
    document_range_replay,
    document_rotation,
    document_test,
)
from casestudies.api.problem_kinds import CONFLICT, FORBIDDEN
from casestudies.api.problems import Problem
from casestudies.api.webhook_verbs import verbs
from casestudies.enums import Scope
from casestudies.errors import NotAllowed, NotReady, WrongStage
from casestudies.publication.chain import instant
from casestudies.queries.own_endpoints import endpoint_for, endpoints_for, waiting_for

NO_STORE = {"Cache-Control": "private, no-store"}


class EndpointList(ApiView):
    scope = Scope.WEBHOOKS
    has_samples = True
    can_be_tried = True

    @document_endpoints
    def get(self, request):
        rows = endpoints_for(self.caller)
        waiting = waiting_for(rows)
        body = to_json({"results": [item(row, waiting.get(row.pk, 0)) for row in rows]})
        headers = {"ETag": quoted_digest(body)}
        return unchanged(request, headers) or answer(body, headers)

    @document_endpoint_creation
    def post(self, request):
        given = read_object(request, {**MEMBERS, "releases": bool})
        if "url" not in given:
            raise refused([{"pointer": "/url", "detail": "“url” is missing: where are you to be told?"}])
        with as_problems():
            made, secret = verbs(self.caller).create(
                self.caller.partner, wanted(self, given), by=self.caller.key, now=self.now
            )
        body = {**item(made), "secret": secret}
        headers = {"Location": addresses.endpoint(made.uuid)}
        return told(body, headers, status=201)


class EndpointDetail(ApiView):
    scope = Scope.WEBHOOKS
    has_samples = True
    can_be_tried = True

    @document_endpoint
    def get(self, request, uuid):
        row = reread(self, uuid)
        body = to_json(item(row, waiting_for([row]).get(row.pk, 0)))
        headers = {"ETag": quoted_digest(body)}
        return unchanged(request, headers) or answer(body, headers)

    @document_endpoint_change
    def patch(self, request, uuid):
        row = reread(self, uuid)
        given = read_object(request, {**MEMBERS, "is_active": bool})
        with as_problems():
            changed = verbs(self.caller).change(
                row, wanted(self, given), by=self.caller.key, now=self.now, is_active=given.get("is_active")
            )
        return told(item(changed, waiting_for([changed]).get(changed.pk, 0)))

    @document_endpoint_deletion
    def delete(self, request, uuid):
        with as_problems():
            until = verbs(self.caller).delete(reread(self, uuid), by=self.caller.key, now=self.now)
        if until is None:
            return HttpResponse(status=204, headers=NO_STORE)
        return told({"until": instant(until)}, status=202)


class EndpointSecrets(ApiView):
    scope = Scope.WEBHOOKS
    has_samples = True
    can_be_tried = True

    @document_rotation
    def post(self, request, uuid):
        given = optional_object(request, {"overlap_hours": int})
        # More than the longest is refused by the action; a number that no clock holds would not get there.
        overlap = timedelta(hours=max(-1, min(given.get("overlap_hours", 24), 10_000)))
        with as_problems():
            row, secret = verbs(self.caller).rotate(
                reread(self, uuid), by=self.caller.key, now=self.now, overlap=overlap
            )
        return told({**item(row, waiting_for([row]).get(row.pk, 0)), "secret": secret})


class EndpointTest(ApiView):
    scope = Scope.WEBHOOKS
    has_samples = True
    can_be_tried = True

    @document_test
    def post(self, request, uuid):
        given = optional_object(request, {"sample": str})
        known_sample(given)
        with as_problems():
            sent = verbs(self.caller).test(reread(self, uuid), by=self.caller.key, now=self.now, **given)
        body = {"delivery": str(sent.uuid), "links": {"api": addresses.delivery(sent.uuid)}}
        return told(body, {"Location": addresses.delivery(sent.uuid)}, status=202)


class EndpointReplay(ApiView):
    scope = Scope.WEBHOOKS
    has_samples = True
    can_be_tried = True

    @document_range_replay
    def post(self, request, uuid):
        row = reread(self, uuid)
        given = read_object(request, {"since": str, "until": str})
        moments, errors = {}, []
        for name in ("since", "until"):
            try:
                moments[name] = Moment("").read(given.get(name, ""))
            except ValueError as error:
                errors.append({"pointer": f"/{name}", "detail": f"“{name}” has to be {error}."})
        if errors:
            raise refused(errors)
        with as_problems():
            done = verbs(self.caller).replay_range(row, **moments, by=self.caller.key, now=self.now)
        left_out = {"waiting": done.waiting, "outside_coverage": done.outside_coverage}
        return told({"replayed": done.sent, "left_out": left_out}, status=202)


def reread(view: ApiView, uuid):
    """The caller's own endpoint as it stands now. Raises Http404."""
    row = endpoint_for(view.caller, uuid)
    if row is None:
        raise Http404
    return row


def told(value: dict[str, Any], headers: Mapping[str, str] | None = None, *, status: int = 200) -> HttpResponse:
    """What came of a change; nobody keeps it."""
    return HttpResponse(to_json(value), content_type=MEDIA_TYPE, status=status, headers={**NO_STORE, **(headers or {})})


def item(row, waiting: int = 0) -> dict[str, Any]:
    """An endpoint without its secret, which is shown once."""
    return {
        "uuid": str(row.uuid),
        "url": row.url,
        "description": row.description,
        "events": row.events,
        "topics": sorted(topic.slug for topic in row.topics.all()),
        "releases": row.releases,
        "is_active": row.is_active,
        "disabled_at": instant(row.disabled_at) if row.disabled_at else None,
        "disabled_reason": row.disabled_reason,
        "failing_since": instant(row.failing_since) if row.failing_since else None,
        "next_try_at": instant(row.retry_at) if row.retry_at else None,
        "waiting": waiting,
        "secrets": [
            {"created_at": instant(one.created_at), "expires_at": instant(one.expires_at) if one.expires_at else None}
            for one in row.secrets.all()
        ],
        "created_at": instant(row.created_at),
        "links": {
            "api": addresses.endpoint(row.uuid),
            "deliveries": f"{addresses.absolute(addresses.DELIVERIES)}?endpoint={row.uuid}",
        },
    }


def optional_object(request, members: dict[str, type]) -> dict[str, Any]:
    """As `read_object`, where there is a body at all."""
    return read_object(request, members) if has_body(request) else {}


@contextmanager
def as_problems() -> Iterator[None]:
    """What an action refuses, as the API says it."""
    try:
        yield
    except NotReady as error:
        raise refused(
            [{"pointer": f"/{one.place}" if one.place else "", "detail": one.message} for one in error.problems]
        ) from error
    except WrongStage as error:
        raise Problem(CONFLICT, str(error)) from error
    except NotAllowed as error:
        raise Problem(FORBIDDEN, str(error)) from error
