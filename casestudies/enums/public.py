"""What the public record can say: editions, public states, notices, events, terms."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PublicStatus(TextChoices):
    """What the public sees now. A case study without a public state was never published."""

    LIVE = "live", _("Live")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class EditionKind(TextChoices):
    INITIAL = "initial", _("First edition")
    UPDATE = "update", _("Update")
    CORRECTION = "correction", _("Correction")


class TermKind(TextChoices):
    """What a published projection row stands for."""

    TOPIC = "topic", _("Topic")
    PARTY = "party", _("Party")
    JURISDICTION = "jurisdiction", _("Jurisdiction")
    FRAMEWORK_TERM = "framework_term", _("Framework term")
    INSTRUMENT = "instrument", _("Policy instrument")
    SOURCE = "source", _("Source")
    MEDIA = "media", _("Media file")


class NoticeKind(TextChoices):
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REINSTATED = "reinstated", _("Reinstated")


class ChangeEvent(TextChoices):
    """What the site-wide change log and the outbox can say happened."""

    PUBLISHED = "case_study.published", _("Published")
    UPDATED = "case_study.updated", _("Updated")
    CORRECTED = "case_study.corrected", _("Corrected")
    WITHDRAWN = "case_study.withdrawn", _("Withdrawn")
    REINSTATED = "case_study.reinstated", _("Reinstated")
    MOVED = "case_study.moved", _("Moved to another address")
    REDACTED = "case_study.redacted", _("An edition’s text removed for a legal reason")


EVENT_OF_KIND = {
    EditionKind.INITIAL: ChangeEvent.PUBLISHED,
    EditionKind.UPDATE: ChangeEvent.UPDATED,
    EditionKind.CORRECTION: ChangeEvent.CORRECTED,
}


class Facet(TextChoices):
    """What the list of cases can be narrowed by, in the order in which it is shown and stands in an address."""

    TOPIC = "topic", _("Topic")
    PARTY = "party", _("Party")
    ROLE = "role", _("Role of a party")
    JURISDICTION = "jurisdiction", _("Jurisdiction")
    LANGUAGE = "language", _("Language")
    TERM = "term", _("Framework term")
    INSTRUMENT = "instrument", _("Policy instrument")
    YEAR = "year", _("Year of the event")
    TEACHING = "teaching", _("Teaching material")
    READING = "reading", _("Reading time")
    CHECKED = "checked", _("Statements checked")


class Sort(TextChoices):
    """How a list of cases can be ordered. By relevance only where something was looked for."""

    RELEVANCE = "relevance", _("Relevance")
    EVENT = "event", _("Date of the event")
    NEWEST = "newest", _("Newest edition")
    CORRECTED = "corrected", _("Last corrected")
