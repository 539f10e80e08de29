"""The shared source library, and the references by which case studies use it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import LinkState, SourceCheck, SourceStanding, SourceType
from casestudies.models.fields import KeyField, WebAddressField, validate_doi, validate_json
from casestudies.models.shared_record import SharedRecord


class Source(SharedRecord):
    """A cited work, in the terms of the Citation Style Language (CSL 1.0.2). Mutable.

    The key is what citations hold, so it never changes once it is there. A date is kept as precisely as it is
    known: `year` alone, `year` and `month`, or all three. What CSL has and no field here holds is in `extra`.
    """

    key = KeyField(_("key"), unique=True, help_text=_("Author, year, word: wiggers2024techcrunch. Never changes."))
    type = models.CharField(_("type"), max_length=24, choices=SourceType, default=SourceType.WEBPAGE)
    title = models.CharField(_("title"), max_length=1000)
    container_title = models.CharField(
        _("in"), max_length=500, blank=True, help_text=_("The newspaper, journal, site or book it appeared in.")
    )
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    year = models.SmallIntegerField(_("year"), null=True, blank=True)
    month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True)
    day = models.PositiveSmallIntegerField(_("day"), null=True, blank=True)
    volume = models.CharField(_("volume"), max_length=40, blank=True)
    issue = models.CharField(_("issue"), max_length=40, blank=True)
    page = models.CharField(_("pages"), max_length=60, blank=True)
    url = WebAddressField(_("address"), blank=True)
    doi = models.CharField(_("DOI"), max_length=200, blank=True, validators=[validate_doi])
    language = models.CharField(_("language"), max_length=20, blank=True)
    extra = models.JSONField(_("other CSL fields"), default=dict, blank=True)

    archived_url = WebAddressField(
        _("archived copy"), blank=True, help_text=_("As somebody opened it, or as the archive itself named it.")
    )
    archived_on = models.DateField(_("archived on"), null=True, blank=True)
    link_state = models.CharField(_("link"), max_length=10, choices=LinkState, default=LinkState.UNCHECKED)
    link_checked_at = models.DateTimeField(_("link checked"), null=True, blank=True, editable=False)
    link_note = models.CharField(_("what the link answered"), max_length=300, blank=True, editable=False)
    link_failed_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)
    standing = models.CharField(
        _("standing"),
        max_length=9,
        choices=SourceStanding,
        default=SourceStanding.STANDS,
        help_text=_("Whether its publisher corrected or retracted it. The desk then lists what rests on it."),
    )
    standing_note = models.TextField(_("what was corrected or retracted"), blank=True)
    source_check = models.CharField(
        _("how far it was checked"), max_length=16, choices=SourceCheck, default=SourceCheck.NOT_CHECKED
    )
    provenance = models.TextField(
        _("what was verified"), blank=True, help_text=_("Who read what, where, and what is still unconfirmed.")
    )
    unconfirmed = models.JSONField(
        _("unconfirmed fields"), default=list, blank=True, help_text=_("Left out because nobody could confirm them.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["key"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(
                name="source_date_parts",
                condition=(models.Q(month__isnull=True) | models.Q(year__isnull=False, month__range=(1, 12)))
                & (models.Q(day__isnull=True) | models.Q(month__isnull=False, day__range=(1, 31))),
                violation_error_message=_("A day needs its month, and a month its year."),
            ),
            models.CheckConstraint(
                name="source_archive_whole",
                condition=models.Q(archived_on__isnull=True) | ~models.Q(archived_url=""),
                violation_error_message=_("An archive date needs the archived copy's address."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title

    def clean(self) -> None:
        super().clean()
        try:
            validate_json(self.extra)
        except ValidationError as error:
            raise ValidationError({"extra": error}) from error


class SourceAuthor(models.Model):
    """Who made a source, in order: a person (family and given name) or a body (literal). Mutable."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="authors")
    position = models.PositiveIntegerField(_("position"), default=0)
    family = models.CharField(_("family name"), max_length=200, blank=True)
    given = models.CharField(_("given name"), max_length=200, blank=True)
    literal = models.CharField(_("or organisation"), max_length=300, blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [
            models.CheckConstraint(
                name="source_author_named",
                condition=(models.Q(literal="") & ~models.Q(family=""))
                | (~models.Q(literal="") & models.Q(family="", given="")),
                violation_error_message=_("Give a family name, or an organisation, not both."),
            )
        ]

    def __str__(self) -> str:
        return self.literal or ", ".join(filter(None, [self.family, self.given]))


class Reference(models.Model):
    """The use of a source in one case study; made by itself when a citation needs it. Mutable."""

    case_study = models.ForeignKey("casestudies.CaseStudy", models.CASCADE, related_name="references")
    source = models.ForeignKey(Source, models.PROTECT, related_name="references", verbose_name=_("source"))
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        constraints = [
            models.UniqueConstraint(
                fields=["case_study", "source"],
                name="reference_once",
                violation_error_message=_("This source is already among the references."),
            )
        ]

    def __str__(self) -> str:
        return str(self.source)
