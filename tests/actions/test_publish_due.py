"""Appointments are kept once, late rather than never, and the desk is told when one cannot be."""

import logging
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db.models import Model, QuerySet

from casestudies.actions import publish_due as module
from casestudies.actions.publish_due import FIRST_PAUSE, LONGEST_PAUSE, TRIES_UNTIL_TOLD, Result, publish_due
from casestudies.actions.schedule import schedule, unschedule
from casestudies.actions.withdraw import withdraw
from casestudies.enums import EditionKind, NotificationKind, ScheduleState, Stage
from casestudies.models import (
    Account,
    AuditEntry,
    CaseStudy,
    Edition,
    EditionPayload,
    Notification,
    OldSlug,
    OutboxEvent,
    PublicState,
    Schedule,
    SearchEntry,
    Section,
    Source,
)
from tests.actions.told import audited, told
from tests.factories import NOW, approve_case, make_case, make_member, publish_case, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
DUE = NOW + timedelta(hours=1)


@world
def publisher():
    return make_member("Publisher", username="paula")


@world
def author():
    return make_member("Author")


def appoint(case_study, by, **how):
    how = {"publish_at": DUE, "kind": EditionKind.INITIAL, "change_note": "First published."} | how
    return schedule(case_study, by=by, now=NOW, expected=approve_case(case_study), **how)


@world
def case_study(author):
    return make_case(by=author)


def test_publish_due_publishes_what_is_due_and_nothing_else(publisher):
    due, later = make_case(slug="due"), make_case(slug="later")
    appoint(due, publisher)
    appoint(later, publisher, publish_at=DUE + timedelta(seconds=1))

    [outcome] = publish_due(DUE)

    assert (outcome.title, outcome.result, outcome.sentence) == (
        due.title,
        Result.PUBLISHED,
        "Published as edition 1.",
    )
    edition = Edition.objects.get()
    assert (edition.case_study, edition.published_at, edition.published_by, edition.change_note) == (
        due,
        DUE,
        publisher.uuid,
        "First published.",
    )
    assert list(Schedule.objects.values_list("case_study", flat=True)) == [later.pk]
    assert CaseStudy.objects.get(pk=due.pk).stage == Stage.DRAFT
    assert publish_due(DUE) == []


def test_publish_due_after_a_downtime_publishes_under_the_real_time(author, publisher):
    appoint(make_case(by=author), publisher)
    late = DUE + timedelta(days=3)

    publish_due(late)

    assert Edition.objects.get().published_at == late
    detail = audited("case_study.published").detail
    assert (detail["scheduled_for"], detail["approved"]) == (DUE.isoformat(), True)
    assert told(NotificationKind.PUBLISHED)[0] == ["Author"]


def test_publish_due_in_the_order_of_the_times(publisher):
    second, first = make_case(slug="second"), make_case(slug="first")
    appoint(second, publisher, publish_at=DUE + timedelta(minutes=2))
    appoint(first, publisher, publish_at=DUE)

    publish_due(DUE + timedelta(hours=1))

    assert [edition.case_study for edition in Edition.objects.order_by("pk")] == [first, second]


def test_publish_due_what_was_overridden_keeps_the_reason_and_is_flagged(publisher):
    case_study = make_case()
    schedule(
        case_study,
        by=publisher,
        now=NOW,
        publish_at=DUE,
        kind=EditionKind.INITIAL,
        change_note="x",
        expected=(case_study.content_digest, case_study.teaching_digest),
        override_reason="The court sits tomorrow.",
    )

    publish_due(DUE)

    entry = audited("case_study.published")
    assert (entry.flagged, entry.detail["reason"]) == (True, "The court sits tomorrow.")


def lose_the_right(case_study, publisher):
    publisher.user_permissions.remove(Permission.objects.get(codename="publish_casestudy"))


def be_switched_off(case_study, publisher):
    publisher.is_active = False
    publisher.save()


def be_limited(case_study, publisher):
    CaseStudy.objects.update(is_limited=True)
    case_study.limited_to.set(Account.objects.filter(first_name="Second"))


def be_withdrawn(case_study, publisher):
    withdraw(case_study, by=publisher, now=NOW, reason="Doubt.")


def change_source(case_study, publisher):
    Source.objects.filter(key="ars2024").update(title="Corrected title")


def be_taken(case_study, publisher):
    CaseStudy.objects.filter(pk=case_study.pk).update(slug="taken")
    OldSlug.objects.create(slug="taken", case_study=publish_case(by=publisher).case_study)


NO_LONGER = "Publisher, who scheduled it, may not publish it any more."


