"""The desk offers what can succeed, says what it will do, and names the one step that a text waits for."""

from datetime import timedelta

import pytest
from django.db import transaction

from casestudies.actions.approve import approve
from casestudies.actions.assign import assign
from casestudies.actions.claim_review import claim_review, release_review
from casestudies.actions.limit import limit
from casestudies.actions.next_steps import next_step, steps
from casestudies.actions.publish import publish
from casestudies.actions.return_draft import return_draft
from casestudies.actions.schedule import schedule, unschedule
from casestudies.actions.submit import submit
from casestudies.actions.withdraw import reinstate, withdraw
from casestudies.enums import EditionKind
from casestudies.errors import CasebookError, NotAllowed, NothingToPublish, NotReady, WrongStage
from casestudies.models import CaseStudy, Edition, Source
from casestudies.publication.snapshot import take_snapshot
from casestudies.readiness import blockers
from tests.factories import NOW, make_case, make_member, publish_case, revise_case

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
TOMORROW = NOW + timedelta(days=1)


def digests(case_study):
    snapshot = take_snapshot(case_study)
    return snapshot.content_digest, snapshot.teaching_digest


def kind_of(case_study):
    return EditionKind.UPDATE if Edition.objects.filter(case_study=case_study).exists() else EditionKind.INITIAL


# How a door takes each step; `overrides` adds the reason.
TAKE = {
    "submit": submit,
    "claim_review": claim_review,
    "release_review": release_review,
    "return_draft": lambda case, **who: return_draft(case, reason="x", **who),
    "approve": lambda case, **who: approve(case, expected=digests(case), **who),
    "publish": lambda case, **who: publish(case, kind=kind_of(case), change_note="x", **who),
    "schedule": lambda case, **who: schedule(
        case, kind=kind_of(case), change_note="x", publish_at=TOMORROW, expected=digests(case), **who
    ),
    "unschedule": unschedule,
    "withdraw": lambda case, **who: withdraw(case, reason="x", **who),
    "reinstate": lambda case, **who: reinstate(case, reason="x", **who),
    "assign": lambda case, **who: assign(case, assignee=None, deadline=None, review_by=None, **who),
    "limit": lambda case, **who: limit(case, to=None, **who),
}


class Desk:
    """One of each, and a case study that the author wrote."""

    def __init__(self):
        self.author = make_member("Author", username="art")
        self.editor = make_member("Editor", username="eve")
        self.publisher = make_member("Publisher", username="paula")
        self.checker = make_member("Fact-checker", username="fay")
        self.case_study = make_case(by=self.author)


def as_drafted(desk):
    pass


def as_not_ready(desk):
    CaseStudy.objects.update(summary="")


def as_submitted(desk):
    submit(desk.case_study, by=desk.author, now=NOW)


def as_submitted_not_ready(desk):
    CaseStudy.objects.update(summary="")
    as_submitted(desk)


def as_claimed(desk):
    as_submitted(desk)
    claim_review(desk.case_study, by=desk.editor, now=NOW)


def as_approved(desk):
    as_claimed(desk)
    approve(desk.case_study, by=desk.editor, now=NOW, expected=digests(desk.case_study))


def as_approved_before_a_source_changed(desk):
    as_approved(desk)
    Source.objects.filter(key="ars2024").update(title="Corrected title")


def as_scheduled(desk):
    as_approved(desk)
    TAKE["schedule"](desk.case_study, by=desk.publisher, now=NOW)


def as_written_by_the_publisher(desk):
    desk.case_study = make_case(by=desk.publisher)
    submit(desk.case_study, by=desk.publisher, now=NOW)


def as_live(desk):
    publish_case(desk.case_study)


def as_changed(desk):
    as_live(desk)
    revise_case(desk.case_study, by=desk.author)


def as_withdrawn(desk):
    as_live(desk)
    withdraw(desk.case_study, by=desk.publisher, now=NOW, reason="x")
    revise_case(desk.case_study, by=desk.author)


def as_limited(desk):
    limit(desk.case_study, by=desk.publisher, now=NOW, to=[desk.publisher])


