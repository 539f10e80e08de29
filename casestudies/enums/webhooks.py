"""What webhooks tell, where one delivery stands, and what is said of an answer that is not taken for a yes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

GONE = 410
GONE_FOR_GOOD = f"It answered {GONE}: the receiver says that it is gone for good."


def fault(status: int) -> str:
    """Why an answer with this status does not count as taken, "" where it does."""
    if 200 <= status < 300:
        return ""
    if 300 <= status < 400:
        return f"It answered {status}. Redirects are not followed: change the endpoint’s address instead."
    return f"It answered {status}; only an answer from 200 to 299 counts as taken."


class WebhookEvent(TextChoices):
    """The type of a webhook: the events of the change log, those that concern one partner, and the test.

    An endpoint that names some is told only those. Names are never taken back.
    """

    PUBLISHED = "case_study.published", _("First edition published")
    UPDATED = "case_study.updated", _("New edition: an update")
    CORRECTED = "case_study.corrected", _("New edition: a correction")
    WITHDRAWN = "case_study.withdrawn", _("Withdrawn")
    REINSTATED = "case_study.reinstated", _("Reinstated")
    REDACTED = "case_study.redacted", _("The text of an edition removed for a legal reason")
    MOVED = "case_study.moved", _("Moved to another address")
    TOPIC_LEFT = "topic.left", _("Left the topics that the endpoint chose")
    COVERAGE_GAINED = "coverage.gained", _("Came into the partner’s coverage")
    COVERAGE_LOST = "coverage.lost", _("Left the partner’s coverage")
    RELEASE_OFFERED = "release.offered", _("A text offered under embargo")
    RELEASE_MOVED = "release.moved", _("An embargo moved to another time")
    RELEASE_CANCELLED = "release.cancelled", _("An offer under embargo taken back")
    RELEASE_PUBLISHED = "release.published", _("An embargo ended: the text is public")
    HOLDING_STALE = "holding.stale", _("The partner carries a text that is to be put right or taken down")
    TEST = "webhook.test", _("A test, sent when somebody asks for it")


class EndpointTrouble(TextChoices):
    """What a partner is written about its endpoint."""

    FAILING = "failing", _("It takes nothing")
    OFF = "off", _("Switched off, because it took nothing")
    GONE = "gone", _("Switched off, because it answered 410")


class DeliveryState(TextChoices):
    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    GIVEN_UP = "given_up", _("Given up")
