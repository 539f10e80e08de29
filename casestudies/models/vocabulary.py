"""The shared vocabularies that case studies are described with.

All mutable; a published edition keeps the words it was published with.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import InstrumentKind, InstrumentStatus, PartyKind
from casestudies.models.fields import KeyField, WebAddressField, validate_jurisdictions, validate_wikidata
from casestudies.models.shared_record import SharedRecord


class Topic(SharedRecord):
    """A subject readers browse by. Mutable."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    description = models.TextField(_("description"), blank=True, help_text=_("One sentence for the topic's page."))

    class Meta:
        ordering = ["name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name


class Party(SharedRecord):
    """An organisation, group or person that case studies tell of; its role is given case by case. Mutable."""

    key = KeyField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=PartyKind, default=PartyKind.ORGANISATION)
    wikidata = models.CharField(
        _("Wikidata item"),
        max_length=20,
        blank=True,
        validators=[validate_wikidata],
        help_text=_("Leave empty unless somebody looked at the item."),
    )
    url = WebAddressField(_("web page"), blank=True)

    class Meta:
        ordering = ["name", "key"]
        verbose_name = _("party")
        verbose_name_plural = _("parties")

    def __str__(self) -> str:
        return self.name


class Framework(SharedRecord):
    """A published scheme of terms, in one version. Mutable, but a new version is a new row."""

    key = KeyField(_("key"), help_text=_("The same for every version: mit-ai-risk."))
    version = models.CharField(_("version"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    url = WebAddressField(_("web page"), blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["name", "version"]
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "version"],
                name="framework_key_version",
                violation_error_message=_("This version of the framework is already there."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class FrameworkTerm(models.Model):
    """One term of a framework, perhaps below another. Mutable."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="terms", verbose_name=_("framework"))
    key = models.CharField(_("key"), max_length=80, help_text=_("As the framework numbers or names it: 6.3."))
    name = models.CharField(_("name"), max_length=300)
    note = models.TextField(_("note"), blank=True)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="narrower", verbose_name=_("broader term")
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["framework", "position", "id"]
        verbose_name = _("framework term")
        verbose_name_plural = _("framework terms")
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "key"],
                name="framework_term_key",
                violation_error_message=_("The framework already has a term with this key."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.name}" if self.key[:1].isdigit() else self.name


class PolicyInstrument(SharedRecord):
    """A law, report, code or policy that case studies refer to. Mutable."""

    key = KeyField(_("key"), unique=True)
    title = models.CharField(_("title"), max_length=500)
    short_title = models.CharField(_("short title"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=InstrumentKind)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=8, validators=[validate_jurisdictions])
    status = models.CharField(_("status"), max_length=10, choices=InstrumentStatus, blank=True)
    proposed_on = models.DateField(_("proposed on"), null=True, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    in_force_on = models.DateField(_("in force on"), null=True, blank=True)
    published_on = models.DateField(
        _("published on"), null=True, blank=True, help_text=_("Of a report, a code or a consultation.")
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True, help_text=_("Repealed, withdrawn or closed."))
    url = WebAddressField(_("web page"), blank=True)

    class Meta:
        ordering = ["title"]
        verbose_name = _("policy instrument")
        verbose_name_plural = _("policy instruments")

    def __str__(self) -> str:
        return self.short_title or self.title
