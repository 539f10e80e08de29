"""What a sandbox key asks of webhooks: checked as what is real, answered with samples, and written down nowhere.

Each function takes and gives what the one of the same name in `manage_endpoint` and `replay` does.
"""

from datetime import datetime, timedelta

from casestudies.actions.manage_endpoint import BY_HAND, OVERLAP, check_overlap, sample_shown
from casestudies.actions.replay import Replayed, check_stretch
from casestudies.actions.shape_endpoint import Wanted, may_have_releases, shape
from casestudies.enums import DeliveryState, Scope, WebhookEvent
from casestudies.errors import WrongStage
from casestudies.models import ApiKey, Delivery, Endpoint, EndpointSecret, Partner
from casestudies.queries.sandbox.hooks import NEW_SECRET, SECRET, sample_deliveries, sample_endpoints, with_parts


def create_endpoint(partner: Partner, wanted: Wanted, *, by: ApiKey, now: datetime) -> tuple[Endpoint, str]:
    """The endpoint as it would be made, under the name of the sample that can be asked for next."""
    releases = may_have_releases(wanted.releases, Scope.EMBARGO in by.scopes)
    sample = sample_endpoints()[1 if releases else 0]
    made = Endpoint(pk=sample.pk, uuid=sample.uuid, created_at=now, releases=releases)
    shape(made, wanted)
    return with_parts(made, EndpointSecret(created_at=now), topics=wanted.topics or ()), SECRET


def change_endpoint(
    endpoint: Endpoint, wanted: Wanted, *, by: ApiKey, now: datetime, is_active: bool | None = None
) -> Endpoint:
    row = _copy(endpoint)
    shape(row, wanted)
    if is_active:
        row.is_active, row.disabled_at, row.disabled_reason = True, None, ""
    elif is_active is False and row.is_active:
        row.is_active, row.disabled_at, row.disabled_reason = False, now, BY_HAND
    topics = endpoint.topics.all() if wanted.topics is None else wanted.topics
    return with_parts(row, *endpoint.secrets.all(), topics=topics)


def rotate_secret(
    endpoint: Endpoint, *, by: ApiKey, now: datetime, overlap: timedelta = OVERLAP
) -> tuple[Endpoint, str]:
    check_overlap(overlap)
    before = [EndpointSecret(created_at=one.created_at, expires_at=now + overlap) for one in endpoint.secrets.all()]
    new = EndpointSecret(created_at=now)
    return with_parts(_copy(endpoint), new, *(before if overlap else ()), topics=endpoint.topics.all()), NEW_SECRET


def send_test(endpoint: Endpoint, *, by: ApiKey, now: datetime, sample: str = "") -> Delivery:
    """The sample of a test, as it arrived."""
    sample_shown(sample)
    _may_send(endpoint)
    return next(row for row in sample_deliveries() if row.event == WebhookEvent.TEST)


def delete_endpoint(endpoint: Endpoint, *, by: ApiKey, now: datetime) -> datetime | None:
    return None


def replay(delivery: Delivery, *, by: ApiKey, now: datetime) -> Delivery:
    _may_send(delivery.endpoint)
    if delivery.state == DeliveryState.WAITING:
        raise WrongStage("This delivery waits to be sent already.")
    return delivery


def replay_range(endpoint: Endpoint, *, since: datetime, until: datetime, by: ApiKey, now: datetime) -> Replayed:
    check_stretch(since, until)
    _may_send(endpoint)
    rows = [row for row in sample_deliveries() if row.endpoint.pk == endpoint.pk and since <= row.created_at < until]
    waiting = sum(row.state == DeliveryState.WAITING for row in rows)
    return Replayed(len(rows) - waiting, waiting=waiting)


def _may_send(endpoint: Endpoint) -> None:
    if not endpoint.is_active:
        raise WrongStage("The endpoint is switched off. Switch it on first.")


def _copy(endpoint: Endpoint) -> Endpoint:
    """A sample that can be changed; the samples themselves never do."""
    return Endpoint(**{field.attname: getattr(endpoint, field.attname) for field in Endpoint._meta.concrete_fields})
