"""What an API key may do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """What a key opens beyond what anybody may read."""

    READ = "read", _("Read what is published, within the partner’s limits")
    EMBARGO = "embargo", _("Read releases under embargo that the partner was chosen for")
    TEACHING = "teaching", _("Read teacher’s notes")
    HOLDINGS = "holdings", _("Report and read what the partner carries")
    WEBHOOKS = "webhooks", _("Manage the partner’s webhook endpoints")
