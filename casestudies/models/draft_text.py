"""What the desk's search reads of a draft."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models.case_study import CaseStudy


class DraftText(models.Model):
    """The text of a draft as last saved, without markup. Mutable: every save, and `rebuild_search`, makes it again.

    `passages` is a list of `[place, heading, text]` (publication/draft_text.py); `folded` is all of them without case
    and accents, for matching. Never public: it holds teacher's notes.
    """

    case_study = models.OneToOneField(CaseStudy, models.CASCADE, primary_key=True, related_name="draft_text")
    folded = models.TextField()
    passages = models.JSONField(default=list)

    class Meta:
        verbose_name = _("text of a draft")
        verbose_name_plural = _("texts of drafts")
