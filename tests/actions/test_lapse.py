"""What was said of a text lapses when the text changes, and those concerned are told."""

from datetime import timedelta

import pytest

from casestudies.actions.claim_review import claim_review
from casestudies.actions.save_draft import settle_draft
from casestudies.actions.schedule import schedule
from casestudies.actions.submit import submit
from casestudies.enums import EditionKind, NotificationKind, ScheduleState, Stage
from casestudies.models import CaseStudy, Notification, Schedule
from tests.actions.told import audited, told
from tests.factories import NOW, approve_case, make_case, make_member
from tests.worlds import world

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@world
def author():
    return make_member("Author")


@world
def case_study(author):
    return make_case(by=author)


def change(case_study, by):
    case_study.sections.filter(position=1).update(heading="Changed")
    settle_draft(case_study, by=by, now=LATER)
    case_study.refresh_from_db()


def test_change_in_review_ends_the_review_and_tells_the_reviewer(case_study, author):
    editor = make_member("Editor")
    submit(case_study, by=author, now=NOW)
    claim_review(case_study, by=editor, now=NOW)

    change(case_study, author)

    assert (case_study.stage, case_study.lapsed_stage) == (Stage.DRAFT, Stage.IN_REVIEW)
    assert (case_study.submitted_at, case_study.submitted_by, case_study.reviewer) == (None, None, None)
    sentence = f"Author changed “{case_study.title}”. It was in review; it is a draft again."
    assert told(NotificationKind.LAPSED) == (["Editor"], sentence)
    assert audited("case_study.saved").detail == {"revision": 2, "lapsed": "in_review"}


def test_change_of_an_approved_text_spends_the_approval(case_study, author):
    editor = make_member("Editor")
    approve_case(case_study, by=editor)

    change(case_study, author)

    assert (case_study.stage, case_study.lapsed_stage) == (Stage.DRAFT, Stage.APPROVED)
    assert (case_study.approved_content_digest, case_study.approved_at, case_study.approved_by) == ("", None, None)
    sentence = f"Author changed “{case_study.title}”. Its approval has lapsed; it is a draft again."
    assert told(NotificationKind.LAPSED) == (["Editor"], sentence)


def test_change_of_a_scheduled_text_takes_the_appointment_away(case_study, author):
    digests = approve_case(case_study)
    schedule(
        case_study,
        by=make_member("Publisher"),
        now=NOW,
        publish_at=NOW + timedelta(days=1),
        kind=EditionKind.INITIAL,
        change_note="First.",
        expected=digests,
    )

    change(case_study, author)

    assert (case_study.stage, case_study.lapsed_stage) == (Stage.DRAFT, Stage.SCHEDULED)
    assert not Schedule.objects.exists()
    names, sentence = told(NotificationKind.LAPSED)
    assert names == ["Publisher"]
    assert "appointment for 15 November 2026, 09:30 (UTC) have lapsed" in sentence
    assert audited("case_study.saved").detail == {
        "revision": 2,
        "lapsed": "scheduled",
        "lapsed_schedule": (NOW + timedelta(days=1)).isoformat(),
    }


def test_change_of_a_draft_puts_a_failed_appointment_away_and_tells_nobody(case_study, author):
    Schedule.objects.create(
        case_study=case_study,
        publish_at=NOW,
        kind="initial",
        change_note="x",
        scheduled_by=make_member("Publisher"),
        scheduled_at=NOW,
        state=ScheduleState.FAILED,
    )

    change(case_study, author)

    assert not Schedule.objects.exists()
    assert not Notification.objects.exists()


def test_save_that_changes_nothing_keeps_everything(case_study, author):
    approve_case(case_study, stage=Stage.SCHEDULED)
    before = CaseStudy.objects.values().get()

    settle_draft(case_study, by=author, now=LATER)

    assert CaseStudy.objects.values().get() == before
    assert not Notification.objects.exists()


def test_submit_again_forgets_what_lapsed(case_study, author):
    approve_case(case_study)
    change(case_study, author)

    assert submit(case_study, by=author, now=LATER).lapsed_stage == ""


def test_another_address_takes_the_approval_back(case_study, author):
    approve_case(case_study)
    case_study.refresh_from_db()
    before = case_study.slug
    CaseStudy.objects.filter(pk=case_study.pk).update(slug="another-address")

    settle_draft(case_study, by=author, now=LATER, slug_before=before)

    case_study.refresh_from_db()
    assert (case_study.stage, case_study.lapsed_stage) == (Stage.DRAFT, Stage.APPROVED)
    assert case_study.approved_content_digest == ""
