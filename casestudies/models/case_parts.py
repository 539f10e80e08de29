"""The parts of a case study that tie it to pictures, parties, frameworks and policy. All mutable, none public."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import FigureKind, Licence, ResponseState
from casestudies.models.case_study import CaseStudy
from casestudies.models.fields import WebAddressField
from casestudies.models.media import MediaFile
from casestudies.models.people import Person
from casestudies.models.vocabulary import FrameworkTerm, Party, PolicyInstrument


class Figure(models.Model):
    """A picture, or a link to a video, that the prose may place. Mutable. The `media` of a video is a still from it."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="figures")
    position = models.PositiveIntegerField(_("position"), default=0)
    key = models.SlugField(_("key"), max_length=80, help_text=_("How the text refers to it: what-was-exposed."))
    kind = models.CharField(_("kind"), max_length=5, choices=FigureKind, default=FigureKind.IMAGE)
    media = models.ForeignKey(
        MediaFile, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("picture")
    )
    video_url = WebAddressField(_("video address"), blank=True)
    alt = models.TextField(
        _("alternative text"),
        blank=True,
        help_text=_("What somebody who cannot see it needs to know. Publication asks for it."),
    )
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=24, choices=Licence, blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.UniqueConstraint(
                fields=["case_study", "key"],
                name="figure_key",
                violation_error_message=_("Another figure of this case study has this key."),
            ),
            models.CheckConstraint(
                name="figure_whole",
                condition=models.Q(kind=FigureKind.IMAGE, media__isnull=False, video_url="")
                | (models.Q(kind=FigureKind.VIDEO) & ~models.Q(video_url="")),
                violation_error_message=_("An image needs a picture and has no video address; a video needs one."),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class CaseParty(models.Model):
    """A party's roles in this case, and its official response. Mutable. `roles` is a list of `PartyRole` values.

    `response_citations` is a list of at most one `{"key": source key, "locator": str}`.
    """

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="parties")
    position = models.PositiveIntegerField(_("position"), default=0)
    party = models.ForeignKey(Party, models.PROTECT, related_name="appearances", verbose_name=_("party"))
    roles = models.JSONField(_("roles"), default=list)
    involvement = models.TextField(_("involvement"), max_length=600, blank=True, help_text=_("In a sentence or two."))
    response_state = models.CharField(
        _("official response"), max_length=10, choices=ResponseState, default=ResponseState.NOT_SOUGHT
    )
    sought_on = models.DateField(_("sought on"), null=True, blank=True)
    responded_on = models.DateField(_("answered on"), null=True, blank=True)
    response_words = models.TextField(
        _("its words"), blank=True, help_text=_("Exactly as given, without quotation marks.")
    )
    response_citations = models.JSONField(_("source of its words"), default=list, blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("party to the case")
        verbose_name_plural = _("parties to the case")
        constraints = [
            models.UniqueConstraint(
                fields=["case_study", "party"],
                name="case_party_once",
                violation_error_message=_("This party is already listed."),
            ),
            models.CheckConstraint(
                name="case_party_words_received",
                condition=models.Q(response_words="") | models.Q(response_state=ResponseState.RECEIVED),
                violation_error_message=_("Words belong to a response that was received."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.party)


class Classification(models.Model):
    """A framework's term given to this case: which, by whom, and why. Mutable."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="classifications")
    position = models.PositiveIntegerField(_("position"), default=0)
    term = models.ForeignKey(FrameworkTerm, models.PROTECT, related_name="classifications", verbose_name=_("term"))
    reason = models.TextField(_("reason"), blank=True, help_text=_("Why this term fits, and how sure that is."))
    classified_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="classifications", verbose_name=_("classified by")
    )

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("classification")
        verbose_name_plural = _("classifications")
        constraints = [
            models.UniqueConstraint(
                fields=["case_study", "term"],
                name="classification_once",
                violation_error_message=_("This case is already classified under that term."),
            )
        ]

    def __str__(self) -> str:
        return str(self.term)


class CaseInstrument(models.Model):
    """A policy instrument this case is read beside, and how the two relate. Mutable."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="instruments")
    position = models.PositiveIntegerField(_("position"), default=0)
    instrument = models.ForeignKey(
        PolicyInstrument, models.PROTECT, related_name="appearances", verbose_name=_("policy instrument")
    )
    note = models.TextField(_("how it relates"), blank=True, help_text=_("Say “context” where it is not an effect."))

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("policy instrument of the case")
        verbose_name_plural = _("policy instruments of the case")
        constraints = [
            models.UniqueConstraint(
                fields=["case_study", "instrument"],
                name="case_instrument_once",
                violation_error_message=_("This instrument is already listed."),
            )
        ]

    def __str__(self) -> str:
        return str(self.instrument)
