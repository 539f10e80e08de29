"""Which deliveries may be sent again: what a partner may still be told, and what it has to take down."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from casestudies.enums import REMOVALS, Coverage, DeliveryState, WebhookEvent
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

    A text under embargo is the partner's as long as it was not taken from it, and as it has a key that reads it.
    """
    is_open = Exists(open_spans(partner).filter(case_uuid=OuterRef("case_uuid")))
    covered = Q() if partner.coverage == Coverage.EVERYTHING else Q(is_open)
    held = ReleaseRecipient.objects.filter(
        partner=partner, withdrawn_at=None, release__case_study__uuid=OuterRef("case_uuid")
    )
    of_release = Q(event__in=OF_RELEASES)
    with_key = of_release & Q(Exists(held)) if has_embargo_key(partner, now) else Q(pk__in=[])
    return deliveries.filter(Q(event__in=ALWAYS) | with_key | (~of_release & covered))
