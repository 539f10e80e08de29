"""Two people, or two workers, at the same moment: one wins, nothing is lost, and no state is half of each.

Every test lets the threads begin in either order, several times, and asserts what holds whoever was first.
"""

from datetime import timedelta
from time import sleep

import pytest
from django.db import transaction

from casestudies.actions import report_error, save_draft
from casestudies.actions.approve import approve
from casestudies.actions.claim_review import claim_review
from casestudies.actions.delete_source import delete_source
from casestudies.actions.publish import publish
from casestudies.actions.publish_due import Result, publish_due
from casestudies.actions.save_draft import lock_draft, settle_draft
from casestudies.actions.schedule import schedule, unschedule
from casestudies.actions.submit import submit
from casestudies.actions.withdraw import withdraw
from casestudies.enums import EditionKind, NotificationKind, PublicStatus, Stage
from casestudies.errors import NotReady
from casestudies.models import (
    AuditEntry,
    CaseStudy,
    ChangeLogEntry,
    Edition,
    ErrorReport,
    Notification,
    OutboxEvent,
    PublicState,
    Schedule,
    Withdrawal,
)
from casestudies.publication.snapshot import take_snapshot
from casestudies.queries.integrity import verify_record
from tests.actions.threads import at_once
from tests.factories import (
    NOW,
    approve_case,
    cite,
    make_account,
    make_case,
    make_member,
    make_source,
    publish_case,
    revise_case,
)
from tests.proofs import PROVES

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.proves("Of two people or workers at once one wins, nothing is lost, and nothing is half of each"),
]
LATER = NOW + timedelta(hours=1)
# Who starts first, several times each: which thread the machine lets through is chance.
ROUNDS = [False, True] * (10 if PROVES else 2)


@pytest.fixture
def by():
    return make_account()


def race(first, second, *, swapped):
    """What `first` and `second` got."""
    return at_once(second, first)[::-1] if swapped else at_once(first, second)


@pytest.mark.postgres_only  # On SQLite nobody else writes in between.
def test_report_that_is_sent_twice_at_once_is_one(by, monkeypatch):
    publish_case(make_case(slug="sora-leak", by=by))
    monkeypatch.setattr(report_error, "_tell", lambda *args: sleep(0.3))  # before the first of them commits

    def send():
        return report_error.report_error("sora-leak", now=LATER, sender="192.0.2.1", message="No.", edition=1).pk

    first, second = at_once(send, send)
    assert (first, ErrorReport.objects.count()) == (second, 1)


@pytest.mark.postgres_only  # On SQLite nobody else writes in between.
def test_source_that_is_deleted_while_a_draft_begins_to_cite_it_refuses_the_save_in_words(by, monkeypatch):
    case_study, source = make_case(by=by), make_source("lonely")
    refer = save_draft._refer_to_cited

    def meanwhile(draft):
        refer(draft)
        assert at_once(lambda: delete_source(source, by=by, now=NOW).key) == ["lonely"]

    monkeypatch.setattr(save_draft, "_refer_to_cited", meanwhile)

    def save_it():
        with transaction.atomic():
            draft = lock_draft(case_study.pk, by=by, base_version=case_study.version)
            draft.sections.filter(position=1).update(prose=f"<p>It is so.{cite('lonely')}</p>")
            settle_draft(draft, by=by, now=LATER)

    with pytest.raises(NotReady, match="Somebody deleted a record"):
        save_it()

    assert "lonely" not in case_study.sections.get(position=1).prose


def save(case_study, by, heading, base_version=None):
    """As the form does: one transaction around lock, rows and settling."""

    def act():
        with transaction.atomic():
            draft = lock_draft(case_study.pk, by=by, base_version=base_version or case_study.version)
            draft.sections.filter(position=1).update(heading=heading)
            return settle_draft(draft, by=by, now=LATER).number

    return act


