"""An appointment is made for an approved text, and taken back."""

from datetime import timedelta

import pytest

from casestudies.actions.publish import publish
from casestudies.actions.schedule import schedule, unschedule
from casestudies.actions.withdraw import withdraw
from casestudies.enums import EditionKind, NotificationKind, ScheduleState, Stage
from casestudies.errors import NotAllowed, NothingToPublish, NotReady, StaleDraft, WrongStage
from casestudies.models import AuditEntry, CaseStudy, PublicationSettings, Schedule, Source
from tests.actions.told import audited, told
from tests.factories import NOW, approve_case, make_account, make_case, make_member, publish_case, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(days=1)


@world
def publisher():
    return make_member("Publisher")


@world
def author():
    return make_member("Author")


@world
def case_study(author):
    return make_case(by=author)


def appoint(case_study, by, **how):
    how = {"publish_at": SOON, "kind": EditionKind.INITIAL, "change_note": " First published. "} | how
    return schedule(case_study, by=by, now=NOW, **{"expected": approve_case(case_study, by=by)} | how)


def test_schedule_keeps_what_is_to_be_published_and_when(case_study, publisher):
    digests = approve_case(case_study)

    made = appoint(case_study, publisher)

    case_study.refresh_from_db()
    assert (case_study.stage, case_study.approved_content_digest) == (Stage.SCHEDULED, digests[0])
    assert Schedule.objects.get() == made
    assert (made.publish_at, made.kind, made.change_note) == (SOON, "initial", "First published.")
    assert (made.content_digest, made.teaching_digest) == digests
    assert (made.scheduled_by, made.scheduled_at, made.override_reason) == (publisher, NOW, "")
    entry = audited("case_study.scheduled")
    assert (entry.flagged, entry.detail) == (
        False,
        {"publish_at": SOON.isoformat(), "kind": "initial", "stage": "scheduled", "stage_before": "approved"},
    )


def test_schedule_tells_those_concerned_in_the_time_of_the_desk(case_study, publisher):
    PublicationSettings.objects.create(time_zone="America/New_York")

    appoint(case_study, publisher)

    sentence = f"Publisher scheduled “{case_study.title}” for 15 November 2026, 04:30 (New York time)."
    assert told(NotificationKind.SCHEDULED) == (["Author"], sentence)


def test_schedule_again_moves_the_appointment(case_study, publisher):
    digests = approve_case(case_study)
    appoint(case_study, publisher, expected=digests)

    later = SOON + timedelta(days=1)
    schedule(
        case_study,
        by=publisher,
        now=NOW,
        publish_at=later,
        kind=EditionKind.INITIAL,
        change_note="Later.",
        expected=digests,
    )

    assert (Schedule.objects.get().publish_at, Schedule.objects.get().change_note) == (later, "Later.")
    detail = AuditEntry.objects.filter(verb="case_study.scheduled").first().detail
    assert (detail["publish_at_before"], detail["stage_before"]) == (SOON.isoformat(), "scheduled")


@pytest.mark.parametrize("publish_at", [NOW, NOW - timedelta(seconds=1)])
def test_schedule_for_a_time_that_is_past_is_refused(case_study, publisher, publish_at):
    with pytest.raises(NotReady) as caught:
        appoint(case_study, publisher, publish_at=publish_at)

    assert [(item.message, item.place) for item in caught.value.problems] == [
        ("Choose a time that is still to come.", "publish_at")
    ]


def test_schedule_what_is_not_ready_names_every_problem(author, publisher):
    case_study = make_case(by=author, summary="", licence=None)

    with pytest.raises(NotReady) as caught:
        appoint(case_study, publisher, change_note=" ")

    assert [problem.place for problem in caught.value.problems][:3] == ["change_note", "summary", "licence"]
    assert not Schedule.objects.exists()


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        (Stage.DRAFT, "Nobody approved this text. Submit it for review first."),
        (Stage.IN_REVIEW, "This text is still in review. Have it approved first."),
    ],
)
def test_schedule_what_nobody_approved_is_refused(case_study, publisher, stage, sentence):
    CaseStudy.objects.update(stage=stage)
    digests = (case_study.content_digest, case_study.teaching_digest)

    with pytest.raises(WrongStage) as caught:
        schedule(
            case_study,
            by=publisher,
            now=NOW,
            publish_at=SOON,
            kind=EditionKind.INITIAL,
            change_note="x",
            expected=digests,
        )

    assert str(caught.value) == sentence


