"""Publish now, publish at a time, take the appointment back, move to another address."""

from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies import permissions
from casestudies.actions.move_case import move_case
from casestudies.actions.publish import publish
from casestudies.actions.schedule import schedule, unschedule
from casestudies.admin.addresses import case_address, edition_address
from casestudies.admin.workflow.buttons import address_of, only_moves
from casestudies.admin.workflow.forms import BoundForm, PublishForm, ScheduleForm
from casestudies.admin.workflow.page import StepPage
from casestudies.admin.workflow.text_page import TextPage
from casestudies.enums import PublicStatus
from casestudies.models import Schedule
from casestudies.publication.when import zone_in_words
from casestudies.queries.approval import why_not_approved
from casestudies.queries.publication import in_desk_time, publication

WITHDRAWN = gettext_lazy("This case study is withdrawn. Reinstate it before you publish a new edition.")


class EditionPage(TextPage):
    """What publishing and scheduling have in common: both make the next edition."""

    template_name = "admin/casestudies/workflow/publish.html"
    may = staticmethod(permissions.can_publish)

    @cached_property
    def appointment(self):
        return Schedule.objects.filter(case_study=self.draft).first()

    def initial(self):
        if self.appointment is None:
            return {"kind": self.request.GET.get("kind", "")}
        return {"kind": self.appointment.kind, "change_note": self.appointment.change_note}

    def facts(self):
        first = _("%(number)s, the first") if self.is_first else "%(number)s"
        return [(_("Edition"), first % {"number": self.number}), (_("Address"), self.address_words()), *super().facts()]

    def address_words(self):
        words = f"/cases/{self.draft.slug}/"
        if not self.old_address:
            return words
        return f"{words} " + _("(until now %(address)s, which will lead there)") % {"address": self.old_address}

    def why_not(self):
        if self.state and self.state.status == PublicStatus.WITHDRAWN:
            return WITHDRAWN
        if self.nothing_new:
            return _("The draft says word for word what edition %(number)s says, so there is nothing to publish.") % {
                "number": self.last.number
            }
        if self.step is None:
            return why_not_approved(self.draft, self.snapshot)
        # What blocks the text is listed with its places; any other refusal stands alone.
        return "" if self.blocking else self.step.refusal

    def context(self, form, problems, refusal):
        context = super().context(form, problems, refusal)
        moves = only_moves(self.draft, self.snapshot) and not context["problems"]
        return context | {"number": self.number, "move_address": address_of(self.draft, "move") if moves else ""}


class Publish(EditionPage):
    name = address = "publish"
    title = gettext_lazy("Publish")
    form_class = PublishForm

    def button_words(self):
        return _("Publish edition %(number)s") % {"number": self.number}

    def act(self, form):
        edition = publish(
            self.draft,
            by=self.request.user,
            now=timezone.now(),
            kind=form.chosen_kind,
            change_note=form.cleaned_data["change_note"],
            base_version=form.cleaned_data["base_version"],
            expected=form.expected,
            override_reason=form.cleaned_data.get("override_reason", ""),
        )
        return format_html(
            '{} <a href="{}">{}</a>',
            _("Edition %(number)s is published. The next text starts as a draft.") % {"number": edition.number},
            edition_address(edition),
            _("Read it on the site"),
        )


class ScheduleStep(EditionPage):
    name = address = "schedule"
    title = gettext_lazy("Schedule")
    form_class = ScheduleForm
    fields_of_places = {"publish_at": "day"}

    @cached_property
    def zone(self):
        return publication().time_zone

    @property
    def zone_words(self):
        return zone_in_words(self.zone)

    def button_words(self):
        return _("Schedule edition %(number)s") % {"number": self.number}

    def initial(self):
        if self.appointment is None:
            return super().initial()
        local = self.appointment.publish_at.astimezone(ZoneInfo(self.zone))
        return super().initial() | {"day": local.date(), "time": local.time().replace(microsecond=0)}

    def facts(self):
        found = super().facts()
        if self.appointment is not None:
            found.insert(0, (_("Until now"), in_desk_time(self.appointment.publish_at)))
        return found

    def act(self, form):
        made = schedule(
            self.draft,
            by=self.request.user,
            now=timezone.now(),
            publish_at=form.cleaned_data["publish_at"],
            kind=form.chosen_kind,
            change_note=form.cleaned_data["change_note"],
            expected=form.expected,
            override_reason=form.cleaned_data.get("override_reason", ""),
        )
        when = in_desk_time(made.publish_at)
        return _(
            "Scheduled: edition %(number)s is published on %(when)s. A change of the text before then takes the "
            "appointment back."
        ) % {"number": self.number, "when": when}


class Unschedule(StepPage):
    name = address = "unschedule"
    title = gettext_lazy("Unschedule")
    button = gettext_lazy("Take the appointment back")
    may = staticmethod(permissions.can_publish)

    def facts(self):
        appointment = Schedule.objects.filter(case_study=self.draft).first()
        return [(_("Appointment"), in_desk_time(appointment.publish_at))] if appointment else []

    def act(self, form):
        draft = unschedule(self.draft, by=self.request.user, now=timezone.now())
        return _("The appointment is taken back. Stage: %(stage)s.") % {"stage": draft.get_stage_display().lower()}


class MoveForm(BoundForm):
    seen = None
    binding = ("base_version",)


class Move(TextPage):
    name = address = "move"
    title = gettext_lazy("Move to the new address")
    button = gettext_lazy("Move to the new address")
    form_class = MoveForm
    blocks = False
    may = staticmethod(permissions.can_publish)

    def facts(self):
        return [(_("From"), case_address(self.state)), (_("To"), f"/cases/{self.draft.slug}/")] if self.state else []

    def why_not(self):
        if only_moves(self.draft, self.snapshot):
            return ""
        return _("The text differs too, or the address does not; there is nothing that could move alone.")

    def context(self, form, problems, refusal):
        promise = _(
            "The text is word for word that of edition %(number)s, so no new edition is made. The page answers at the "
            "new address, and the old one leads there for good."
        ) % {"number": self.last.number if self.last else 0}
        return super().context(form, problems, refusal) | {"heading": self.title, "promise": promise}

    def act(self, form):
        base = form.cleaned_data["base_version"]
        move_case(self.draft, by=self.request.user, now=timezone.now(), base_version=base)
        return _("The page has moved to its new address. The old one leads there.")
