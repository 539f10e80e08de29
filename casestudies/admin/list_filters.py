"""The filters of the list of case studies: what is public, whose turn it is, who has it, what is late."""

from datetime import timedelta

from django.contrib.admin import SimpleListFilter
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin.mixins import DropdownMixin

from casestudies.enums import PublicStatus
from casestudies.models import Account
from casestudies.queries.drafts import drafts_seen_by
from casestudies.queries.staff import name_of
from casestudies.queries.translations import behind
from casestudies.queries.turns import waiting_for

MOST_PEOPLE = 200


class DeskFilter(DropdownMixin, SimpleListFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = args[0]


class PublicStateFilter(DeskFilter):
    title = _("public state")
    parameter_name = "public"

    def lookups(self, request, model_admin):
        return [
            ("live", _("Live")),
            ("changed", _("Live, with unpublished changes")),
            ("never", _("Never published")),
            ("withdrawn", _("Withdrawn")),
        ]

    def queryset(self, request, queryset):
        same = Q(
            slug=F("public_state__slug"),
            content_digest=F("public_state__edition__content_digest"),
            teaching_digest=F("public_state__edition__teaching_digest"),
        )
        match self.value():
            case "live":
                return queryset.filter(public_state__status=PublicStatus.LIVE)
            case "changed":
                return queryset.filter(public_state__status=PublicStatus.LIVE).exclude(same)
            case "never":
                return queryset.filter(public_state__isnull=True)
            case "withdrawn":
                return queryset.filter(public_state__status=PublicStatus.WITHDRAWN)
        return queryset


class TranslationFilter(DeskFilter):
    title = _("translation")
    parameter_name = "translation"

    def lookups(self, request, model_admin):
        return [("behind", _("Behind its original")), ("all", _("Translations")), ("none", _("Originals"))]

    def queryset(self, request, queryset):
        match self.value():
            case "behind":
                return behind(queryset)
            case "all":
                return queryset.filter(translation_of__isnull=False)
            case "none":
                return queryset.filter(translation_of=None)
        return queryset


class TurnFilter(DeskFilter):
    title = _("whose turn")
    parameter_name = "turn"

    def lookups(self, request, model_admin):
        return [("mine", _("Waiting for me"))]

    def queryset(self, request, queryset):
        if self.value() == "mine":
            return queryset.filter(pk__in=waiting_for(request.user).order_by().values("pk"))
        return queryset


class AssigneeFilter(DeskFilter):
    """By who has it; names those alone who have something that the asker sees."""

    title = _("assigned to")
    parameter_name = "assignee"

    def lookups(self, request, model_admin):
        assigned = drafts_seen_by(request.user).order_by().values("assignee")
        people = Account.objects.filter(pk__in=assigned).order_by("first_name", "username")[:MOST_PEOPLE]
        return [("me", _("Me")), ("nobody", _("Nobody")), *((str(person.pk), name_of(person)) for person in people)]

    def queryset(self, request, queryset):
        value = self.value() or ""
        if value == "me":
            return queryset.filter(assignee=request.user)
        if value == "nobody":
            return queryset.filter(assignee=None)
        if value.isdecimal() and len(value) < 19:
            return queryset.filter(assignee=int(value))
        return queryset


class DeadlineFilter(DeskFilter):
    title = _("deadline")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [
            ("overdue", _("Overdue")),
            ("week", _("Due within a week")),
            ("set", _("Any")),
            ("none", _("None")),
            ("review", _("Review date due")),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        match self.value():
            case "overdue":
                return queryset.filter(deadline__lt=today)
            case "week":
                return queryset.filter(deadline__range=(today, today + timedelta(days=7)))
            case "set":
                return queryset.filter(deadline__isnull=False)
            case "none":
                return queryset.filter(deadline=None)
            case "review":
                return queryset.filter(review_by__lte=today)
        return queryset
