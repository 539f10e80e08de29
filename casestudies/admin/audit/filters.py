"""The filters of the audit: who, what it was done to, what was done, what waits to be looked at."""

from django.contrib.admin import SimpleListFilter
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin.mixins import DropdownMixin

from casestudies.admin.audit.verbs import SENTENCES, SUBJECTS, done_in_words
from casestudies.models import Account, AuditEntry, CheckRequest
from casestudies.queries.overrides import overrides_to_look_at
from casestudies.queries.staff import name_of

OUTSIDE = "outside"


class AuditFilter(DropdownMixin, SimpleListFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = args[0]


class WhoFilter(AuditFilter):
    title = _("who")
    parameter_name = "who"

    def lookups(self, request, model_admin):
        there = Account.objects.filter(uuid__in=AuditEntry.objects.values("actor"))
        people = sorted(((str(account.uuid), name_of(account)) for account in there), key=lambda row: row[1].casefold())
        return [*people, (OUTSIDE, _("Outside checkers"))]

    def queryset(self, request, queryset):
        if self.value() == OUTSIDE:
            return queryset.filter(actor__in=CheckRequest.objects.values("uuid"))
        known = {value for value, _name in self.lookup_choices}
        return queryset.filter(actor=self.value()) if self.value() in known else queryset


class SubjectFilter(AuditFilter):
    """Its parameter is the field's own, so that the history of one record is this filter with a key."""

    title = _("done to")
    parameter_name = "subject_type"

    def lookups(self, request, model_admin):
        return list(SUBJECTS.items())

    def queryset(self, request, queryset):
        return queryset.filter(subject_type=self.value()) if self.value() else queryset


class VerbFilter(AuditFilter):
    title = _("what was done")
    parameter_name = "verb"

    def lookups(self, request, model_admin):
        return [(verb, done_in_words(verb)) for verb in SENTENCES]

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() else queryset


class AttentionFilter(AuditFilter):
    title = _("overrides")
    parameter_name = "attention"

    def lookups(self, request, model_admin):
        return [("waiting", _("Nobody has looked at it yet")), ("flagged", _("All of them"))]

    def queryset(self, request, queryset):
        match self.value():
            case "waiting":
                return queryset.filter(pk__in=overrides_to_look_at().values("pk"))
            case "flagged":
                return queryset.filter(flagged=True)
        return queryset
