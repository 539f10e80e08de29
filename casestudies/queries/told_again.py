"""Which deliveries may be sent again: what a partner may still be told, and what it has to take down."""

from datetime import datetime

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Replace, StrIndex

from casestudies.enums import REMOVALS, Coverage, DeliveryState, ReleaseState, WebhookEvent
from casestudies.models import Delivery, Partner, ReleaseRecipient
from casestudies.queries.partner_coverage import open_spans
from casestudies.queries.told import has_embargo_key

# What has to be taken down, and what tells of the partner's own copies, is told whatever the coverage is now.
ALWAYS = [*REMOVALS, WebhookEvent.TOPIC_LEFT.value, WebhookEvent.HOLDING_STALE.value, WebhookEvent.TEST.value]
OF_RELEASES = [
    WebhookEvent.RELEASE_OFFERED.value,
    WebhookEvent.RELEASE_MOVED.value,
    WebhookEvent.RELEASE_PUBLISHED.value,
]


def settled(deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
    return deliveries.exclude(state=DeliveryState.WAITING)


def may_be_told_again(deliveries: QuerySet[Delivery], partner: Partner, now: datetime) -> QuerySet[Delivery]:
    """Those of a partner's deliveries whose case study is in its coverage now, with every tombstone.

    A text under embargo is the partner's as long as it was not taken back, from all or from it alone, and as it has a
    key that reads it.
    """
    is_open = Exists(open_spans(partner).filter(case_uuid=OuterRef("case_uuid")))
    covered = Q() if partner.coverage == Coverage.EVERYTHING else Q(is_open)
    of_release = Q(event__in=OF_RELEASES)
    with_key = of_release & Q(Exists(_held(partner))) if has_embargo_key(partner, now) else Q(pk__in=[])
    return deliveries.filter(Q(event__in=ALWAYS) | with_key | (~of_release & covered))


def _held(partner: Partner) -> QuerySet[ReleaseRecipient]:
    """The partner's part in the release that a delivery tells of, unless it was taken back."""
    rows = ReleaseRecipient.objects.filter(
        partner=partner, withdrawn_at=None, release__case_study__uuid=OuterRef("case_uuid")
    ).exclude(release__state=ReleaseState.CANCELLED)
    # A case study may have had several; the body names which. One database keeps UUIDs with dashes, another without.
    body = Replace(OuterRef("body"), Value("-"), Value(""), output_field=TextField())
    name = Replace(Cast(F("release__uuid"), CharField()), Value("-"), Value(""))
    return rows.alias(at=StrIndex(body, name)).filter(at__gt=0)
