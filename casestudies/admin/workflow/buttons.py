"""The steps of the workflow as buttons of the bar: those that can succeed now, one of them in colour."""

from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies.actions.next_steps import Step, steps
from casestudies.admin.judged import judged
from casestudies.models import CaseStudy
from casestudies.permissions import can_publish
from casestudies.publication.snapshot import Snapshot

# Where a step has its page, if that is not called as the action is.
ADDRESSES = {"claim_review": "claim", "release_review": "release", "return_draft": "return"}


def address_of(case_study: CaseStudy, step: str) -> str:
    """The page of a step, by the name of its action."""
    return reverse(f"admin:casestudies_casestudy_{ADDRESSES.get(step, step)}", args=[case_study.pk])


def bar_context(request, obj: CaseStudy, snapshot: Snapshot):
    """`next_step` is the one in colour, `more_steps` the rest; each `{"label", "address"}`."""
    problems, _evidence = judged(request, obj, snapshot)
    found = [step for step in steps(request.user, obj, snapshot, problems) if not step.refusal]
    chosen = next((step for step in found if step.is_next), None)
    more = [button(obj, step) for step in found if step is not chosen]
    if only_moves(obj, snapshot) and can_publish(request.user, obj):
        more.insert(0, {"label": _("Move to the new address"), "address": address_of(obj, "move")})
    return {"next_step": button(obj, chosen) if chosen else None, "more_steps": more}


def button(obj: CaseStudy, step: Step):
    return {"label": step.label, "address": address_of(obj, step.name)}


def only_moves(obj: CaseStudy, snapshot: Snapshot) -> bool:
    """Whether the draft says what the public reads, and wants another address."""
    state = getattr(obj, "public_state", None)
    if state is None or state.slug == obj.slug:
        return False
    digests = (state.edition.content_digest, state.edition.teaching_digest)
    return digests == (snapshot.content_digest, snapshot.teaching_digest)
