"""A checker's word on a statement: who may give it, what it covers, and what happens to it when the text changes."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission

from casestudies.actions.check_statement import (
    ask_about_statement,
    clear_verdict,
    dispute_statement,
    tick_statement,
)
from casestudies.enums import Verdict
from casestudies.errors import NotAllowed, NotReady, StaleDraft
from casestudies.models import AuditEntry, CheckRequest, Notification, Source, Verification
from casestudies.publication.snapshot import take_snapshot
from casestudies.publication.statements import statements_of
from casestudies.queries.checking import mark_of, progress, verdicts_of
from tests.factories import NOW, make_account, make_case, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@world
def author():
    return make_account(username="wim")


@world
def case_study(author):
    return make_case(by=author)


@world
def checker():
    """May see and check drafts, and nothing else."""
    account = make_account(username="ada", first_name="Ada", last_name="Kern", is_superuser=False)
    names = ["view_casestudy", "check_casestudy"]
    account.user_permissions.set(Permission.objects.filter(codename__in=names))
    return account


def make_request(case_study, **fields):
    defaults = {
        "name": "Noor Outside",
        "email": "noor@example.org",
        "token_digest": "0" * 64,
        "asked_by": make_account(),
        "asked_at": NOW,
        "expires_at": NOW + timedelta(days=14),
    }
    return CheckRequest.objects.create(case_study=case_study, **(defaults | fields))


def keys(case_study):
    return [statement.key for statement in statements_of(take_snapshot(case_study).document)]


def progress_of(case_study):
    return progress(take_snapshot(case_study).document, verdicts_of(case_study))


def test_tick_says_who_checked_which_words_and_when(case_study, checker):
    tick_statement(case_study, keys(case_study)[0], by=checker, now=LATER)

    tick = Verification.objects.get()
    assert (tick.verdict, tick.by, tick.request, tick.at) == (Verdict.CHECKED, checker, None, LATER)
    assert tick.text == "Statement 1 of the record."
    entry = AuditEntry.objects.get(verb="statement.checked")
    assert (entry.actor, entry.subject_id) == (checker.uuid, str(case_study.uuid))
    assert entry.detail == {"statement": keys(case_study)[0], "text": "Statement 1 of the record."}


def test_tick_changes_neither_the_text_nor_its_version(case_study, checker):
    before = take_snapshot(case_study)
    tick_statement(case_study, keys(case_study)[0], by=checker, now=LATER)

    version = case_study.version
    case_study.refresh_from_db()
    assert take_snapshot(case_study) == before
    assert case_study.version == version


def test_identical_statements_share_one_tick_and_count_at_every_place(author, checker):
    said = "<p>The same words.</p>"
    case_study = make_case(by=author)
    for section in case_study.sections.all():
        section.prose = said.replace("</p>", _cite() + "</p>")
        section.save()
    tick_statement(case_study, keys(case_study)[0], by=checker, now=LATER)

    assert Verification.objects.count() == 1
    assert progress_of(case_study).checked == 2


def _cite():
    return '<span data-cite="[{&quot;key&quot;:&quot;wiggers2024&quot;}]"></span>'


def test_change_of_one_statement_lapses_its_tick_alone_and_the_old_words_bring_it_back(case_study, checker, author):
    for key in keys(case_study):
        tick_statement(case_study, key, by=checker, now=LATER)
    before = case_study.sections.get(position=1).prose
    revise_case(case_study, by=author)
    assert (progress_of(case_study).checked, progress_of(case_study).open) == (3, 1)

    section = case_study.sections.get(position=1)
    section.prose = before
    section.save()
    assert progress_of(case_study).checked == 4


def test_change_of_what_a_source_is_lapses_what_rests_on_it_and_of_its_keeping_nothing(case_study, checker):
    for key in keys(case_study):
        tick_statement(case_study, key, by=checker, now=LATER)
    Source.objects.filter(key="wiggers2024").update(archived_url="https://archive.org/x", link_state="dead")
    assert progress_of(case_study).checked == 4
    Source.objects.filter(key="wiggers2024").update(title="Another title")
    assert progress_of(case_study).checked == 2


def test_statement_that_changed_meanwhile_is_refused(case_study, checker, author):
    key = keys(case_study)[0]
    revise_case(case_study, by=author)

    with pytest.raises(StaleDraft, match="The statement changed while you were reading"):
        tick_statement(case_study, key, by=checker, now=LATER)
    assert not Verification.objects.exists()


@pytest.mark.parametrize("action", [dispute_statement, ask_about_statement])
def test_objection_needs_a_note_and_tells_whom_it_concerns(case_study, checker, author, action):
    key = keys(case_study)[0]
    with pytest.raises(NotReady):
        action(case_study, key, by=checker, now=LATER, note=" ")
    action(case_study, key, by=checker, now=LATER, note="The source says four hours.")

    told = Notification.objects.get()
    assert (told.account, told.case_study, told.path) == (
        author,
        case_study,
        f"/admin/casestudies/casestudy/{case_study.pk}/check/",
    )
    assert "Ada Kern" in told.sentence
    assert "The source says four hours." in told.sentence


def test_tick_that_completes_the_checking_tells_once(case_study, checker, author):
    for key in keys(case_study):
        assert not Notification.objects.exists()
        tick_statement(case_study, key, by=checker, now=LATER)
    tick_statement(case_study, key, by=checker, now=LATER + timedelta(minutes=1))

    told = Notification.objects.get()
    assert (told.account, told.kind) == (author, "checked")
    assert "4 of 4" in told.sentence


def test_later_word_takes_the_place_of_an_earlier_one(case_study, checker):
    key = keys(case_study)[0]
    dispute_statement(case_study, key, by=checker, now=NOW, note="No.")
    tick_statement(case_study, key, by=checker, now=LATER)

    tick = Verification.objects.get()
    assert (tick.verdict, tick.note) == (Verdict.CHECKED, "")
    assert AuditEntry.objects.get(verb="statement.checked").detail["before"] == Verdict.DISPUTED


def test_word_of_another_checker_that_was_not_seen_is_not_covered(case_study, checker):
    key = keys(case_study)[0]
    other = make_account(first_name="Mina", last_name="Roth")
    dispute = dispute_statement(case_study, key, by=other, now=NOW, note="Four hours.")

    with pytest.raises(StaleDraft, match=r"Mina Roth disputed this statement while you were reading: “Four hours\.”"):
        tick_statement(case_study, key, by=checker, now=LATER, seen="")
    assert Verification.objects.get().verdict == Verdict.DISPUTED
    tick_statement(case_study, key, by=checker, now=LATER, seen=mark_of(dispute))
    assert Verification.objects.get().by == checker


def test_cleared_statement_is_open_again(case_study, checker):
    key = keys(case_study)[0]
    tick_statement(case_study, key, by=checker, now=NOW)
    clear_verdict(case_study, key, by=checker, now=LATER)
    clear_verdict(case_study, key, by=checker, now=LATER)

    assert not Verification.objects.exists()
    assert AuditEntry.objects.filter(verb="statement.cleared").count() == 1


def test_nobody_checks_without_leave_or_what_they_may_not_see(case_study, checker):
    key = keys(case_study)[0]
    stranger = make_account(is_superuser=False)
    case_study.is_limited = True
    case_study.save()
    for account in (stranger, checker):
        with pytest.raises(NotAllowed):
            tick_statement(case_study, key, by=account, now=LATER)
    case_study.limited_to.add(checker)
    tick_statement(case_study, key, by=checker, now=LATER)


def test_request_answers_for_its_own_case_study_while_it_is_open(case_study):
    request = make_request(case_study)
    key = keys(case_study)[0]
    tick_statement(case_study, key, by=request, now=LATER)

    tick = Verification.objects.get()
    assert (tick.by, tick.request, tick.checker) == (None, request, request)
    assert AuditEntry.objects.get(verb="statement.checked").actor == request.uuid
    other = make_case()
    with pytest.raises(NotAllowed):
        tick_statement(other, keys(other)[0], by=request, now=LATER)
    with pytest.raises(NotAllowed):
        tick_statement(case_study, key, by=request, now=NOW + timedelta(days=15))
    CheckRequest.objects.update(revoked_at=LATER)
    with pytest.raises(NotAllowed, match="no longer open"):
        tick_statement(case_study, key, by=request, now=LATER)


def test_request_takes_back_its_own_word_alone(case_study, checker):
    first, second = keys(case_study)[:2]
    request = make_request(case_study)
    tick_statement(case_study, first, by=checker, now=NOW)
    tick_statement(case_study, second, by=request, now=NOW)

    with pytest.raises(NotAllowed):
        clear_verdict(case_study, first, by=request, now=LATER)
    clear_verdict(case_study, second, by=request, now=LATER)
    assert Verification.objects.get().by == checker


def test_draft_is_deleted_with_the_answers_of_those_who_were_asked(case_study):
    tick_statement(case_study, keys(case_study)[0], by=make_request(case_study), now=LATER)
    case_study.delete()
    assert not Verification.objects.exists()
    assert not CheckRequest.objects.exists()


@pytest.mark.parametrize("say", [dispute_statement, ask_about_statement])
def test_remark_is_no_longer_than_4000_characters(case_study, checker, say):
    key = keys(case_study)[0]
    with pytest.raises(NotReady, match=r"no more than 4,000 characters"):
        say(case_study, key, by=checker, now=NOW, note="x" * 4_001)
    assert not Verification.objects.exists()
    say(case_study, key, by=checker, now=NOW, note="x" * 4_000)
