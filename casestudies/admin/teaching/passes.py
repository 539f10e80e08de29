"""Teacher passes at the desk: the list of them, the form that grants one and shows its address once, revoking."""

from urllib.parse import quote

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from unfold.decorators import display
from unfold.widgets import UnfoldAdminEmailInputWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from casestudies.actions.teacher_pass import grant_teacher_pass, revoke_teacher_pass
from casestudies.admin.problems import put_in_form
from casestudies.admin.seen import Seen
from casestudies.admin.site import RecordAdmin
from casestudies.admin.times import length_field
from casestudies.errors import NotAllowed, NotReady, WrongStage
from casestudies.models import CaseStudy, TeacherPass
from casestudies.permissions import can_grant_pass
from casestudies.queries.drafts import drafts_seen_by

DAYS = [
    (7, gettext_lazy("a week")),
    (30, gettext_lazy("30 days")),
    (120, gettext_lazy("a term (120 days)")),
    (365, gettext_lazy("a year")),
]


class GrantForm(forms.Form):
    label = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("So that you know later whose pass this is: “Dr Okoye, media law, spring term”."),
        error_messages={"required": gettext_lazy("Say for whom this pass is.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        widget=UnfoldAdminEmailInputWidget,
        help_text=gettext_lazy("May be left empty. Nothing is sent from here; it opens a message in your own mail."),
    )
    case_study = forms.ModelChoiceField(
        label=gettext_lazy("Opens"),
        queryset=CaseStudy.objects.none(),
        required=False,
        empty_label=gettext_lazy("Every case study that is not limited to named people"),
        widget=UnfoldAdminSelectWidget,
        error_messages={"invalid_choice": gettext_lazy("There is no such published case study.")},
    )
    days = length_field(gettext_lazy("Works for"), DAYS, initial=120)

    def __init__(self, *args, account, **kwargs):
        super().__init__(*args, **kwargs)
        published = drafts_seen_by(account).filter(public_state__isnull=False)
        self.fields["case_study"].queryset = published.order_by("title")


@admin.register(TeacherPass)
class TeacherPassAdmin(Seen, RecordAdmin):
    list_display = ["label", "opens", "granted", "expires_at", "used", "state"]
    list_before_template = "admin/casestudies/teaching/before_list.html"
    change_form_outer_before_template = "admin/casestudies/teaching/pass.html"
    search_fields = ["label", "email", "case_study__title"]
    list_select_related = ["case_study", "granted_by"]
    csv_columns = ["uuid", "label", "opens", "granted_at", "granted_by", "expires_at", "uses", "state"]
    fields = ["label", "email", "opens", "granted", "expires_at", "used", "state"]
    readonly_fields = ["opens", "granted", "used", "state"]

    def get_urls(self):
        def page(view):
            return never_cache(self.admin_site.admin_view(view))

        return [
            path("grant/", page(self.grant), name="casestudies_teacherpass_grant"),
            path("<uuid:uuid>/revoke/", page(require_POST(self.revoke)), name="casestudies_teacherpass_revoke"),
            *super().get_urls(),
        ]

    @display(description=gettext_lazy("opens"))
    def opens(self, obj):
        return str(obj.case_study) if obj.case_study else _("Every case study")

    @display(description=gettext_lazy("granted"), ordering="granted_at")
    def granted(self, obj):
        by = obj.granted_by.get_full_name() or obj.granted_by.get_username()
        return f"{timezone.localtime(obj.granted_at):%-d %B %Y}, {by}"

    @display(description=gettext_lazy("used"), ordering="uses")
    def used(self, obj):
        if not obj.uses:
            return _("Not yet")
        return _("%(count)s×, last %(day)s") % {
            "count": obj.uses,
            "day": f"{timezone.localtime(obj.last_used_at):%-d %B %Y}",
        }

    @display(description=gettext_lazy("state"))
    def state(self, obj):
        return state_of(obj, timezone.now())

    def change_view(self, request, object_id, form_url="", extra_context=None):
        found = self.get_object(request, object_id)
        shown = {}
        if found is not None:
            may = can_grant_pass(request.user, found.case_study)
            shown = {"pass": found, "may_revoke": may and is_open(found, timezone.now())}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | shown)

    def grant(self, request):
        """GET shows the form (`?case=` chooses a case study); POST grants a pass and shows its address, this once."""
        if not can_grant_pass(request.user, None):
            raise PermissionDenied
        chosen = request.GET.get("case", "")
        initial = {"case_study": int(chosen) if chosen.isdecimal() and len(chosen) < 10 else None}
        form = GrantForm(request.POST if request.method == "POST" else None, account=request.user, initial=initial)
        granted = address = None
        if request.method == "POST" and form.is_valid():
            try:
                granted, token = grant_teacher_pass(by=request.user, now=timezone.now(), **form.cleaned_data)
            except NotAllowed as error:
                raise PermissionDenied(str(error)) from error
            except WrongStage as error:  # deleted since it was chosen
                raise Http404(str(error)) from error
            except NotReady as error:
                put_in_form(form, error.problems)
            else:
                address = request.build_absolute_uri(f"/teach/{token}/")
                form = GrantForm(account=request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Grant a teacher pass"),
            "opts": self.opts,
            "media": self.media + form.media,
            "form": form,
            "granted": granted,
            "address": address,
            "mail": mail_to(granted, address) if granted and granted.email else "",
        }
        return TemplateResponse(request, "admin/casestudies/teaching/grant.html", context)

    def revoke(self, request, uuid):
        found = self.get_queryset(request).filter(uuid=uuid).first()
        if found is None:
            raise Http404(_("There is no such pass."))
        try:
            revoke_teacher_pass(found, by=request.user, now=timezone.now())
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except WrongStage as error:
            messages.info(request, str(error))
        else:
            messages.success(request, _("The pass of “%(label)s” no longer works.") % {"label": found.label})
        return HttpResponseRedirect(reverse("admin:casestudies_teacherpass_changelist"))


def is_open(granted: TeacherPass, now) -> bool:
    return granted.revoked_at is None and now < granted.expires_at


def state_of(granted: TeacherPass, now):
    if granted.revoked_at is not None:
        return _("Revoked")
    return _("Works") if is_open(granted, now) else _("Expired")


def mail_to(granted: TeacherPass, address: str) -> str:
    """A message to the teacher, to be sent from one's own mail."""
    body = _(
        "This address opens the teaching page with the teacher’s notes:\n\n%(address)s\n\n"
        "It works until %(until)s. Please keep it to yourself."
    ) % {"address": address, "until": f"{timezone.localtime(granted.expires_at):%-d %B %Y}"}
    return f"mailto:{quote(granted.email)}?subject={quote(_('Your teacher pass'))}&body={quote(body)}"
