"""What a public change was about, as it stood then: by this, whoever follows the changes narrows them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models.append_only import AppendOnly
from casestudies.models.edition import ChangeLogEntry


class ChangeSubject(AppendOnly):
    """The address of a case study at the time of a change. Immutable."""

    entry = models.OneToOneField(ChangeLogEntry, models.PROTECT, related_name="subject")
    slug = models.SlugField(max_length=100)

    class Meta:
        verbose_name = _("subject of a change")
        verbose_name_plural = _("subjects of changes")


class ChangeTopic(AppendOnly):
    """A topic that a case study carried after a change, or that it left by it. Immutable."""

    entry = models.ForeignKey(ChangeLogEntry, models.PROTECT, related_name="topics")
    slug = models.SlugField(max_length=80)
    is_left = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("topic of a change")
        verbose_name_plural = _("topics of changes")
        constraints = [models.UniqueConstraint(fields=["entry", "slug"], name="change_topic_once")]
        indexes = [models.Index(fields=["slug", "entry"], name="change_topic_slug")]
