"""Who carries case studies elsewhere, and what each says that it carries."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import Coverage
from casestudies.models.case_study import CaseStudy
from casestudies.models.edition import Edition
from casestudies.models.fields import WebAddressField
from casestudies.models.people import Account
from casestudies.models.shared_record import SharedRecord
from casestudies.models.vocabulary import Topic


class Partner(SharedRecord):
    """An outlet that carries case studies. Mutable; switched off rather than deleted."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(
        _("short name"), max_length=80, unique=True, help_text=_("Stable: files and programs know the partner by it.")
    )
    contact_name = models.CharField(_("contact"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact’s e-mail"), blank=True, help_text=_("Who is to hear of corrections."))
    contact_phone = models.CharField(
        _("contact’s telephone"), max_length=50, blank=True, help_text=_("Who is called when no reminder is answered.")
    )
    website = WebAddressField(_("website"), blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("For the desk alone."))
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Off when the partnership ended: its keys open nothing, and nobody follows what it carries."),
    )
    # Changed by the action set_coverage alone, which tells the partner what it gains and loses.
    coverage = models.CharField(
        _("coverage"), max_length=10, choices=Coverage, default=Coverage.EVERYTHING, editable=False
    )
    covered_topics = models.ManyToManyField(Topic, related_name="+", blank=True, editable=False)
    covered_cases = models.ManyToManyField(CaseStudy, related_name="+", blank=True, editable=False)

    burst_limit = models.PositiveIntegerField(
        _("requests a minute"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("For each key. Empty: what every partner may."),
    )
    daily_limit = models.PositiveIntegerField(
        _("requests a day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("For each key. Empty: what every partner may."),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return self.name


class Holding(models.Model):
    """The edition of a case study that a partner says it carries at an address. Mutable: a later report replaces it.

    `edition` is None when the partner says that it took the text down. `correction_shown` is the number of the newest
    edition whose correction stands beside that text, with every earlier one; None where the text stands alone.
    `recorded_by` is who wrote it down at the desk, None when the partner reported it itself.
    """

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="holdings", verbose_name=_("partner"))
    case_study = models.ForeignKey(
        CaseStudy, models.PROTECT, related_name="holdings", verbose_name=_("case study"), editable=False
    )
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="holdings", verbose_name=_("edition")
    )
    correction_shown = models.PositiveIntegerField(
        _("shows corrections up to edition"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(2**31 - 1)],
        help_text=_(
            "Only where the older text stayed and what was corrected since stands beside it: the number of the edition "
            "whose correction is the last that it shows."
        ),
    )
    # An index holds no longer an address than this.
    url = WebAddressField(
        _("address"), max_length=500, blank=True, help_text=_("Where the partner carries it; empty for print.")
    )
    reported_at = models.DateTimeField(_("reported"))
    recorded_by = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", verbose_name=_("recorded by"), editable=False
    )

    snoozed_until = models.DateTimeField(_("put off until"), null=True, editable=False)

    class Meta:
        ordering = ["partner", "-reported_at", "-pk"]
        verbose_name = _("holding")
        verbose_name_plural = _("holdings")
        constraints = [models.UniqueConstraint(fields=["partner", "case_study", "url"], name="holding_once")]

    def __str__(self) -> str:
        return f"{self.partner}: {self.edition}" if self.edition else f"{self.partner}: {_('taken down')}"
