"""What the desk says of webhook endpoints: where each is shown, how it fares, what it is told."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies.admin.times import moment_in_words
from casestudies.enums import WebhookEvent
from casestudies.models import PublicState
from casestudies.permissions import can_manage_endpoints
from casestudies.queries.endpoints import endpoints_of, waiting_counts


def endpoint_page(row):
    return reverse("admin:casestudies_partner_endpoint", args=[row.partner_id, row.uuid])


def endpoints_shown(partner, account) -> dict:
    """What the partner's page shows of its endpoints."""
    rows = list(endpoints_of(partner))
    waiting = waiting_counts(rows)
    shown = [
        {
            "endpoint": row,
            "address": endpoint_page(row),
            "state": state_of(row, partner),
            "is_well": is_well(row, partner),
            "told": in_words(row),
            "waiting": waiting.get(row.pk, 0),
        }
        for row in rows
    ]
    return {"partner": partner, "rows": shown, "may_manage": can_manage_endpoints(account, partner)}


def is_well(row, partner):
    return partner.is_active and row.is_active and not row.failures


def state_of(row, partner):
    if not row.is_active:
        return _("Off: %(reason)s") % {"reason": row.disabled_reason}
    if not partner.is_active:
        return _("Nothing is sent: the partner is switched off.")
    if row.failures:
        return _("Failing since %(since)s. It is tried again.") % {"since": moment_in_words(row.failing_since)}
    return _("On.")


def with_slugs(deliveries):
    """Each with the `slug` of its case study, None where that was never public or the delivery is about none."""
    states = PublicState.objects.filter(uuid=OuterRef("case_uuid"))
    return deliveries.annotate(slug=Subquery(states.values("slug")[:1]))


def in_words(row):
    """Which events and topics it is told of."""
    labels = dict(WebhookEvent.choices)
    everything = _("Everything, texts under embargo too") if row.releases else _("Everything but texts under embargo")
    events = ", ".join(str(labels.get(event, event)) for event in row.events) or everything
    topics = ", ".join(topic.name for topic in row.topics.all())
    return _("%(events)s; only on %(topics)s") % {"events": events, "topics": topics} if topics else events
