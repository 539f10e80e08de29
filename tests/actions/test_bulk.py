"""One step for many case studies: foreseen in the actions' words, done one by one, each reported, nothing half done."""

from datetime import timedelta

import pytest
from django.db import transaction

from casestudies.actions import bulk_steps
from casestudies.actions.bulk import MOST, ask_bulk, foresee
from casestudies.actions.jobs import run_job
from casestudies.enums import JobState, PublicStatus, Stage
from casestudies.errors import NotAllowed, NotReady
from casestudies.models import Account, AuditEntry, CaseStudy, PublicState, Topic
from tests.factories import NOW, approve_case, make_account, make_case, make_member, publish_case, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
SOON = NOW.date() + timedelta(days=5)


@world
def by():
    return make_member("Publisher", first_name="Pia")


def items(*cases):
    return [(case.pk, case.version) for case in CaseStudy.objects.filter(pk__in=[case.pk for case in cases])]


def run(step, some, values, by):
    """The job, done; its lines as (item, outcome, group)."""
    job = ask_bulk(step, some, values, "Many", by=by, now=NOW)
    run_job(job.uuid, clock=lambda: NOW)
    job.refresh_from_db()
    assert job.state == JobState.DONE
    return [(line["item"], line["outcome"], line["group"]) for line in job.report]


def said(step, some, values, by):
    return {
        row.draft.title: row.foresight.refusal or row.foresight.sentence
        for row in foresee(step, some, values, by=by, now=NOW)
    }


def test_assign_is_foreseen_and_done_for_each(by):
    ana = make_member("Author", first_name="Ana")
    new, had, limited = (make_case(title=title) for title in ("New", "Had", "Limited"))
    CaseStudy.objects.filter(pk=had.pk).update(assignee=ana, deadline=SOON)
    CaseStudy.objects.filter(pk=limited.pk).update(is_limited=True)
    limited.limited_to.set([by])
    some = items(new, had, limited)
    refusal = "Ana may not see this case study. Choose somebody else."

    assert said("assign", some, {"assignee": ana}, by) == {
        "New": "Assigned to Ana, until now to nobody.",
        "Had": "It is so already.",
        "Limited": refusal,
    }
    assert run("assign", some, {"assignee": ana}, by) == [
        ("New", "Assigned to Ana, until now to nobody.", "Done"),
        ("Had", "It was so already.", "Done"),
        ("Limited", refusal, "Not done"),
    ]
    assert set(CaseStudy.objects.filter(assignee=ana)) == {new, had}
    had.refresh_from_db()
    assert had.deadline == SOON
    assert AuditEntry.objects.filter(verb="case_study.assigned").count() == 1


def test_days_are_set_and_leave_the_rest_alone(by):
    case = make_case(title="One")
    CaseStudy.objects.update(assignee=by)

    assert run("deadline", items(case), {"deadline": SOON}, by) == [
        ("One", "Deadline: 19 November 2026, until now none.", "Done")
    ]
    run("review_by", items(case), {"review_by": SOON}, by)

    case.refresh_from_db()
    assert (case.assignee, case.deadline, case.review_by) == (by, SOON, SOON)
    past = {"deadline": NOW.date() - timedelta(days=1)}
    assert said("deadline", items(case), past, by) == {"One": "This day is past. Choose today or a later one."}


def test_submit_says_of_each_why_not_and_does_the_rest(by):
    new, approved, published = make_case(title="New"), make_case(title="Approved"), make_case(title="Published")
    approve_case(approved)
    publish_case(published)
    foreseen = {
        "New": "Goes to those who review, and they are told.",
        "Approved": "This text is approved. Only a draft can be submitted.",
        "Published": "The draft says word for word what edition 1 says.",
    }

    assert said("submit", items(new, approved, published), {}, by) == foreseen
    assert run("submit", items(new, approved, published), {}, by) == [
        ("New", "Submitted for review.", "Done"),
        ("Approved", foreseen["Approved"], "Not done"),
        ("Published", foreseen["Published"], "Not done"),
    ]
    new.refresh_from_db()
    assert (new.stage, new.submitted_by) == (Stage.IN_REVIEW, by)


def test_what_was_saved_since_it_was_looked_at_is_reported_and_left(by):
    case = make_case(title="Stale")
    some = items(case)
    revise_case(case)

    ((_title, outcome, group),) = run("submit", some, {}, by)

    assert outcome.startswith("Somebody saved this case study after you opened it.")
    assert group == "Not done"
    case.refresh_from_db()
    assert case.stage == Stage.DRAFT


def test_withdraw_gives_each_the_public_reason(by):
    live, never = make_case(title="Live"), make_case(title="Never")
    publish_case(live)
    rule = "Only a case study that is live can be withdrawn."

    assert said("withdraw", items(live, never), {}, by)["Never"] == rule
    assert run("withdraw", items(live, never), {"reason": "The record was forged."}, by) == [
        ("Live", "Withdrawn.", "Done"),
        ("Never", rule, "Not done"),
    ]
    state = PublicState.objects.get()
    assert (state.status, state.withdrawal["reason"]) == (PublicStatus.WITHDRAWN, "The record was forged.")


