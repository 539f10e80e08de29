"""Whose turn it is, by when, and when to look again: said without touching the text."""

from datetime import date, timedelta

import pytest

from casestudies.actions.assign import assign
from casestudies.actions.limit import limit
from casestudies.enums import NotificationKind, Stage
from casestudies.errors import NotAllowed, NotReady
from casestudies.models import AuditEntry, CaseStudy, Notification, PublicationSettings
from tests.actions.told import audited, told
from tests.factories import NOW, approve_case, make_account, make_case, make_member
from tests.worlds import world

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
FRIDAY, MAY = date(2026, 11, 20), date(2027, 5, 1)


@world
def editor():
    return make_member("Editor")


@world
def author():
    return make_member("Author")


def give(case_study, by, assignee=None, deadline=None, review_by=None):
    return assign(case_study, by=by, now=NOW, assignee=assignee, deadline=deadline, review_by=review_by)


@world
def case_study():
    return make_case()


def test_assign_tells_the_assignee_and_touches_no_text(editor, author, case_study):
    approve_case(case_study)

    draft = give(case_study, editor, author, FRIDAY, MAY)

    assert (draft.assignee, draft.deadline, draft.review_by) == (author, FRIDAY, MAY)
    assert (draft.stage, draft.version, draft.revisions.count()) == (Stage.APPROVED, 1, 1)
    sentence = f"Editor assigned “{case_study.title}” to you. It is due on 20 November 2026."
    assert told(NotificationKind.ASSIGNED) == (["Author"], sentence)
    assert audited("case_study.assigned").detail == {
        "assignee": str(author.uuid),
        "assignee_before": "",
        "deadline": "2026-11-20",
        "deadline_before": "",
        "review_by": "2027-05-01",
        "review_by_before": "",
    }


def test_assign_what_stays_the_same_writes_nothing(editor, author, case_study):
    give(case_study, editor, author, FRIDAY, MAY)

    give(case_study, editor, author, FRIDAY, MAY)

    assert AuditEntry.objects.filter(verb="case_study.assigned").count() == 1
    assert Notification.objects.count() == 1


def test_assign_to_somebody_else_tells_both(editor, author, case_study):
    give(case_study, editor, author)
    Notification.objects.all().delete()

    give(case_study, editor, make_member("Fact-checker"))

    assert {row.account.first_name: row.sentence for row in Notification.objects.all()} == {
        "Author": f"“{case_study.title}” is no longer assigned to you.",
        "Fact-checker": f"Editor assigned “{case_study.title}” to you.",
    }


def test_assign_to_oneself_tells_nobody(editor):
    give(make_case(), editor, editor)

    assert not Notification.objects.exists()


@pytest.mark.parametrize(
    ("deadline", "end"), [(TODAY, "It is due on 14 November 2026."), (None, "It has none any more.")]
)
def test_assign_another_deadline_tells_the_assignee(editor, author, deadline, end, case_study):
    give(case_study, editor, author, FRIDAY)
    Notification.objects.all().delete()

    give(case_study, editor, author, deadline)

    sentence = f"Editor changed the deadline of “{case_study.title}”. {end}"
    assert told(NotificationKind.ASSIGNED) == (["Author"], sentence)


def test_assign_another_review_date_is_to_be_reminded_of(editor, case_study):
    CaseStudy.objects.update(review_by=FRIDAY, review_reminded_on=TODAY)

    assert give(case_study, editor, review_by=MAY).review_reminded_on is None


def test_assign_days_that_are_past_is_refused_in_the_time_of_the_desk(editor):
    PublicationSettings.objects.create(time_zone="Pacific/Kiritimati")  # where it is tomorrow already: 23:30
    case_study = make_case()
    give(case_study, editor, deadline=TODAY, review_by=TODAY)
    PublicationSettings.objects.update(time_zone="UTC")
    yesterday = TODAY - timedelta(days=1)

    with pytest.raises(NotReady) as caught:
        give(case_study, editor, deadline=yesterday, review_by=yesterday)

    assert [(item.place, item.message) for item in caught.value.problems] == [
        ("deadline", "This day is past. Choose today or a later one."),
        ("review_by", "This day is past. Choose today or a later one."),
    ]


def test_assign_with_a_deadline_that_has_passed_meanwhile_keeps_it(editor, author, case_study):
    CaseStudy.objects.update(deadline=date(2020, 1, 1))

    assert give(case_study, editor, author, date(2020, 1, 1)).assignee == author


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"is_active": False}, "Ada cannot sign in. Choose somebody else."),
        ({"is_system": True, "is_staff": False}, "Ada cannot sign in. Choose somebody else."),
        ({}, "Ada may not see this case study. Choose somebody else."),
    ],
)
def test_assign_to_somebody_who_could_not_work_on_it_is_refused(editor, fields, sentence):
    nobody = make_account(is_superuser=False, first_name="Ada", **fields)

    with pytest.raises(NotReady) as caught:
        give(make_case(), editor, nobody)

    assert [(item.place, item.message) for item in caught.value.problems] == [("assignee", sentence)]


def test_assign_a_limited_draft_to_somebody_who_is_not_named_is_refused(editor, author, case_study):
    limit(case_study, by=editor, now=NOW, to=[])

    with pytest.raises(NotReady, match="Author may not see this case study"):
        give(case_study, editor, author)


def test_assign_without_the_permission_is_refused(author):
    with pytest.raises(NotAllowed, match="You may not assign"):
        give(make_case(), author, author)
