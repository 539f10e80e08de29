"""What a reader reports: taken in, limited, told to the desk."""

from datetime import timedelta

import pytest

from casestudies.actions.prune import prune
from casestudies.actions.report_error import MOST_FROM_ALL, MOST_FROM_ONE, digest_of_sender, report_error
from casestudies.actions.withdraw import withdraw
from casestudies.errors import NotReady, TooMany, WrongStage
from casestudies.models import CaseStudy, ErrorReport, Notification
from tests.factories import NOW, make_account, make_case, publish_case
from tests.roles import make_member
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def live():
    case_study = make_case(slug="sora-leak")
    publish_case(case_study)
    Notification.objects.all().delete()
    return case_study


def send(message="Not so.", *, sender="192.0.2.1", now=NOW, **more):
    return report_error("sora-leak", now=now, sender=sender, message=message, edition=1, **more)


def test_report_keeps_a_digest_of_where_it_came_from(live):
    report = send(section="part-1", quote="Three hours.", email="reader@example.org")

    assert (report.case_study_id, report.edition_number, report.state) == (live.pk, 1, "new")
    assert (report.section, report.quote, report.email) == ("part-1", "Three hours.", "reader@example.org")
    assert report.sender_digest == digest_of_sender("192.0.2.1")
    assert "192.0.2.1" not in str(ErrorReport.objects.values().get())


def test_report_tells_the_assignee_and_those_who_review_who_see_the_draft(live):
    author, editor, other = make_member("Author"), make_member("Editor"), make_member("Author")
    shut_out = make_member("Editor")
    CaseStudy.objects.filter(pk=live.pk).update(assignee=author, is_limited=True)
    live.limited_to.set([author, editor, other])
    make_account(is_active=False)

    report = send()

    told = Notification.objects.exclude(account__is_superuser=True)
    assert {row.account_id for row in told} == {author.pk, editor.pk}
    assert shut_out.pk not in {row.account_id for row in told}
    assert told[0].path == f"/admin/casestudies/errorreport/{report.pk}/change/"
    assert told[0].sentence == "A reader reported an error in “The leak of sora-leak”: Not so."


def test_one_sender_and_all_together_are_limited_for_an_hour(live):
    for number in range(MOST_FROM_ONE):
        send(f"Error {number}.")
    with pytest.raises(TooMany):
        send("One more.")
    send("From elsewhere.", sender="192.0.2.2")
    send("An hour later.", now=NOW + timedelta(hours=1, seconds=1))

    state = {"case_study": live, "edition_number": 1, "message": "x", "received_at": NOW}
    ErrorReport.objects.bulk_create(ErrorReport(**state) for _ in range(MOST_FROM_ALL))
    with pytest.raises(TooMany):
        send("Too many.", sender="192.0.2.3")


def test_the_same_words_sent_twice_are_one_report(live):
    assert send().pk == send().pk
    assert Notification.objects.values("account").distinct().count() == Notification.objects.count()


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"message": "  "}, "message"),
        ({"message": "x" * 4001}, "message"),
        ({"email": "nobody"}, "email"),
        ({"email": f"{'x' * 300}@example.org"}, "email"),
    ],
)
def test_a_report_that_says_nothing_or_too_much_is_refused(live, changes, place):
    with pytest.raises(NotReady) as refusal:
        send(**changes)

    assert [problem.place for problem in refusal.value.problems] == [place]


def test_no_report_is_taken_on_what_is_not_public(live):
    withdraw(live, by=make_account(), now=NOW, reason="Wrong.")
    make_case(slug="a-draft")

    for slug in ("sora-leak", "a-draft", "nowhere"):
        with pytest.raises(WrongStage):
            report_error(slug, now=NOW, sender="192.0.2.1", message="Not so.", edition=1)


def test_report_forgets_its_sender_after_a_day_and_goes_after_two_years(live):
    send()
    prune(NOW + timedelta(hours=23))
    assert ErrorReport.objects.get().sender_digest
    prune(NOW + timedelta(hours=25))
    assert ErrorReport.objects.get().sender_digest == ""
    prune(NOW + timedelta(days=731))
    assert not ErrorReport.objects.exists()