def first_edition(case_study, by, **how):
    how = {"kind": EditionKind.INITIAL, "change_note": "First.", "base_version": case_study.version} | how
    return lambda: publish(case_study, by=by, now=LATER, **how).number


def appoint(case_study, by):
    return schedule(
        case_study,
        by=by,
        now=NOW,
        publish_at=LATER,
        kind=EditionKind.INITIAL,
        change_note="First.",
        expected=approve_case(case_study),
    )


def assert_settled(case_study):
    """What is stored of the draft is what its rows say, and the public record holds."""
    case_study.refresh_from_db()
    snapshot = take_snapshot(case_study)
    assert (case_study.content_digest, case_study.teaching_digest) == (
        snapshot.content_digest,
        snapshot.teaching_digest,
    )
    approved = case_study.approved_content_digest
    assert bool(approved) == (case_study.stage in (Stage.APPROVED, Stage.SCHEDULED))
    assert approved in ("", case_study.content_digest)
    assert Schedule.objects.filter(case_study=case_study).exists() == (case_study.stage == Stage.SCHEDULED)
    assert not [finding for finding in verify_record() if finding.broken]
    assert Edition.objects.count() + Withdrawal.objects.count() == ChangeLogEntry.objects.count()
    assert ChangeLogEntry.objects.count() == OutboxEvent.objects.count()


def heading(case_study):
    return case_study.sections.get(position=1).heading


@pytest.mark.parametrize("swapped", ROUNDS)
def test_two_saves_one_is_kept_and_the_other_refused(by, swapped):
    case_study = make_case(by=by)

    results = race(save(case_study, by, "One"), save(case_study, by, "Two"), swapped=swapped)

    assert sorted(map(str, results)) == ["2", "StaleDraft"]
    assert heading(case_study) == ("One" if results[0] == 2 else "Two")
    assert list(case_study.revisions.values_list("number", flat=True)) == [2, 1]
    assert_settled(case_study)


@pytest.mark.parametrize("swapped", ROUNDS)
def test_two_publications_make_one_edition(by, swapped):
    case_study = make_case(by=by)
    approve_case(case_study)

    act = first_edition(case_study, by)
    results = race(act, act, swapped=swapped)

    assert sorted(map(str, results)) == ["1", "WrongStage"]
    assert Edition.objects.count() == 1
    assert_settled(case_study)


@pytest.mark.parametrize("swapped", ROUNDS)
def test_save_against_publication_never_publishes_what_nobody_approved(by, swapped):
    case_study = make_case(by=by)
    approve_case(case_study)
    approved = case_study.content_digest

    saved, published = race(save(case_study, by, "New"), first_edition(case_study, by), swapped=swapped)

    assert saved == 2
    assert published in (1, "StaleDraft")
    assert heading(case_study) == "New"
    assert list(Edition.objects.values_list("content_digest", flat=True)) == ([approved] if published == 1 else [])
    assert_settled(case_study)
    assert case_study.stage == Stage.DRAFT
    assert case_study.lapsed_stage == ("" if published == 1 else Stage.APPROVED)


@pytest.mark.parametrize("swapped", ROUNDS)
def test_save_against_approval_leaves_no_approval_of_another_text(swapped):
    author = make_member("Author")
    editor = make_member("Editor")
    case_study = submit(make_case(by=author), by=author, now=NOW)
    seen = (case_study.content_digest, case_study.teaching_digest)

    saved, approved = race(
        save(case_study, author, "New"),
        lambda: approve(case_study, by=editor, now=LATER, expected=seen).stage,
        swapped=swapped,
    )

    assert saved == 2
    assert approved in (Stage.APPROVED, "WrongStage")
    assert_settled(case_study)
    assert case_study.stage == Stage.DRAFT
    assert case_study.lapsed_stage == (Stage.APPROVED if approved == Stage.APPROVED else Stage.IN_REVIEW)


