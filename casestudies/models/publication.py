"""What the publication says of itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import Licence
from casestudies.models.fields import validate_zone


class PublicationSettings(models.Model):
    """Name, masthead and defaults of the site, edited in the admin. Mutable; there is exactly one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=120, default="Casebook")
    masthead = models.CharField(
        _("masthead sentence"),
        max_length=300,
        default="Sourced case studies of what happened when AI met society.",
        help_text=_("One sentence under the name on every first page."),
    )
    corrections_contact = models.EmailField(
        _("corrections contact"), blank=True, help_text=_("Where readers report an error. Empty: no address is shown.")
    )
    default_licence = models.CharField(_("default licence"), max_length=24, choices=Licence, default=Licence.CC_BY)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    four_eyes = models.BooleanField(
        _("four eyes"),
        default=True,
        help_text=_("Nobody approves a text that they wrote or changed since the last edition."),
    )
    save_count = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("publication settings")
        verbose_name_plural = _("publication settings")
        constraints = [models.CheckConstraint(name="publication_settings_one_row", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return self.name


class RunningSoftware(models.Model):
    """Which software answers, and since when, as the ticker found it: what is as young. Mutable; at most one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    digest = models.CharField(max_length=16)
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("running software")
        verbose_name_plural = _("running software")
        constraints = [models.CheckConstraint(name="running_software_one_row", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return self.digest
