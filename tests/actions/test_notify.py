"""The desk tells those concerned, once, and never somebody who may not know."""

from datetime import timedelta

import pytest
from django.db import transaction

from casestudies.actions.notify import concerned, notify
from casestudies.enums import NotificationKind
from casestudies.models import Account, CaseStudy, Notification, Schedule
from tests.factories import NOW, make_account, make_case, make_member, publish_case, revise_case

pytestmark = pytest.mark.django_db
KIND = NotificationKind.JOB_ENDED


def test_notify_writes_one_row_each_and_none_for_who_did_it():
    one, actor = make_member("Author"), make_member("Editor")
    case_study = make_case()

    rows = notify(KIND, to=[one, actor, one], sentence="Done.", now=NOW, case_study=case_study, but=actor)

    assert [row.account for row in rows] == [one]
    row = Notification.objects.get()
    assert (row.account, row.case_study, row.kind, row.sentence, row.at) == (one, case_study, KIND, "Done.", NOW)
    assert (row.path, row.read_at, row.mailed_at, row.mail_attempts) == ("", None, None, 0)


def test_notify_tells_neither_the_system_nor_who_was_switched_off():
    nobody = [
        make_account(is_active=False),
        make_account(is_system=True, is_superuser=False, is_staff=False),
    ]

    assert notify(KIND, to=nobody, sentence="Done.", now=NOW, path="/admin/") == []


def test_notify_of_a_limited_draft_tells_only_who_sees_it():
    named, other, superuser = make_member("Author"), make_member("Author"), make_account()
    case_study = make_case()
    CaseStudy.objects.update(is_limited=True)
    case_study.refresh_from_db()
    case_study.limited_to.add(named)

    rows = notify(KIND, to=[named, other, superuser], sentence="SENTINEL", now=NOW, case_study=case_study)

    assert [row.account for row in rows] == [named, superuser]


def test_notify_of_a_case_study_tells_nobody_without_sight_of_drafts():
    assert notify(KIND, to=[make_member("Partnerships")], sentence="x", now=NOW, case_study=make_case()) == []


@pytest.mark.parametrize("is_limited", [False, True])
def test_notify_takes_the_same_queries_for_one_and_for_many(django_assert_num_queries, is_limited):
    many = [make_member("Author") for _ in range(5)]
    case_study = make_case()
    case_study.is_limited = is_limited
    case_study.save()
    case_study.limited_to.set(many)

    def fresh(accounts):
        return list(Account.objects.filter(pk__in=[account.pk for account in accounts]))

    for people in (fresh(many[:1]), fresh(many)):
        with django_assert_num_queries(2):
            assert len(notify(KIND, to=people, sentence="x", now=NOW, case_study=case_study)) == len(people)


def test_notify_is_undone_with_its_cause():
    with transaction.atomic():
        notify(KIND, to=[make_account()], sentence="x", now=NOW)
        transaction.set_rollback(True)

    assert not Notification.objects.exists()


def test_concerned_are_those_at_work_on_the_next_text():
    roles = ("assignee", "submitted_by", "reviewer", "approved_by")
    people = {name: make_member("Editor", username=f"b-{name}") for name in roles}
    before, author = make_member("Author", username="before"), make_member("Author", username="a-author")
    case_study = publish_case(make_case(by=before), by=make_member("Publisher")).case_study
    revise_case(case_study, by=author)
    make_member("Editor", username="idle")
    CaseStudy.objects.update(**people)
    scheduler = make_member("Publisher", username="c-scheduler")
    Schedule.objects.create(
        case_study=case_study,
        publish_at=NOW + timedelta(days=1),
        kind="update",
        change_note="x",
        scheduled_by=scheduler,
        scheduled_at=NOW,
    )
    case_study.refresh_from_db()

    assert [account.username for account in concerned(case_study)] == [
        "a-author",
        *sorted(account.username for account in people.values()),
        "c-scheduler",
    ]


def test_concerned_with_a_first_text_are_its_authors_but_not_the_gone():
    author, gone = make_member("Author"), make_member("Author")
    case_study = make_case(by=author)
    revise_case(case_study, by=gone)
    gone.is_active = False
    gone.save()

    assert concerned(case_study) == [author]


@pytest.mark.parametrize("count", [1, 8])
def test_concerned_costs_the_same_for_one_and_for_many(count, django_assert_num_queries):
    case_study = make_case(by=make_member("Author"))
    for number in range(count):
        revise_case(case_study, by=make_member("Author"), text=f"Text {number}.")

    with django_assert_num_queries(2):
        assert len(concerned(case_study)) == count + 1
