"""The desk is reminded of a review date a week ahead and on the day, once each."""

from datetime import timedelta

import pytest

from casestudies.actions.remind_reviews import remind_reviews
from casestudies.actions.withdraw import withdraw
from casestudies.enums import NotificationKind
from casestudies.models import CaseStudy, Notification, PublicationSettings
from tests.actions.told import told
from tests.factories import NOW, make_account, make_case, make_member, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
REVIEW_BY = NOW.date() + 30 * DAY


@world
def live():
    case_study = publish_case(by=make_account(first_name="Root")).case_study
    CaseStudy.objects.update(review_by=REVIEW_BY, assignee=make_member("Author"))
    return case_study


def test_remind_a_week_ahead_and_on_the_day_once_each(live):
    said = {}
    for day in range(40):
        now = NOW + day * DAY
        for _ in range(2):
            remind_reviews(now)
        for row in Notification.objects.filter(kind=NotificationKind.REVIEW_DUE, at=now):
            said[day] = row.sentence

    assert said == {
        23: f"“{live.title}” is to be looked at again by 14 December 2026.",
        30: f"“{live.title}” is to be looked at again today.",
    }
    assert Notification.objects.filter(kind=NotificationKind.REVIEW_DUE).count() == 2


def test_remind_after_a_downtime_says_that_the_day_was(live):
    assert remind_reviews(NOW + 32 * DAY) == 1
    assert remind_reviews(NOW + 33 * DAY) == 0

    assert told(NotificationKind.REVIEW_DUE) == (
        ["Author"],
        f"“{live.title}” was to be looked at again by 14 December 2026.",
    )


def test_remind_in_the_time_of_the_desk(live):
    now = NOW + 22 * DAY
    assert remind_reviews(now) == 0
    PublicationSettings.objects.create(time_zone="Pacific/Kiritimati")  # where the next day begins at 10:00 UTC

    assert remind_reviews(now + timedelta(minutes=31)) == 1


@pytest.mark.parametrize("gone", [{"is_active": False}, None])
def test_remind_the_editors_where_nobody_is_assigned(live, gone):
    make_member("Editor")
    CaseStudy.objects.update(assignee=make_member("Author", **gone) if gone else None)

    remind_reviews(NOW + 30 * DAY)

    assert told(NotificationKind.REVIEW_DUE)[0] == ["Editor", "Root"]


def test_remind_of_a_limited_draft_only_who_sees_it(live):
    named = make_member("Editor", first_name="Named")
    make_member("Editor", first_name="SENTINEL")
    CaseStudy.objects.update(is_limited=True)
    live.limited_to.add(named)

    remind_reviews(NOW + 30 * DAY)

    assert told(NotificationKind.REVIEW_DUE)[0] == ["Named", "Root"]


def test_remind_of_what_is_not_public_is_left(live):
    make_case()
    CaseStudy.objects.update(review_by=REVIEW_BY)
    withdraw(live, by=make_account(), now=NOW, reason="Wrong.")

    assert remind_reviews(NOW + 30 * DAY) == 0