@pytest.mark.rows
@pytest.mark.parametrize(
    ("what", "reason", "stage"),
    [
        (lose_the_right, NO_LONGER, Stage.APPROVED),
        (be_switched_off, NO_LONGER, Stage.APPROVED),
        (be_limited, NO_LONGER, Stage.APPROVED),
        (
            be_withdrawn,
            "This case study is withdrawn. Reinstate it before you publish a new edition.",
            Stage.APPROVED,
        ),
        (
            change_source,
            "A source or another shared record changed since the text was scheduled.",
            Stage.DRAFT,
        ),
        (
            be_taken,
            "Another case study was published under this address, and links lead there. Choose another.",
            Stage.APPROVED,
        ),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_publish_due_what_may_not_be_published_tells_the_desk_why(publisher, author, what, reason, stage):
    case_study = publish_case(make_case(by=author), by=publisher).case_study
    revise_case(case_study, by=author)
    appoint(case_study, publisher, kind=EditionKind.UPDATE)
    CaseStudy.objects.update(assignee=make_member("Editor"))
    make_member("Publisher", first_name="Second")
    what(case_study, publisher)
    Notification.objects.all().delete()

    [outcome] = publish_due(DUE)

    assert (outcome.result, outcome.sentence) == (Result.REFUSED, reason)
    assert Edition.objects.filter(case_study=case_study).count() == 1
    row = Schedule.objects.get()
    assert (row.state, row.failure, row.failed_at) == (ScheduleState.FAILED, reason, DUE)
    case_study.refresh_from_db()
    assert (case_study.stage, bool(case_study.approved_content_digest)) == (stage, stage == Stage.APPROVED)
    names, sentence = told(NotificationKind.NOT_PUBLISHED)
    assert sentence == f"“{case_study.title}” was not published at 14 November 2026, 10:30 (UTC). {reason}"
    everybody = {"Author", "Editor", "Publisher", "Second"}
    blind = {be_switched_off: {"Publisher"}, be_limited: everybody - {"Second"}}.get(what, set())
    assert set(names) == everybody - blind
    assert audited("case_study.not_published").detail["reason"] == reason
    assert publish_due(DUE) == []


def test_publish_due_of_a_review_date_and_a_deadline_in_the_past_is_no_obstacle(publisher):
    case_study = make_case()
    appoint(case_study, publisher)
    CaseStudy.objects.update(deadline=date(2020, 1, 1), review_by=date(2020, 1, 1))

    assert [outcome.result for outcome in publish_due(DUE)] == [Result.PUBLISHED]


def test_publish_due_refused_once_does_not_stop_the_others(publisher):
    refused, fine = make_case(slug="refused"), make_case(slug="fine")
    appoint(refused, publisher)
    appoint(fine, publisher)
    Section.objects.filter(case_study=refused).update(heading="Slipped in")

    assert [outcome.result for outcome in publish_due(DUE)] == [Result.REFUSED, Result.PUBLISHED]
    assert Edition.objects.get().case_study == fine


def break_for(monkeypatch, title):
    """Publishing this one fails in the software; returns how to mend it."""
    real = module.publish

    def publish(draft, **how):
        if draft.title == title:
            Section.objects.all().delete()  # half of something, which is rolled back
            raise RuntimeError("broken")
        return real(draft, **how)

    monkeypatch.setattr(module, "publish", publish)


def test_publish_due_broken_by_the_software_is_logged_and_does_not_stop_the_others(publisher, monkeypatch, caplog):
    broken, fine = make_case(slug="broken"), make_case(slug="fine")
    appoint(broken, publisher)
    appoint(fine, publisher)
    break_for(monkeypatch, broken.title)

    with caplog.at_level(logging.ERROR):
        outcomes = publish_due(DUE)

    assert [(outcome.result, outcome.sentence) for outcome in outcomes] == [
        (Result.BROKEN, "RuntimeError: broken"),
        (Result.PUBLISHED, "Published as edition 1."),
    ]
    [record] = [record for record in caplog.records if record.exc_info]
    assert record.exc_info[0] is RuntimeError
    assert broken.title not in caplog.text.split("Traceback")[0]
    row = Schedule.objects.get()
    assert (row.state, row.attempts, row.next_attempt_at) == (ScheduleState.WAITING, 1, DUE + FIRST_PAUSE)
    assert CaseStudy.objects.get(pk=broken.pk).stage == Stage.SCHEDULED
    assert broken.sections.exists()


def test_publish_due_broken_is_tried_again_less_and_less_often_and_the_desk_is_told_once(
    publisher, author, monkeypatch
):
    case_study = make_case(by=author)
    appoint(case_study, publisher)
    break_for(monkeypatch, case_study.title)
    now, pauses = DUE, []
    for number in range(1, 10):
        assert [outcome.result for outcome in publish_due(now)] == [Result.BROKEN]
        assert publish_due(now) == []
        row = Schedule.objects.get()
        assert row.attempts == number
        assert Notification.objects.filter(kind=NotificationKind.NOT_PUBLISHED).exists() == (number >= TRIES_UNTIL_TOLD)
        pauses.append((row.next_attempt_at - now) // FIRST_PAUSE)
        now = row.next_attempt_at

    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert LONGEST_PAUSE / FIRST_PAUSE == 60
    names, sentence = told(NotificationKind.NOT_PUBLISHED)
    assert names == ["Author", "Publisher"]
    assert "an error in the software stops it" in sentence

    monkeypatch.undo()
    assert [outcome.result for outcome in publish_due(now)] == [Result.PUBLISHED]


def test_publish_due_whose_failure_cannot_be_noted_says_both(publisher, monkeypatch, caplog):
    case_study = make_case()
    appoint(case_study, publisher)
    break_for(monkeypatch, case_study.title)
    monkeypatch.setattr(Schedule, "save", lambda *a, **k: 1 / 0)

    assert [outcome.result for outcome in publish_due(DUE)] == [Result.BROKEN]

    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [RuntimeError, ZeroDivisionError]


def test_publish_due_what_was_taken_back_meanwhile_is_left_alone(publisher, monkeypatch):
    case_study = make_case()
    appoint(case_study, publisher)
    real = module._publish

    def slow(schedule, now):
        unschedule(case_study, by=publisher, now=NOW)
        return real(schedule, now)

    monkeypatch.setattr(module, "_publish", slow)

    assert publish_due(DUE) == []
    assert not Edition.objects.exists()


def test_publish_due_what_was_moved_meanwhile_is_left_alone(publisher, monkeypatch):
    case_study = make_case()
    appoint(case_study, publisher)
    real = module._publish

    def slow(schedule, now):
        Schedule.objects.update(publish_at=DUE + timedelta(days=1))
        return real(schedule, now)

    monkeypatch.setattr(module, "_publish", slow)

    assert publish_due(DUE) == []
    assert not Edition.objects.exists()


def test_publish_due_what_was_deleted_meanwhile_is_left_alone(publisher, monkeypatch):
    case_study = make_case()
    appoint(case_study, publisher)
    real = module._publish

    def slow(schedule, now):
        CaseStudy.objects.all().delete()
        return real(schedule, now)

    monkeypatch.setattr(module, "_publish", slow)

    assert publish_due(DUE) == []


class Killed(BaseException):
    """Stands for the end of the process."""


WRITTEN = [Edition, EditionPayload, PublicState, SearchEntry, OutboxEvent, AuditEntry, Notification]


@pytest.mark.proves("A publication killed at any write happened whole or not at all")
@pytest.mark.rows
@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model.__name__)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_publish_due_killed_at_any_write_leaves_the_appointment_as_it_was(
    publisher, monkeypatch, model, after, case_study
):
    appoint(case_study, publisher)
    before = everything()
    save, create = Model.save_base, QuerySet.bulk_create

    def kill(is_it, write):
        if not is_it:
            return write()
        if after:
            write()
        raise Killed

    monkeypatch.setattr(
        Model, "save_base", lambda row, *a, **k: kill(isinstance(row, model), lambda: save(row, *a, **k))
    )
    monkeypatch.setattr(
        QuerySet, "bulk_create", lambda rows, *a, **k: kill(rows.model is model, lambda: create(rows, *a, **k))
    )
    with pytest.raises(Killed):
        publish_due(DUE)
    monkeypatch.undo()

    assert everything() == before
    assert [outcome.result for outcome in publish_due(DUE)] == [Result.PUBLISHED]


@pytest.mark.proves("A publication killed at any write happened whole or not at all")
@pytest.mark.parametrize("model", [AuditEntry, Notification, CaseStudy], ids=lambda model: model.__name__)
def test_publish_due_killed_while_it_notes_a_refusal_leaves_the_appointment_as_it_was(
    publisher, author, monkeypatch, model
):
    case_study = make_case(by=author)
    appoint(case_study, publisher)
    Section.objects.filter(case_study=case_study).update(heading="Slipped in")
    before = everything()
    save, create = Model.save_base, QuerySet.bulk_create

    def kill(is_it, write):
        if is_it:
            raise Killed
        return write()

    monkeypatch.setattr(
        Model, "save_base", lambda row, *a, **k: kill(isinstance(row, model), lambda: save(row, *a, **k))
    )
    monkeypatch.setattr(
        QuerySet, "bulk_create", lambda rows, *a, **k: kill(rows.model is model, lambda: create(rows, *a, **k))
    )
    with pytest.raises(Killed):
        publish_due(DUE)
    monkeypatch.undo()

    assert everything() == before
    assert [outcome.result for outcome in publish_due(DUE)] == [Result.REFUSED]


def everything():
    return {model: list(model.objects.order_by("pk").values()) for model in [CaseStudy, Schedule, *WRITTEN]}
