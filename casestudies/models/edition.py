"""What was published: the edition, which never changes, and the rows around it, which do."""

from datetime import UTC, datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.enums import ChangeEvent, EditionKind, PublicStatus, TermKind
from casestudies.models.append_only import AppendOnly
from casestudies.models.case_study import CaseStudy
from casestudies.models.media import MediaFile

BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)


class Edition(AppendOnly):
    """A published text, by number. Immutable, here and in the database.

    `content_digest` and `teaching_digest` are the SHA-256 of the payload's bytes; `edition_digest` covers them,
    the facts of publication and the digest of the edition before (publication/chain.py). Who published is an
    account's opaque id.
    """

    case_study = models.ForeignKey(CaseStudy, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=EditionKind)
    published_at = models.DateTimeField(_("published"))
    published_by = models.UUIDField(_("published by"))
    change_note = models.TextField(_("change note"))
    schema_version = models.PositiveSmallIntegerField()
    content_digest = models.CharField(_("content digest"), max_length=64)
    teaching_digest = models.CharField(max_length=64)
    fact_check = models.JSONField(_("fact-check summary"))
    previous_digest = models.CharField(max_length=64, blank=True)
    edition_digest = models.CharField(_("edition digest"), max_length=64, unique=True)

    class Meta:
        ordering = ["case_study", "-number"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(fields=["case_study", "number"], name="edition_number"),
            models.CheckConstraint(
                name="edition_first_is_initial",
                condition=models.Q(number=1, kind=EditionKind.INITIAL, previous_digest="")
                | (models.Q(number__gt=1) & ~models.Q(kind=EditionKind.INITIAL) & ~models.Q(previous_digest="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.number}"

    @property
    def title(self) -> str:
        """As it was published, whatever the draft says now; that it was redacted, where it was."""
        rendering = getattr(self, "rendering", None)
        return rendering.card["title"] if rendering else str(_("A redacted text"))


class EditionPayload(AppendOnly):
    """The edition's bytes: the snapshot and the teaching part, as canonical JSON (RFC 8785).

    Immutable; deleted only by a redaction. Text, never `jsonb`: the database must give back the same bytes.
    """

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="payload")
    content = models.TextField()
    teaching = models.TextField()

    class Meta:
        verbose_name = _("edition's text")
        verbose_name_plural = _("editions' texts")


class EditionMedia(AppendOnly):
    """A picture that an edition shows. Immutable; deleted only by a redaction.

    Its existence makes the picture public.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="media")
    media = models.ForeignKey(MediaFile, models.PROTECT, related_name="editions")

    class Meta:
        verbose_name = _("edition's picture")
        verbose_name_plural = _("editions' pictures")
        constraints = [models.UniqueConstraint(fields=["edition", "media"], name="edition_media_once")]


class Rendering(models.Model):
    """What is made from an edition's snapshot once, at publication. Mutable: it can be made again at any time."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="rendering")
    renderer_version = models.PositiveSmallIntegerField()
    html = models.TextField()
    contents = models.JSONField()
    text = models.TextField()
    document = models.TextField(help_text=_("The API document, as JSON."))
    card = models.JSONField(help_text=_("What lists and the frame of a page show."))
    json_ld = models.TextField(
        blank=True, default="", help_text=_("What the article says of itself to search engines, as JSON-LD.")
    )
    bodies = models.JSONField(default=dict, help_text=_("The sections as Markdown and plain text."))
    statements = models.JSONField(default=list, help_text=_("The cited statements, with what each rests on."))
    word_count = models.PositiveIntegerField()
    reading_minutes = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("rendering")
        verbose_name_plural = _("renderings")


class PublicState(models.Model):
    """What the public sees of a case study now. Mutable, by actions alone.

    One row a case study. `counter` goes up with everything that changes around the frozen text, so that an
    answer's ETag changes with it; `touched_at` is when it did last. `corrections` is the list of public corrections,
    newest first; `withdrawal` the notice that stands in place of a withdrawn text. `link_states` is, of the links that
    fail, source key -> `state` (a `LinkState`) and perhaps `archived_url` and `archived_on`. `translation_of` is the
    original's UUID, as the live edition says; `versions` what is public of the same text in every language
    (publication/versions.py).
    """

    case_study = models.OneToOneField(CaseStudy, models.PROTECT, related_name="public_state")
    uuid = models.UUIDField(unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    status = models.CharField(max_length=9, choices=PublicStatus)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    counter = models.PositiveIntegerField(default=1)
    touched_at = models.DateTimeField(default=BEFORE_ALL)
    first_published_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    corrections = models.JSONField(default=list)
    withdrawal = models.JSONField(null=True)
    link_states = models.JSONField(default=dict)
    event_date = models.DateField(null=True)
    translation_of = models.UUIDField(null=True, db_index=True)
    versions = models.JSONField(default=list)

    class Meta:
        ordering = ["-changed_at", "-id"]
        verbose_name = _("public state")
        verbose_name_plural = _("public states")
        indexes = [
            models.Index(fields=["status", "-changed_at", "-id"], name="public_state_newest"),
            models.Index(fields=["status", "-event_date", "-id"], name="public_state_event"),
        ]

    def __str__(self) -> str:
        return self.slug

    def touch(self) -> None:
        """Say that an answer is no longer what it was. Under the lock of the row, which is still to be saved.

        Of the clock, and not of the time that an action was told: each touch has a second of its own, the later one a
        later second, because dates in headers know no fractions.
        """
        self.counter += 1
        self.touched_at = max(timezone.now().replace(microsecond=0), self.touched_at + timedelta(seconds=1))


class PublishedTerm(models.Model):
    """A shared record as a live edition carries it: what public pages read. Mutable: publication makes it again."""

    state = models.ForeignKey(PublicState, models.CASCADE, related_name="terms")
    kind = models.CharField(max_length=16, choices=TermKind)
    key = models.CharField(max_length=200)
    label = models.CharField(max_length=1000)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["kind", "key"]
        verbose_name = _("published term")
        verbose_name_plural = _("published terms")
        constraints = [models.UniqueConstraint(fields=["state", "kind", "key"], name="published_term_once")]
        indexes = [models.Index(fields=["kind", "key"], name="published_term_key")]


class ChangeLogEntry(AppendOnly):
    """One public change, in commit order, chained over the whole site. Immutable.

    `sequence` has no gaps and is given under a lock held to the commit, so a reader who follows it misses nothing.
    """

    sequence = models.PositiveBigIntegerField(unique=True)
    event = models.CharField(max_length=40, choices=ChangeEvent)
    case_uuid = models.UUIDField()
    edition_number = models.PositiveIntegerField()
    edition_digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["sequence"]
        verbose_name = _("change-log entry")
        verbose_name_plural = _("change-log entries")

    def __str__(self) -> str:
        return f"{self.sequence} {self.event}"
