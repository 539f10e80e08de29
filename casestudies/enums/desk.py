"""What the desk does: schedules, verdicts, notifications, jobs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ScheduleState(TextChoices):
    WAITING = "waiting", _("Waiting")
    FAILED = "failed", _("Not published")


class StatementKind(TextChoices):
    """Where a statement that can be checked stands."""

    PROSE = "prose", _("In the text")
    EVENT = "event", _("Event in the timeline")
    RESPONSE = "response", _("Words of a party")


class Verdict(TextChoices):
    """What a fact-checker says of a statement."""

    CHECKED = "checked", _("Checked")
    DISPUTED = "disputed", _("Disputed")
    ASKED = "asked", _("Asked")


class MailChoice(TextChoices):
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    NEVER = "never", _("Not at all")


class NotificationKind(TextChoices):
    """What somebody is told about."""

    SUBMITTED = "submitted", _("Submitted for review")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")
    LAPSED = "lapsed", _("Approval or schedule lapsed")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    NOT_PUBLISHED = "not_published", _("Scheduled publication failed")
    WITHDRAWN = "withdrawn", _("Withdrawn or reinstated")
    ASSIGNED = "assigned", _("Assigned")
    MENTIONED = "mentioned", _("Mentioned in a note")
    REPLIED = "replied", _("Reply to a note")
    DISPUTED = "disputed", _("Statement disputed or asked about")
    CHECKED = "checked", _("Fact-check finished")
    REVIEW_DUE = "review_due", _("Review date due")
    SOURCE_CHANGED = "source_changed", _("Source corrected, retracted or dead")
    PARTNERS_BEHIND = "partners_behind", _("Partners behind")
    JOB_ENDED = "job_ended", _("Job ended")
    REPORTED = "reported", _("Error reported by a reader")
    RELEASED = "released", _("Release under embargo offered, moved or cancelled")
    ENDPOINT_OFF = "endpoint_off", _("Webhook endpoint failing or switched off")
    ORIGINAL_CHANGED = "original_changed", _("Original of a translation changed")
    REDACTION = "redaction", _("Removal of an edition’s text")


class ReportState(TextChoices):
    """What became of an error that a reader reported."""

    NEW = "new", _("New")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    ANSWERED = "answered", _("Answered")


class RedactionState(TextChoices):
    """What became of the wish to remove an edition's text."""

    OPEN = "open", _("Waiting for a second person")
    DONE = "done", _("Removed")
    REFUSED = "refused", _("Refused")
    TAKEN_BACK = "taken_back", _("Taken back")


class JobKind(TextChoices):
    IMPORT_SOURCES = "import_sources", _("Import of sources")
    CHECK_LINKS = "check_links", _("Check of links")
    BULK = "bulk", _("Bulk action")


class JobState(TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
