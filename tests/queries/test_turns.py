"""Whose turn a case study is follows from its stage, its assignee and who may take the next step."""

from datetime import date

import pytest

from casestudies.actions.claim_review import claim_review
from casestudies.actions.publish import publish
from casestudies.actions.return_draft import return_draft
from casestudies.actions.submit import submit
from casestudies.enums import EditionKind, ScheduleState
from casestudies.models import CaseStudy, PublicationSettings, Schedule
from casestudies.queries.turns import waiting_for
from tests.factories import NOW, approve_case, make_account, make_case, make_member, publish_case, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


class People:
    """One of each, and another editor."""

    def __init__(self):
        self.author = make_member("Author")
        self.editor = make_member("Editor")
        self.second = make_member("Editor")
        self.publisher = make_member("Publisher")


@world
def people():
    return People()


def waits_for(people):
    """For whom the one case study waits."""
    return {name for name, account in vars(people).items() if waiting_for(account).exists()}


@world
def case_study(people):
    return make_case(by=people.author)


def test_draft_waits_for_its_assignee_alone(people):
    make_case(by=people.author)
    assert waits_for(people) == set()

    CaseStudy.objects.update(assignee=people.author)
    assert waits_for(people) == {"author"}


def test_published_text_waits_for_nobody_until_it_says_something_new_or_has_a_deadline(people):
    case_study = publish_case(make_case(by=people.author)).case_study
    CaseStudy.objects.update(assignee=people.author)
    assert waits_for(people) == set()

    CaseStudy.objects.update(deadline=date(2026, 12, 1))
    assert waits_for(people) == {"author"}

    CaseStudy.objects.update(deadline=None)
    revise_case(case_study, by=people.editor)
    assert waits_for(people) == {"author"}


def test_submitted_text_waits_for_those_who_may_approve_it(people):
    case_study = make_case(by=people.editor)
    submit(case_study, by=people.author, now=NOW)
    CaseStudy.objects.update(assignee=people.author)

    assert waits_for(people) == {"second", "publisher"}

    PublicationSettings.objects.create(four_eyes=False)
    assert waits_for(people) == {"editor", "second", "publisher"}


def test_submitted_update_waits_for_who_wrote_the_edition_before(people):
    case_study = publish_case(make_case(by=people.editor)).case_study
    revise_case(case_study, by=people.second)
    submit(case_study, by=people.author, now=NOW)

    assert waits_for(people) == {"editor", "publisher"}


def test_claimed_text_waits_for_its_reviewer(people, case_study):
    submit(case_study, by=people.author, now=NOW)
    claim_review(case_study, by=people.second, now=NOW)

    assert waits_for(people) == {"second"}


def test_returned_text_waits_for_who_submitted_it_unless_somebody_is_assigned(people, case_study):
    submit(case_study, by=people.author, now=NOW)
    return_draft(case_study, by=people.editor, now=NOW, reason="x")
    assert waits_for(people) == {"author"}

    CaseStudy.objects.update(assignee=people.second)
    assert waits_for(people) == {"second"}


def test_approved_text_waits_for_those_who_publish(people, case_study):
    approve_case(case_study)
    assert waits_for(people) == {"publisher"}

    publish(case_study, by=people.publisher, now=NOW, kind=EditionKind.INITIAL, change_note="x")
    assert waits_for(people) == set()


@pytest.mark.parametrize(("state", "who"), [(ScheduleState.WAITING, set()), (ScheduleState.FAILED, {"publisher"})])
def test_scheduled_text_waits_for_those_who_publish_only_after_it_failed(people, state, who, case_study):
    approve_case(case_study, stage="scheduled")
    Schedule.objects.create(
        case_study=case_study,
        publish_at=NOW,
        kind="initial",
        change_note="x",
        scheduled_by=people.publisher,
        scheduled_at=NOW,
        state=state,
    )

    assert waits_for(people) == who


def test_limited_text_waits_for_nobody_who_is_not_named(people, case_study):
    submit(case_study, by=people.author, now=NOW)
    CaseStudy.objects.update(is_limited=True)
    case_study.limited_to.set([people.author, people.second])

    assert waits_for(people) == {"second"}


def test_text_waits_for_nobody_who_was_switched_off(people):
    make_case(by=people.author)
    people.author.is_active = False
    people.author.save()
    CaseStudy.objects.update(assignee=people.author)

    assert waits_for(people) == set()


def test_waiting_costs_the_same_for_one_and_for_many(django_assert_num_queries):
    author, chief = make_member("Author"), make_account()
    for total in (1, 4):
        while CaseStudy.objects.count() < total:
            submit(make_case(by=author), by=author, now=NOW)
        with django_assert_num_queries(2):
            assert len(waiting_for(chief)) == total
