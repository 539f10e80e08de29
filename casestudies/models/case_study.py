"""The case study: the working draft that a desk edits, with the parts that hang on it.

Everything here is mutable and none of it is public; what the public sees is an edition (edition.py).
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import Licence, SectionKind
from casestudies.models.fields import When, validate_jurisdictions, validate_language, when_constraints
from casestudies.models.people import Person
from casestudies.models.translation import Translation, translation_constraints
from casestudies.models.vocabulary import Topic
from casestudies.models.workflow import Workflow


class CaseStudy(Workflow, Translation, When):
    """The draft of one case study. Mutable.

    Two axes of state: `stage` says where the next text stands; what the public sees is in `PublicState`.
    `version` counts the saves that changed something; a save or a publish names the version it began from.
    The digests are those of the draft as last saved.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        help_text=_("The last part of the page's address. Old ones redirect."),
    )
    title = models.CharField(_("title"), max_length=300)
    question = models.CharField(
        _("question"), max_length=400, blank=True, help_text=_("The one policy question this case asks, as a question.")
    )
    summary = models.TextField(
        _("summary"), max_length=1200, blank=True, help_text=_("Two or three sentences for lists, feeds and partners.")
    )
    language = models.CharField(_("language"), max_length=35, default="en", validators=[validate_language])
    licence = models.CharField(
        _("licence"), max_length=24, choices=Licence, blank=True, help_text=_("Of the text. Pictures carry their own.")
    )
    jurisdictions = models.CharField(
        _("jurisdictions"),
        max_length=200,
        blank=True,
        validators=[validate_jurisdictions],
        help_text=_("Where it happened or applies: ISO codes (US, US-CA), or EU, OECD, UN; separated by commas."),
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="case_studies", verbose_name=_("topics"))

    glance_what = models.TextField(_("what happened"), max_length=600, blank=True)
    glance_who = models.TextField(_("who"), max_length=600, blank=True)
    glance_when = models.TextField(_("when"), max_length=600, blank=True)
    glance_disputed = models.TextField(_("what is disputed"), max_length=600, blank=True)
    glance_why = models.TextField(_("why it matters"), max_length=600, blank=True)

    competing_interests = models.TextField(_("competing interests"), blank=True)
    funding = models.TextField(_("funding"), blank=True)
    ai_use = models.TextField(
        _("use of AI"), blank=True, help_text=_("What AI did in the making of this text, and who checked it.")
    )

    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    content_digest = models.CharField(max_length=64, blank=True, editable=False)
    teaching_digest = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), null=True, blank=True, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["-updated_at", "-id"]
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")
        permissions = [
            ("submit_casestudy", "Can submit a case study for review"),
            ("review_casestudy", "Can review case studies: claim, return, approve"),
            ("publish_casestudy", "Can publish, schedule, update and correct a case study"),
            ("withdraw_casestudy", "Can withdraw and reinstate a case study"),
            ("redact_casestudy", "Can remove an edition’s text for a legal reason, together with somebody else"),
            ("override_casestudy", "Can approve and publish without a second pair of eyes, with a reason"),
            ("check_casestudy", "Can fact-check case studies, and ask others to"),
            ("assign_casestudy", "Can assign case studies, set deadlines and limit them to named people"),
            ("discuss_casestudy", "Can write notes on case studies"),
            ("share_casestudy", "Can make private preview links"),
        ]
        constraints = [*when_constraints("case_study"), *translation_constraints()]

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """A headed stretch of prose. Mutable. `prose` is canonical prose HTML (prose/html.py)."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="sections")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveIntegerField(_("position"), default=0)
    heading = models.CharField(_("heading"), max_length=200)
    anchor = models.SlugField(
        _("anchor"), max_length=80, blank=True, help_text=_("The part of the address after #; made from the heading.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=SectionKind, default=SectionKind.RECORD)
    prose = models.TextField(_("text"), blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(
                fields=["case_study", "anchor"],
                name="section_anchor",
                condition=~models.Q(anchor=""),  # empty until the save makes one from the heading
                violation_error_message=_("Another section has this anchor."),
            )
        ]

    def __str__(self) -> str:
        return self.heading


class LearningObjective(models.Model):
    """What a student can do after working through the case. Mutable."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="objectives")
    position = models.PositiveIntegerField(_("position"), default=0)
    text = models.CharField(_("objective"), max_length=400)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("learning objective")
        verbose_name_plural = _("learning objectives")

    def __str__(self) -> str:
        return self.text


class DiscussionQuestion(models.Model):
    """A question for a seminar. Mutable. The teacher's note is never part of the public document."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="questions")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveIntegerField(_("position"), default=0)
    prompt = models.TextField(_("question"), max_length=1000)
    section = models.ForeignKey(
        Section, models.SET_NULL, null=True, blank=True, related_name="questions", verbose_name=_("section")
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    teacher_note = models.TextField(
        _("teacher's note"), blank=True, help_text=_("Private: readers and partners never see it.")
    )

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("discussion question")
        verbose_name_plural = _("discussion questions")

    def __str__(self) -> str:
        return self.prompt[:80]


class TimelineEvent(When):
    """A dated event. Mutable. `citations` is a list of `{"key": source key, "locator": str}`."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="timeline")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveIntegerField(_("position"), default=0)
    date = models.DateField(_("date"), help_text=_("For a month or a year, its first day."))
    title = models.CharField(_("what happened"), max_length=200)
    text = models.TextField(_("detail"), max_length=1000, blank=True)
    citations = models.JSONField(_("sources"), default=list, blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("timeline event")
        verbose_name_plural = _("timeline events")
        constraints = when_constraints("timeline_event")

    def __str__(self) -> str:
        return self.title


class Contribution(models.Model):
    """What one person did for this case study. Mutable. `roles` is a list of `ContributorRole` values."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="contributions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="contributions", verbose_name=_("person"))
    position = models.PositiveIntegerField(_("position"), default=0)
    roles = models.JSONField(_("roles"), default=list)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        constraints = [
            models.UniqueConstraint(
                fields=["case_study", "person"],
                name="contribution_once",
                violation_error_message=_("This person is already credited; add the role there."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class OldSlug(models.Model):
    """An address the case study had when it was public. Append-only in practice: it redirects for good."""

    slug = models.SlugField(max_length=100, unique=True)
    case_study = models.ForeignKey(CaseStudy, models.PROTECT, related_name="old_slugs")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")

    def __str__(self) -> str:
        return self.slug