def test_topic_says_what_lapses(by):
    topic = Topic.objects.create(slug="labour", name="Labour")
    case, there = make_case(title="Approved"), make_case(title="There")
    approve_case(case)
    there.topics.add(topic)

    lapses = "What was said of its text lapses: it is a draft again."

    assert said("topic", items(case, there), {"topic": topic}, by) == {
        "Approved": f"Gets the topic “Labour”, as a new revision. {lapses}",
        "There": "It has this topic already.",
    }
    assert run("topic", items(case), {"topic": topic}, by) == [("Approved", "Has the topic, as revision 2.", "Done")]


@pytest.mark.rows
@pytest.mark.parametrize("step", bulk_steps.STEPS)
def test_every_step_is_refused_in_the_actions_words_to_who_may_not(step, by):
    checker = make_member("Fact-checker")
    topic = Topic.objects.create(slug="labour", name="Labour")
    values = {
        "assign": {"assignee": None},
        "deadline": {"deadline": SOON},
        "review_by": {"review_by": SOON},
        "withdraw": {"reason": "x"},
        "topic": {"topic": topic},
    }.get(step, {})
    case = publish_case(title="Theirs").case_study
    revise_case(case)
    CaseStudy.objects.update(assignee=by)
    before = CaseStudy.objects.values().get()

    (foreseen,) = said(step, items(case), values, checker).values()
    ((_title, outcome, group),) = run(step, items(case), values, checker)

    assert foreseen.startswith("You may not ")
    assert (outcome, group) == (foreseen, "Not done")
    assert CaseStudy.objects.values().get() == before


def test_limited_and_deleted_ones_are_reported_without_a_name(by):
    case, gone = make_case(title="SECRET"), make_case(title="GONE")
    some = items(case, gone)
    CaseStudy.objects.filter(pk=case.pk).update(is_limited=True)
    CaseStudy.objects.filter(pk=gone.pk).delete()

    assert said("deadline", some, {"deadline": SOON}, by) == {}
    rule = "This case study is not there any more, or no longer open to you."
    assert run("deadline", some, {"deadline": SOON}, by) == [("", rule, "Not done")] * 2


def test_job_that_breaks_leaves_its_batch_undone_and_goes_on_from_there(by, monkeypatch):
    cases = [make_case() for _ in range(12)]
    job = ask_bulk("deadline", items(*cases), {"deadline": SOON}, "Many", by=by, now=NOW)
    step = bulk_steps.STEPS["deadline"]
    calls = []

    def broken(*arguments):
        calls.append(arguments)
        if len(calls) == 12:
            raise RuntimeError("The machine stopped.")
        return step.take(*arguments)

    monkeypatch.setitem(bulk_steps.STEPS, "deadline", bulk_steps.Step(step.foresee, broken))
    run_job(job.uuid, clock=lambda: NOW)

    job.refresh_from_db()
    assert (job.state, job.done, len(job.report)) == (JobState.FAILED, 10, 10)
    assert CaseStudy.objects.filter(deadline=SOON).count() == 10
    assert AuditEntry.objects.filter(verb="case_study.assigned").count() == 10


def test_what_was_chosen_and_is_gone_fails_the_job_in_words(by):
    case = make_case()
    ana = make_member("Author")
    job = ask_bulk("assign", items(case), {"assignee": ana}, "Many", by=by, now=NOW)
    with transaction.atomic():
        Account.objects.filter(pk=ana.pk).delete()

    run_job(job.uuid, clock=lambda: NOW)

    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "What you chose is not there any more. Choose again.")


def test_ask_is_refused_without_items_with_too_many_and_to_who_sees_no_drafts(by):
    with pytest.raises(NotReady, match="Choose at least one case study"):
        ask_bulk("submit", [], {}, "None", by=by, now=NOW)
    with pytest.raises(NotReady, match="Choose at most 1,000 case studies"):
        ask_bulk("submit", [(pk, 1) for pk in range(MOST + 1)], {}, "Many", by=by, now=NOW)
    with pytest.raises(NotAllowed):
        ask_bulk("submit", [(1, 1)], {}, "One", by=make_account(is_superuser=False), now=NOW)


def test_foresight_takes_the_same_queries_for_one_and_for_many(by, django_assert_max_num_queries):
    ana = make_member("Author")
    cases = [make_case() for _ in range(6)]
    CaseStudy.objects.update(is_limited=True)
    for case in cases:
        case.limited_to.set([by])
    publish_case(cases[0])

    for some in (cases[:1], cases):
        fresh, assignee = Account.objects.get(pk=by.pk), Account.objects.get(pk=ana.pk)
        with django_assert_max_num_queries(10):
            assert len(foresee("assign", items(*some), {"assignee": assignee}, by=fresh, now=NOW)) == len(some)
