"""Whose turn a case study is, in words for a list: the stage, who is on it, by when. No query of its own.

The rows have `assignee`, `reviewer` and `schedule` fetched with them (RELATED).
"""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from casestudies.enums import ScheduleState, Stage
from casestudies.models import CaseStudy
from casestudies.queries.staff import name_of

RELATED = ("assignee", "reviewer", "schedule")


def turn_words(draft: CaseStudy) -> str:
    """`Ada`, `Ed is reviewing`, `15 January 2027, 09:30`; "" where nobody has to do anything."""
    schedule = getattr(draft, "schedule", None)
    if schedule is not None and schedule.state == ScheduleState.FAILED:
        return _("Publication failed")
    if schedule is not None:
        return date_format(timezone.localtime(schedule.publish_at), "j F Y, H:i")
    if draft.stage == Stage.IN_REVIEW:
        return _("%(name)s is reviewing") % {"name": name_of(draft.reviewer)} if draft.reviewer else _("A reviewer")
    if draft.stage == Stage.APPROVED:
        return _("A publisher")
    return name_of(draft.assignee) if draft.assignee else ""


def turn_cell(draft: CaseStudy) -> SafeString:
    return render_to_string("admin/casestudies/turn.html", {"draft": draft, "turn": turn_words(draft)})


def deadline_cell(draft: CaseStudy) -> SafeString:
    """The deadline, marked when it has passed."""
    late = draft.deadline is not None and draft.deadline < timezone.localdate()
    return render_to_string("admin/casestudies/deadline.html", {"draft": draft, "late": late})
