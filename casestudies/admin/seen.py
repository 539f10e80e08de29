"""What somebody may not see does not exist: lists, pages and addresses at the desk answer so.

A view of one case study begins with `seen_case`. A list of rows that hang on case studies takes `Seen`, or asks
`queries.drafts` itself.
"""

from django.http import Http404
from django.utils.translation import gettext as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.contrib.filters.forms import AutocompleteDropdownForm

from casestudies.permissions import can_see_drafts
from casestudies.queries.drafts import drafts_seen_by, seen_by


def seen_case(request, pk, *related):
    """The case study with this key, with its `related` rows. Raises Http404 as for one that is not there."""
    found = drafts_seen_by(request.user).select_related(*related) if related else drafts_seen_by(request.user)
    case_study = found.filter(pk=pk).first()
    if case_study is None:
        raise Http404(_("There is no such case study."))
    return case_study


class Seen:
    """Of a model admin: its rows are those that hang, by `case_path`, on case studies the account sees, or on none."""

    case_path = "case_study"

    def get_queryset(self, request):
        return seen_by(super().get_queryset(request), request.user, self.case_path)


class ShownTo:
    """Of a model admin: its records know who looks at them, `obj.shown_to`; one that is not there answers 404."""

    def get_object(self, request, object_id, from_field=None):
        obj = super().get_object(request, object_id, from_field)
        if obj is not None:
            obj.shown_to = request.user
        return obj

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404(_("There is no such %(name)s.") % {"name": opts.verbose_name})


class SeenCaseForm(AutocompleteDropdownForm):
    """Names the chosen case study to those alone who may see it."""

    def __init__(self, request, name, **kwargs):
        super().__init__(request=request, name=name, **kwargs)
        self.fields[name].queryset = drafts_seen_by(request.user)


class SeenCaseFilter(AutocompleteSelectFilter):
    """By case study; offered to who sees drafts."""

    form_class = SeenCaseForm

    def has_output(self):
        return can_see_drafts(self.request.user)


def among_seen(case_studies, account):
    """Those of the case studies that the account may see."""
    return case_studies.filter(pk__in=drafts_seen_by(account).values("pk"))
