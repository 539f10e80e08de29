"""Which case studies a partner may receive: what the partner's page says of it, and the page that changes it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminTextareaWidget

from casestudies.actions.set_coverage import in_words, set_coverage
from casestudies.admin.partners.pages import NAME, desk_view, form_page, to_partner
from casestudies.enums import Coverage, PartnerEvent
from casestudies.models import CaseStudy, Partner, PartnerChange, PublicState, Topic
from casestudies.permissions import can_change_record
from casestudies.queries.editions import live
from casestudies.queries.partner_coverage import covered_by


class CoverageForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What the partner may receive"),
        choices=[
            (Coverage.EVERYTHING, gettext_lazy("Everything that is published")),
            (Coverage.TOPICS, gettext_lazy("The case studies on the topics ticked below, as they come and go")),
            (Coverage.CHOSEN, gettext_lazy("The case studies named below, and no others")),
        ],
        widget=UnfoldAdminRadioSelectWidget,
    )
    topics = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Topics"),
        queryset=Topic.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    case_studies = forms.CharField(
        label=gettext_lazy("Case studies"),
        required=False,
        max_length=200_000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy("One to a line: the last part of its address, or the whole address."),
    )

    def clean_case_studies(self):
        lines = [line.strip() for line in self.cleaned_data["case_studies"].splitlines() if line.strip()]
        slugs = list(dict.fromkeys(line.rstrip("/").rpartition("/")[2] for line in lines))
        there = CaseStudy.objects.filter(public_state__slug__in=slugs).select_related("public_state")
        found = {case_study.public_state.slug: case_study for case_study in there}
        missing = [slug for slug in slugs if slug not in found]
        if missing:
            raise forms.ValidationError(
                _("Nothing was published under: %(slugs)s.") % {"slugs": ", ".join(missing[:10])}
            )
        return list(found.values())


def urls(model_admin):
    return [path("<int:pk>/coverage/", desk_view(model_admin, change), name=f"{NAME}_coverage")]


def coverage_of(partner: Partner, account):
    """What partners/coverage.html shows on the partner's page. Four queries at most."""
    return {
        "partner": partner,
        "words": in_words(partner),
        "count": covered_by(live(), partner).count(),
        "may_change": can_change_record(account, partner),
    }


def change(request, model_admin, pk):
    partner = get_object_or_404(Partner, pk=pk)
    if not can_change_record(request.user, partner):
        raise PermissionDenied
    form = CoverageForm(request.POST if request.method == "POST" else None, initial=_initial(partner))
    page = to_partner(partner, title=_("What it may receive"), button=_("Set it, and tell the partner"), lead=_LEAD)

    def act(now):
        chosen = {name: form.cleaned_data[name] for name in ("topics", "case_studies")}
        last = PartnerChange.objects.filter(partner=partner).values_list("number", flat=True).last() or 0
        set_coverage(partner, Coverage(form.cleaned_data["kind"]), by=request.user, now=now, **chosen)
        told = PartnerChange.objects.filter(partner=partner, number__gt=last)
        gained = told.filter(event=PartnerEvent.COVERAGE_GAINED).count()
        lost = told.filter(event=PartnerEvent.COVERAGE_LOST).count()
        messages.success(request, f"{_('What the partner may receive is set.')} {_in_numbers(gained, lost)}".strip())

    return form_page(request, model_admin, form, act, page)


_LEAD = gettext_lazy(
    "With its keys the partner reads, and is told of, what is within this and nothing else. What leaves it, the "
    "partner is told to take down; what comes into it, it is told to fetch. Without a key everybody reads everything."
)


def _in_numbers(gained: int, lost: int) -> str:
    parts = []
    if gained:
        words = ngettext("%(count)s case study that it gains", "%(count)s case studies that it gains", gained)
        parts.append(words % {"count": gained})
    if lost:
        words = ngettext("%(count)s that it has to take down", "%(count)s that it has to take down", lost)
        parts.append(words % {"count": lost})
    return _("It is told of %(what)s.") % {"what": _(" and of ").join(parts)} if parts else ""


def _initial(partner):
    named = PublicState.objects.filter(case_study__in=partner.covered_cases.all()).order_by("slug")
    return {
        "kind": partner.coverage,
        "topics": partner.covered_topics.all(),
        "case_studies": "\n".join(named.values_list("slug", flat=True)),
    }
