"""What partners may have, and what they alone are told."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from casestudies.enums.public import ChangeEvent


class Coverage(TextChoices):
    """Which case studies a partner may receive."""

    EVERYTHING = "everything", _("Everything")
    TOPICS = "topics", _("Some topics")
    CHOSEN = "chosen", _("Chosen case studies")


class PartnerEvent(TextChoices):
    """What one partner is told, beside the changes that are public."""

    COVERAGE_GAINED = "coverage.gained", _("Came into the partner’s coverage")
    COVERAGE_LOST = "coverage.lost", _("Left the partner’s coverage")
    RELEASE_OFFERED = "release.offered", _("Offered under embargo")
    RELEASE_MOVED = "release.moved", _("Embargo moved")
    RELEASE_CANCELLED = "release.cancelled", _("Release cancelled")
    RELEASE_PUBLISHED = "release.published", _("Embargo ended: published")
    HOLDING_STALE = "holding.stale", _("Reminded of a stale copy")


# What has to be taken down, or is no longer followed: no filter hides it.
REMOVALS = frozenset(
    {
        ChangeEvent.WITHDRAWN.value,
        ChangeEvent.REDACTED.value,
        PartnerEvent.COVERAGE_LOST.value,
        PartnerEvent.RELEASE_CANCELLED.value,
    }
)


class ReleaseState(TextChoices):
    """Where a text that was offered under embargo stands."""

    OFFERED = "offered", _("Offered")
    CANCELLED = "cancelled", _("Cancelled")
    PUBLISHED = "published", _("Published")


class HoldingStep(TextChoices):
    """What was done about a copy that is behind, in the order in which it is done."""

    REMINDED = "reminded", _("Reminded through the API")
    MAILED = "mailed", _("E-mail to the contact")
    ESCALATED = "escalated", _("Given to the desk")
    CALLED = "called", _("Called; put off")
    RESOLVED = "resolved", _("Put right")
