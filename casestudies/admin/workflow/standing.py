"""Where a text stands, in sentences above its form: what was returned, what lapsed, what is waiting, who sees it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.admin.workflow.after import waits_for_review
from casestudies.enums import ScheduleState, Stage
from casestudies.models import CaseStudy, Schedule
from casestudies.publication.snapshot import Snapshot
from casestudies.queries.approval import approval_stands, why_not_approved
from casestudies.queries.publication import in_desk_time
from casestudies.queries.staff import name_of, names_of

LAPSED = {
    Stage.IN_REVIEW: gettext_lazy(
        "The text changed while it was in review, so it is a draft again. Submit it when it is ready."
    ),
    Stage.APPROVED: gettext_lazy(
        "The text changed after it was approved, so it is a draft again and needs another approval."
    ),
    Stage.SCHEDULED: gettext_lazy(
        "The text changed after it was scheduled, so it is a draft again: its approval and its appointment have lapsed."
    ),
}


def standing_context(request, obj: CaseStudy, snapshot: Snapshot):
    """`standing`: sentences for standing.html, empty where there is nothing to say. At most six queries."""
    standing = {"review": review_words(request, obj), "limited": limited_words(obj), **approval_words(obj, snapshot)}
    if obj.stage == Stage.DRAFT:
        standing |= {
            "returned": bool(obj.return_reason),
            "returned_by": name_of(obj.returned_by),
            "lapsed": LAPSED.get(obj.lapsed_stage, ""),
        }
    schedule = Schedule.objects.filter(case_study=obj).select_related("scheduled_by").first()
    if schedule is not None:
        standing |= {
            "appointment": in_desk_time(schedule.publish_at),
            "scheduled_by": name_of(schedule.scheduled_by),
            "failed": schedule.failure if schedule.state == ScheduleState.FAILED else "",
        }
    return {"standing": standing}


def approval_words(obj: CaseStudy, snapshot: Snapshot):
    if obj.stage not in (Stage.APPROVED, Stage.SCHEDULED):
        return {}
    if not approval_stands(obj, snapshot):
        return {"stale_approval": why_not_approved(obj, snapshot)}
    if obj.stage == Stage.SCHEDULED:
        return {}
    words = _("%(name)s approved this text. A change of it takes the approval away.")
    return {"approved": words % {"name": name_of(obj.approved_by)}}


def review_words(request, obj: CaseStudy) -> str:
    if obj.stage != Stage.IN_REVIEW:
        return ""
    if obj.reviewer is None:
        change = _("A change of the text takes it out of review.")
        return " ".join([waits_for_review(obj, by=obj.submitted_by or request.user), change])
    if obj.reviewer_id == request.user.pk:
        return _("You are reviewing this text. Approve it, or return it with what is to be changed.")
    return _("%(name)s is reviewing this text. A change of it takes it out of review.") % {
        "name": name_of(obj.reviewer)
    }


def limited_words(obj: CaseStudy) -> str:
    if not obj.is_limited:
        return ""
    words = _("Limited: only %(names)s and superusers see this draft.")
    return words % {"names": names_of(obj.limited_to.all(), most=12)}
