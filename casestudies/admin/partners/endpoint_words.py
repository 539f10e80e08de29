"""What the desk says of webhook endpoints: where each is shown, how it fares, what it is told."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.enums import WebhookEvent
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
            "state": state_of(row),
            "is_well": row.is_active and not row.failures,
            "told": in_words(row),
            "waiting": waiting.get(row.pk, 0),
        }
        for row in rows
    ]
    return {"partner": partner, "rows": shown, "may_manage": can_manage_endpoints(account, partner)}


def state_of(row):
    if not row.is_active:
        return _("Off: %(reason)s") % {"reason": row.disabled_reason}
    if row.failures:
        since = timezone.localtime(row.failing_since)
        words = {"since": f"{since:%-d %B %Y, %H:%M}"}
        return _("Failing since %(since)s. It is tried again.") % words
    return _("On.")


def in_words(row):
    """Which events and topics it is told of."""
    labels = dict(WebhookEvent.choices)
    events = ", ".join(str(labels.get(event, event)) for event in row.events) or _("Everything")
    topics = ", ".join(topic.name for topic in row.topics.all())
    return _("%(events)s; only on %(topics)s") % {"events": events, "topics": topics} if topics else events