@pytest.mark.parametrize("swapped", ROUNDS)
def test_save_against_schedule_leaves_no_appointment_of_another_text(by, swapped):
    case_study = make_case(by=by)
    expected = approve_case(case_study)

    def act():
        return schedule(
            case_study,
            by=by,
            now=NOW,
            publish_at=LATER,
            kind=EditionKind.INITIAL,
            change_note="First.",
            expected=expected,
        ).kind

    saved, scheduled = race(save(case_study, by, "New"), act, swapped=swapped)

    assert (saved, scheduled in ("initial", "StaleDraft")) == (2, True)
    assert_settled(case_study)
    assert case_study.stage == Stage.DRAFT
    assert publish_due(LATER) == []


@pytest.mark.parametrize("swapped", ROUNDS)
def test_withdrawal_against_publication_ends_withdrawn(by, swapped):
    case_study = publish_case(by=by).case_study
    revise_case(case_study, by=by)
    approve_case(case_study)
    case_study.refresh_from_db()

    number, status = race(
        first_edition(case_study, by, kind=EditionKind.UPDATE),
        lambda: withdraw(case_study, by=by, now=LATER, reason="Wrong.").kind,
        swapped=swapped,
    )

    assert number in (2, "WrongStage")
    assert status == "withdrawn"
    state = PublicState.objects.get()
    assert state.status == PublicStatus.WITHDRAWN
    assert state.edition.number == Withdrawal.objects.get().edition.number == (2 if number == 2 else 1)
    assert state.counter == ChangeLogEntry.objects.count()
    assert_settled(case_study)


@pytest.mark.parametrize("workers", [2, 5])
def test_several_workers_publish_an_appointment_once(by, workers):
    case_studies = [make_case(by=by) for _ in range(3)]
    for case_study in case_studies:
        appoint(case_study, by)

    results = at_once(*[lambda: publish_due(LATER)] * workers)

    outcomes = [outcome for result in results for outcome in result]
    assert [outcome.result for outcome in outcomes] == [Result.PUBLISHED] * 3
    assert Edition.objects.count() == 3
    assert AuditEntry.objects.filter(verb="case_study.published").count() == 3
    for case_study in case_studies:
        assert_settled(case_study)


def test_several_workers_tell_of_a_failed_appointment_once(by):
    case_study = make_case(by=by)
    appoint(case_study, by)
    case_study.sections.filter(position=1).update(heading="Slipped in")

    results = at_once(*[lambda: publish_due(LATER)] * 4)

    assert [outcome.result for result in results for outcome in result] == [Result.REFUSED]
    assert Notification.objects.filter(kind=NotificationKind.NOT_PUBLISHED).count() == 1
    assert not Edition.objects.exists()


@pytest.mark.parametrize("swapped", ROUNDS)
def test_taking_an_appointment_back_against_its_time_does_one_of_both(by, swapped):
    case_study = make_case(by=by)
    appoint(case_study, by)

    due, taken_back = race(
        lambda: [outcome.result for outcome in publish_due(LATER)],
        lambda: unschedule(case_study, by=by, now=LATER).stage,
        swapped=swapped,
    )

    assert (due, taken_back) in [([Result.PUBLISHED], "WrongStage"), ([], Stage.APPROVED)]
    assert Edition.objects.count() == len(due)
    assert_settled(case_study)


@pytest.mark.parametrize("swapped", ROUNDS)
def test_two_reviewers_one_claims_the_text(swapped):
    author, one, two = make_member("Author"), make_member("Editor"), make_member("Editor")
    case_study = submit(make_case(by=author), by=author, now=NOW)

    results = race(
        lambda: claim_review(case_study, by=one, now=LATER).reviewer_id,
        lambda: claim_review(case_study, by=two, now=LATER).reviewer_id,
        swapped=swapped,
    )

    assert results in ([one.pk, "WrongStage"], ["WrongStage", two.pk])
    assert CaseStudy.objects.get().reviewer_id in results