# (state, who) -> the steps offered; * marks the next one, ! one that asks for a reason, - one that is refused for now.
TABLE = {
    (as_drafted, "author"): "submit*",
    (as_drafted, "editor"): "submit* assign limit",
    (as_drafted, "publisher"): "submit* publish! schedule! assign limit",
    (as_drafted, "checker"): "",
    (as_not_ready, "author"): "submit*",
    (as_not_ready, "publisher"): "submit* publish-! schedule-! assign limit",
    (as_submitted, "author"): "",
    (as_submitted, "editor"): "claim_review* approve return_draft assign limit",
    (as_submitted, "publisher"): "claim_review* approve return_draft publish! schedule! assign limit",
    (as_submitted_not_ready, "editor"): "claim_review* approve- return_draft assign limit",
    (as_claimed, "editor"): "release_review approve* return_draft assign limit",
    (as_claimed, "publisher"): "release_review approve return_draft publish! schedule! assign limit",
    (as_approved, "author"): "",
    (as_approved, "editor"): "return_draft assign limit",
    (as_approved, "publisher"): "return_draft publish* schedule assign limit",
    (as_approved_before_a_source_changed, "editor"): "approve* return_draft assign limit",
    (as_approved_before_a_source_changed, "publisher"): "approve* return_draft publish! schedule! assign limit",
    (as_scheduled, "editor"): "return_draft assign limit",
    (as_scheduled, "publisher"): "return_draft publish schedule unschedule assign limit",
    (as_written_by_the_publisher, "publisher"): "approve! return_draft publish! schedule! assign limit",
    (as_written_by_the_publisher, "editor"): "claim_review* approve return_draft assign limit",
    (as_live, "author"): "",
    (as_live, "publisher"): "withdraw assign limit",
    (as_changed, "author"): "submit*",
    (as_changed, "publisher"): "submit* publish! schedule! withdraw assign limit",
    (as_withdrawn, "publisher"): "submit* publish-! schedule-! reinstate assign limit",
    (as_limited, "author"): "",
    (as_limited, "editor"): "",
    (as_limited, "publisher"): "submit* publish! schedule! assign limit",
}


def in_short(step):
    return step.name + ("-" if step.refusal else "") + ("!" if step.overrides else "") + ("*" if step.is_next else "")


@pytest.mark.rows
@pytest.mark.parametrize(("state", "who"), TABLE, ids=lambda value: getattr(value, "__name__", value))
def test_steps_that_are_offered_succeed_and_every_other_is_refused(state, who):
    desk = Desk()
    state(desk)
    account = getattr(desk, who)

    found = steps(account, CaseStudy.objects.get(pk=desk.case_study.pk))

    assert " ".join(map(in_short, found)) == TABLE[state, who]
    assert next_step(found) == next((step for step in found if step.is_next), None)
    assert all(step.label and (step.promise or step.refusal) for step in found)
    offered = {step.name: step for step in found}
    done = {}
    for name, take in TAKE.items():
        step = offered.get(name)
        how = {"override_reason": "x"} if step and step.overrides else {}
        with transaction.atomic():
            try:
                take(CaseStudy.objects.get(pk=desk.case_study.pk), by=account, now=LATER, **how)
                done[name] = "done"
            except CasebookError as error:
                done[name] = type(error)
            transaction.set_rollback(True)

    for name, outcome in done.items():
        step = offered.get(name)
        if step and not step.refusal:
            assert (name, outcome) == (name, "done")
        elif (name, state, who) not in HARMLESS:
            assert (name, outcome) in [(name, NotAllowed), (name, WrongStage), (name, NothingToPublish), *maybe(step)]


def maybe(step):
    """A step that is blocked is refused by what blocks it."""
    return [(step.name, NotReady)] if step else []


# No button offers it, and it does nothing: who claimed a text claims it again.
HARMLESS = {("claim_review", as_claimed, "editor")}


def test_steps_say_what_blocks_in_the_words_of_the_panel():
    desk = Desk()
    CaseStudy.objects.update(summary="", licence="")
    as_submitted(desk)
    desk.case_study.refresh_from_db()

    [step] = [step for step in steps(desk.editor, desk.case_study) if step.name == "approve"]

    problems = list(blockers(take_snapshot(desk.case_study).document))
    assert step.refusal == f"{problems[0].message} And {len(problems) - 1} more to mend."


def test_steps_cost_the_same_for_a_small_and_a_large_text(django_assert_num_queries):
    desk = Desk()
    large = make_case(by=desk.author, sections=40)
    for case_study in (desk.case_study, large):
        snapshot = take_snapshot(case_study)
        with django_assert_num_queries(13):
            steps(make_member("Publisher"), case_study, snapshot)