def test_schedule_what_nobody_approved_by_override_keeps_the_reason_and_is_flagged(case_study, publisher):
    made = schedule(
        case_study,
        by=publisher,
        now=NOW,
        publish_at=SOON,
        kind=EditionKind.INITIAL,
        change_note="x",
        expected=(case_study.content_digest, case_study.teaching_digest),
        override_reason=" The court sits tomorrow. ",
    )

    entry = audited("case_study.scheduled")
    assert (made.override_reason, entry.flagged, entry.detail["reason"]) == (
        "The court sits tomorrow.",
        True,
        "The court sits tomorrow.",
    )


def test_schedule_what_a_source_changed_since_it_was_looked_at_is_refused(case_study, publisher):
    digests = approve_case(case_study)
    Source.objects.filter(key="ars2024").update(title="Corrected title")

    with pytest.raises(StaleDraft, match="A source or another shared record changed"):
        appoint(case_study, publisher, expected=digests)


def test_schedule_a_wrong_kind_a_withdrawn_and_an_unchanged_text_are_refused(publisher):
    case_study = publish_case().case_study
    with pytest.raises(NothingToPublish, match="word for word"):
        appoint(case_study, publisher, kind=EditionKind.UPDATE)
    revise_case(case_study)
    with pytest.raises(WrongStage, match="Edition 1 is there already"):
        appoint(case_study, publisher)
    withdraw(case_study, by=publisher, now=NOW, reason="Wrong.")
    with pytest.raises(WrongStage, match="withdrawn"):
        appoint(case_study, publisher, kind=EditionKind.UPDATE)


@pytest.mark.parametrize("role", ["Author", "Editor"])
def test_schedule_without_the_permission_is_refused(case_study, role):
    with pytest.raises(NotAllowed, match="You may not schedule"):
        appoint(case_study, make_member(role))


def test_unschedule_leaves_the_text_approved(case_study, publisher):
    appoint(case_study, publisher)
    other = make_member("Publisher", first_name="Other")

    draft = unschedule(case_study, by=other, now=NOW)

    assert (draft.stage, draft.approved_content_digest) == (Stage.APPROVED, case_study.content_digest)
    assert not Schedule.objects.exists()
    assert audited("case_study.unscheduled").detail == {
        "publish_at": SOON.isoformat(),
        "stage": "approved",
        "stage_before": "scheduled",
    }
    kinds = [NotificationKind.SCHEDULED]
    told_of = case_study.notifications.filter(kind__in=kinds, sentence__contains="took back the appointment")
    assert sorted(told_of.values_list("account__first_name", flat=True)) == ["Author", "Publisher"]


def test_unschedule_a_text_that_a_source_changed_since_makes_it_a_draft(case_study, publisher):
    appoint(case_study, publisher)
    Source.objects.filter(key="ars2024").update(title="Corrected title")

    draft = unschedule(case_study, by=publisher, now=NOW)

    assert (draft.stage, draft.lapsed_stage, draft.approved_content_digest) == (Stage.DRAFT, Stage.APPROVED, "")


def test_unschedule_puts_a_failed_appointment_away(case_study, publisher):
    appoint(case_study, publisher)
    Schedule.objects.update(state=ScheduleState.FAILED, failure="x")
    CaseStudy.objects.update(stage=Stage.APPROVED)

    assert unschedule(case_study, by=publisher, now=NOW).stage == Stage.APPROVED
    assert not Schedule.objects.exists()


def test_unschedule_what_has_no_appointment_is_refused(case_study, publisher):
    with pytest.raises(WrongStage, match="This text has no appointment"):
        unschedule(case_study, by=publisher, now=NOW)


def test_unschedule_without_the_permission_is_refused(case_study, publisher, author):
    appoint(case_study, publisher)

    with pytest.raises(NotAllowed):
        unschedule(case_study, by=author, now=NOW)


def test_publish_now_takes_the_appointment_away(case_study, publisher):
    appoint(case_study, publisher)

    edition = publish(case_study, by=make_account(), now=NOW, kind=EditionKind.INITIAL, change_note="Now.")

    assert (edition.number, Schedule.objects.count()) == (1, 0)
